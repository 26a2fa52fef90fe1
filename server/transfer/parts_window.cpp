// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parts_window.h"

#include <algorithm>

namespace cosftp {

namespace {
constexpr int firstSize = 2;
constexpr double noticeableGrowth = 1.1;
constexpr int calmAfterNoGain = 4;  // the line is full; look again now and then
constexpr int calmAfterRefusal = 4;
}  // namespace

PartsWindow::PartsWindow(int cap) : m_cap(std::max(1, cap)), m_size(std::min(firstSize, m_cap)) {}

void PartsWindow::beginRound(Time now)
{
    m_roundParts = m_size;
    m_storedInRound = 0;
    m_bytesInRound = 0;
    m_roundBegan = now;
}

void PartsWindow::stored(qint64 bytes, bool isWanted, Time now)
{
    if (m_isStarting && isWanted)
        m_size = std::min(m_cap, m_size + 1);
    if (m_roundBegan == Time{})
        return beginRound(now);  // the first answer only starts the clock
    ++m_storedInRound;
    m_bytesInRound += bytes;
    if (m_storedInRound < m_roundParts)
        return;
    const double seconds = std::chrono::duration<double>(now - m_roundBegan).count();
    const double rate = static_cast<double>(m_bytesInRound) / std::max(seconds, 1e-6);
    beginRound(now);
    if (!isWanted || m_calmRounds-- > 0)
        return;
    m_calmRounds = 0;
    if (rate < m_bestRate * noticeableGrowth) {
        m_calmRounds = calmAfterNoGain;
        m_bestRate = rate;
        m_isStarting = false;
        return;
    }
    m_bestRate = rate;
    if (!m_isStarting)
        m_size = std::min(m_cap, 2 * m_size);
}

void PartsWindow::refused(Time now)
{
    m_size = std::max(1, m_size / 2);
    m_bestRate = 0;
    m_isStarting = false;
    m_calmRounds = calmAfterRefusal;
    beginRound(now);
}

}  // namespace cosftp
