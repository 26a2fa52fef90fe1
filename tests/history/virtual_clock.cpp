// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/virtual_clock.h"

#include <atomic>
#include <ctime>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace cosftp::test {

namespace {

constexpr qint64 usPerSecond = 1'000'000;
constexpr qint64 nsPerUs = 1000;
constexpr qint64 wallBeginUs = 1'790'000'000 * usPerSecond;  // some day in 2026

std::atomic<bool> isVirtual{false};
std::atomic<qint64> steadyBeginUs{0};
std::atomic<qint64> passedUs{0};
std::atomic<qint64> wallErrorUs{0};

qint64 realUs(clockid_t clock)
{
    timespec now{};
    ::syscall(SYS_clock_gettime, clock, &now);
    return now.tv_sec * usPerSecond + now.tv_nsec / nsPerUs;
}

bool isWall(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE; }

bool isSteady(clockid_t clock)
{
    return clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE
           || clock == CLOCK_MONOTONIC_RAW || clock == CLOCK_BOOTTIME;
}

qint64 toldUs(clockid_t clock)
{
    if (!isVirtual || (!isWall(clock) && !isSteady(clock)))
        return realUs(clock);
    return passedUs + (isWall(clock) ? wallBeginUs + wallErrorUs : steadyBeginUs.load());
}

}  // namespace

void VirtualClock::begin()
{
    steadyBeginUs = realUs(CLOCK_MONOTONIC) - passedUs;
    isVirtual = true;
}

void VirtualClock::end() { isVirtual = false; }
void VirtualClock::advance(qint64 us) { passedUs += us; }
qint64 VirtualClock::elapsedUs() { return passedUs; }
void VirtualClock::setWallError(qint64 us) { wallErrorUs = us; }

QDateTime VirtualClock::wallTime(qint64 errorUs)
{
    return QDateTime::fromMSecsSinceEpoch((wallBeginUs + passedUs + errorUs) / 1000, Qt::UTC);
}

}  // namespace cosftp::test

// In place of the C library's, for this program and the libraries that it loads.
extern "C" {

int clock_gettime(clockid_t clock, timespec *result) noexcept
{
    const qint64 us = cosftp::test::toldUs(clock);
    result->tv_sec = us / cosftp::test::usPerSecond;
    result->tv_nsec = us % cosftp::test::usPerSecond * cosftp::test::nsPerUs;
    return 0;
}

int gettimeofday(timeval *result, void *) noexcept
{
    const qint64 us = cosftp::test::toldUs(CLOCK_REALTIME);
    result->tv_sec = us / cosftp::test::usPerSecond;
    result->tv_usec = us % cosftp::test::usPerSecond;
    return 0;
}

time_t time(time_t *result) noexcept
{
    const qint64 us = cosftp::test::toldUs(CLOCK_REALTIME);
    if (result != nullptr)
        *result = us / cosftp::test::usPerSecond;
    return us / cosftp::test::usPerSecond;
}
}
