// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>

namespace cosftp::format {

// How numbers are written in every window. All follow the language of the program.

QString bytes(qint64 count);               ///< "1.5 MiB"; "512 B" below one KiB.
QString exactBytes(qint64 count);          ///< "1,572,864 bytes"
QString speed(double bytesPerSecond);      ///< "1.5 MiB/s"; "-" for nothing.
QString speedNow(double bytesPerSecond);   ///< The same, but "0 B/s" for nothing.
QString duration(std::chrono::seconds s);  ///< "42 s", "3 min 5 s", "2 h 10 min", "3 d 4 h"
QString dateTime(const QDateTime &utc);    ///< Local date and time, to the second; "" if not valid.
QString time(const QDateTime &utc);        ///< Local time, to the second.
QString percent(double share);             ///< 0..1 as "42 %".

}  // namespace cosftp::format
