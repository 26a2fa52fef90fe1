// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QHash>
#include <QList>
#include <QMutex>

#include <chrono>
#include <optional>

namespace cosftp {

class PassivePorts;

/// One search for a free port: every port of the range once, in random order, those used lately
/// last. Walks a random permutation without building it. Lives no longer than its PassivePorts.
class PortRound
{
public:
    /// The next port to try, 0 for "any free port"; nothing when all were tried.
    std::optional<quint16> next();

private:
    friend class PassivePorts;
    PortRound(PassivePorts &ports, PortRange range);
    quint16 step();

    PassivePorts &m_ports;
    quint16 m_first = 0;
    quint32 m_count = 1;     // ports in the range
    quint32 m_position = 0;  // of the walk, below m_count
    quint32 m_stride = 1;    // no common divisor with m_count, so that the walk meets every port
    quint32 m_visited = 0;
    qsizetype m_nextRecent = 0;
    QList<quint16> m_recent;  // met, but used in the last minute
};

/// The passive ports of the process: random order, ports used in the last minute only if nothing
/// else is free. Thread-safe; it only proposes, binding decides.
class PassivePorts
{
public:
    /// {0, 0}: any free port.
    explicit PassivePorts(PortRange range,
                          std::chrono::milliseconds memory = std::chrono::seconds(60));

    [[nodiscard]] PortRound newRound();
    void noteUsed(quint16 port);
    [[nodiscard]] bool wasUsedLately(quint16 port);
    /// For rounds that start later.
    void setRange(PortRange range);

private:
    using Clock = std::chrono::steady_clock;

    QMutex m_mutex;
    PortRange m_range;
    std::chrono::milliseconds m_memory;
    QHash<quint16, Clock::time_point> m_lastUse;
};

}  // namespace cosftp
