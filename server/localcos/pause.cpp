// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/pause.h"

#include <QDeadlineTimer>
#include <QMutexLocker>

#include <algorithm>

namespace cosftp::localcos {

bool Pause::sleep(std::chrono::nanoseconds time)
{
    const QDeadlineTimer deadline(time, Qt::PreciseTimer);
    const QMutexLocker lock(&m_mutex);
    while (!m_isStopping && !deadline.hasExpired())
        m_stopped.wait(&m_mutex, deadline);
    return !m_isStopping;
}

void Pause::stop()
{
    const QMutexLocker lock(&m_mutex);
    m_isStopping = true;
    m_stopped.wakeAll();
}

void Pause::restart()
{
    const QMutexLocker lock(&m_mutex);
    m_isStopping = false;
}

qint64 Pacer::step() const { return std::clamp<qint64>(m_bytesPerSecond / 20, 1, 256 * 1024); }

bool Pacer::passed(qint64 bytes, Pause &pause)
{
    if (!isLimited())
        return true;
    m_passedBytes += bytes;
    const std::chrono::duration<double> due(static_cast<double>(m_passedBytes)
                                            / static_cast<double>(m_bytesPerSecond));
    const auto elapsed = std::chrono::steady_clock::now() - m_start;
    const auto ahead = std::chrono::duration_cast<std::chrono::nanoseconds>(due) - elapsed;
    return ahead <= std::chrono::nanoseconds::zero() || pause.sleep(ahead);
}

}  // namespace cosftp::localcos
