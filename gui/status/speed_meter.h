// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace cosftp {

/// How fast a counter grows: over the last three seconds, from samples taken at any pace. A value;
/// the caller brings the time, in milliseconds of any clock.
class SpeedMeter
{
public:
    static constexpr qint64 windowMs = 3000;

    /// The counter stands at `total` now. A counter that falls has been started anew, and so is the
    /// meter.
    void add(qint64 total, qint64 nowMs);
    /// Bytes per second as of the last sample; 0 before the second one.
    [[nodiscard]] double bytesPerSecond() const;

private:
    struct Sample
    {
        qint64 total = 0;
        qint64 atMs = 0;
    };
    static constexpr int capacity = 14;
    // Closer samples than this replace the newest one, so that the ring spans the window.
    static constexpr qint64 spacingMs = windowMs / (capacity - 2);

    [[nodiscard]] const Sample &at(int index) const;
    void dropOldest();

    std::array<Sample, capacity> m_samples{};
    int m_first = 0;
    int m_count = 0;
};

/// The average over a whole transfer, in bytes per second; 0 if no time has passed.
double averageSpeed(qint64 bytes, qint64 elapsedMs);
/// Seconds until `expected` is reached at this speed; -1 if that cannot be told.
qint64 remainingSeconds(qint64 bytes, qint64 expected, double bytesPerSecond);

}  // namespace cosftp
