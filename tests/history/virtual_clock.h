// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

namespace cosftp::test {

/// The clocks of this process: clock_gettime() and its kin stand in this file, in place of the C
/// library's. Until begin() they tell what the system says; then time passes only with advance(),
/// and the wall clock can be wrong. For one thread that does everything.
class VirtualClock
{
public:
    static void begin();
    static void end();
    static void advance(qint64 us);
    /// Since begin().
    static qint64 elapsedUs();
    /// So much is the wall clock wrong from now on: by servers, one of which acts at a time.
    static void setWallError(qint64 us);
    /// What a wall clock tells now that is so much wrong.
    static QDateTime wallTime(qint64 errorUs);
};

}  // namespace cosftp::test
