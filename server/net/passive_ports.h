// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QHash>
#include <QMutex>

#include <chrono>

namespace cosftp {

/// The passive ports of the process: random order, ports used in the last minute only if nothing
/// else is free. Thread-safe; it only proposes, binding decides.
class PassivePorts
{
public:
    explicit PassivePorts(PortRange range);

    /// Ports to try, best first; {0} if any free port will do. At most the whole range.
    [[nodiscard]] QList<quint16> candidates();
    void noteUsed(quint16 port);
    void setRange(PortRange range);

private:
    QMutex m_mutex;
    PortRange m_range;
    QHash<quint16, std::chrono::steady_clock::time_point> m_lastUse;
};

}  // namespace cosftp
