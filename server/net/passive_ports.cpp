// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/passive_ports.h"

#include <QMutexLocker>
#include <QRandomGenerator>

#include <algorithm>
#include <numeric>

namespace cosftp {

// The system's generator: ports must not be guessable from the ports before (a stranger who knows
// the next one can come first).
PortRound::PortRound(PassivePorts &ports, PortRange range)
    : m_ports(ports), m_first(range.first),
      m_count(range.last > range.first ? quint32(range.last - range.first) + 1 : 1)
{
    QRandomGenerator *const random = QRandomGenerator::system();
    m_position = random->bounded(m_count);
    do {
        m_stride = 1 + random->bounded(m_count);
    } while (std::gcd(m_stride, m_count) != 1);
}

quint16 PortRound::step()
{
    const auto port = static_cast<quint16>(m_first + m_position);
    m_position = (m_position + m_stride) % m_count;
    ++m_visited;
    return port;
}

std::optional<quint16> PortRound::next()
{
    while (m_visited < m_count) {
        const quint16 port = step();
        if (!m_ports.wasUsedLately(port))
            return port;
        m_recent += port;
    }
    if (m_nextRecent < m_recent.size())
        return m_recent[m_nextRecent++];
    return std::nullopt;
}

PassivePorts::PassivePorts(PortRange range, std::chrono::milliseconds memory)
    : m_range(range), m_memory(memory)
{}

PortRound PassivePorts::newRound()
{
    const QMutexLocker lock(&m_mutex);
    return {*this, m_range};
}

void PassivePorts::noteUsed(quint16 port)
{
    const QMutexLocker lock(&m_mutex);
    // With "any free port" the kernel chooses; there is nothing to remember.
    if (m_range.first != 0)
        m_lastUse.insert(port, Clock::now());
}

bool PassivePorts::wasUsedLately(quint16 port)
{
    const QMutexLocker lock(&m_mutex);
    const auto use = m_lastUse.constFind(port);
    if (use == m_lastUse.cend())
        return false;
    if (Clock::now() - *use < m_memory)
        return true;
    m_lastUse.erase(use);
    return false;
}

void PassivePorts::setRange(PortRange range)
{
    const QMutexLocker lock(&m_mutex);
    m_range = range;
    m_lastUse.removeIf(
        [range](const auto &use) { return use.key() < range.first || use.key() > range.last; });
}

}  // namespace cosftp
