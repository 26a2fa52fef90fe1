// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/services.h"

#include <QDateTime>

#include <atomic>

namespace cosftp {

// Thirty bits of the clock's eighths of a second. Two starts within one process may be nearer.
QByteArray newStartMark()
{
    constexpr auto digits = "0123456789abcdefghjkmnpqrstvwxyz";  // no i, l, o, u (Crockford)
    constexpr int length = 6;
    constexpr int bitsOfDigit = 5;
    constexpr quint64 msOfStep = 125;
    static std::atomic<quint64> last{0};
    quint64 now = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()) / msOfStep;
    quint64 before = last;
    do
        now = std::max(now, before + 1);
    while (!last.compare_exchange_weak(before, now));
    QByteArray mark;
    for (int i = length - 1; i >= 0; --i)
        mark += digits[(now >> (bitsOfDigit * i)) & 31U];
    return mark;
}

}  // namespace cosftp
