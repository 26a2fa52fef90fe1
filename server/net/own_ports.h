// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QMutexLocker>
#include <QSet>

namespace cosftp {

/// The ports that this server listens on for everybody: PORT and EPRT must not lead it to itself.
/// Thread-safe.
class OwnPorts
{
public:
    void add(quint16 port)
    {
        const QMutexLocker lock(&m_mutex);
        m_ports += port;
    }
    void clear()
    {
        const QMutexLocker lock(&m_mutex);
        m_ports.clear();
    }
    [[nodiscard]] bool contains(quint16 port) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_ports.contains(port);
    }

private:
    mutable QMutex m_mutex;
    QSet<quint16> m_ports;
};

}  // namespace cosftp
