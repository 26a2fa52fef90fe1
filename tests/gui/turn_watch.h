// SPDX-License-Identifier: GPL-3.0-or-later
// How long a turn of the windows' event loop takes, however busy the machine is with others.
#pragma once

#include <QObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace cosftp::test {

// Sanitizers and unoptimised code take a multiple, and get a part of the rows.
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
constexpr bool isSlowBuild = true;
#else
constexpr bool isSlowBuild = false;
#endif
/// Whether a turn of that much work is short enough. Speed is judged in optimised builds only: how
/// much slower a sanitizer is depends on the machine.
constexpr bool isShortTurn(double workMs) { return isSlowBuild || workMs < 100; }
/// No turn may wait longer for others, as it would for an answer of the server or of a keychain.
constexpr int waitLimitMs = isSlowBuild ? 1000 : 100;

/// Milliseconds that this thread has worked so far.
inline double workedMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Milliseconds in which this thread worked or waited by itself: the clock without the time in
/// which other threads had the processor that this one wanted.
inline double ownMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    unsigned long long workedNs = 0;
    unsigned long long queuedNs = 0;
    if (std::FILE *file = std::fopen("/proc/thread-self/schedstat", "r"); file != nullptr) {
        if (std::fscanf(file, "%llu %llu", &workedNs, &queuedNs) != 2)
            queuedNs = 0;
        std::fclose(file);
    }
    return std::chrono::duration<double, std::milli>(now).count() - double(queuedNs) / 1e6;
}

/// The longest time in which this thread's events had to wait because of the thread itself.
class TurnWatch final : public QObject
{
public:
    TurnWatch() { startTimer(1); }
    [[nodiscard]] double longestMs() const { return m_longestMs; }

protected:
    void timerEvent(QTimerEvent *) override
    {
        const double now = ownMs();
        m_longestMs = std::max(m_longestMs, now - m_since);
        m_since = now;
    }

private:
    double m_since = ownMs();
    double m_longestMs = 0;
};

}  // namespace cosftp::test
