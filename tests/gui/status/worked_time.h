// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>

namespace cosftp::test {

/// Milliseconds that this thread has worked so far, however busy the machine is with others: what a
/// turn of the event loop costs is judged by this, not by the clock.
inline double workedMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

}  // namespace cosftp::test
