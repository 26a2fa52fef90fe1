// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/speed_meter.h"

#include <cmath>

namespace cosftp {

namespace {

constexpr double millisecondsPerSecond = 1000.0;
// Longer than a month is no forecast.
constexpr double longestForecastSeconds = 31.0 * 24 * 3600;

}  // namespace

const SpeedMeter::Sample &SpeedMeter::at(int index) const
{
    return m_samples[static_cast<std::size_t>((m_first + index) % capacity)];
}

void SpeedMeter::dropOldest()
{
    m_first = (m_first + 1) % capacity;
    --m_count;
}

void SpeedMeter::add(qint64 total, qint64 nowMs)
{
    if (m_count > 0 && (total < at(m_count - 1).total || nowMs < at(m_count - 1).atMs))
        m_count = 0;
    // The newest sample always tells the present; it becomes a fixed one when it has its distance.
    const bool replaces = m_count > 1 && at(m_count - 1).atMs - at(m_count - 2).atMs < spacingMs;
    if (replaces)
        --m_count;
    if (m_count == capacity)
        dropOldest();
    m_samples[static_cast<std::size_t>((m_first + m_count) % capacity)] = {total, nowMs};
    ++m_count;
    // One sample at or before the window's begin stays: the speed covers the whole window.
    while (m_count > 2 && at(1).atMs <= nowMs - windowMs)
        dropOldest();
}

double SpeedMeter::bytesPerSecond() const
{
    if (m_count < 2)
        return 0;
    const Sample &oldest = at(0);
    const Sample &newest = at(m_count - 1);
    return averageSpeed(newest.total - oldest.total, newest.atMs - oldest.atMs);
}

double averageSpeed(qint64 bytes, qint64 elapsedMs)
{
    return elapsedMs <= 0 ? 0
                          : static_cast<double>(bytes) * millisecondsPerSecond
                                / static_cast<double>(elapsedMs);
}

qint64 remainingSeconds(qint64 bytes, qint64 expected, double bytesPerSecond)
{
    if (expected < 0 || bytesPerSecond <= 0)
        return -1;
    const double seconds = static_cast<double>(qMax<qint64>(0, expected - bytes)) / bytesPerSecond;
    return seconds > longestForecastSeconds ? -1 : static_cast<qint64>(std::ceil(seconds));
}

}  // namespace cosftp
