// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace cosftp::format {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

constexpr std::array units{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
constexpr double step = 1024.0;

// 1023.96 KiB would be written "1024.0 KiB": from here on the next unit says it shorter.
constexpr double nextUnitFrom = 1023.95;

}  // namespace

QString bytes(qint64 count)
{
    if (count < 0)
        return QStringLiteral("-");
    if (count < 1024)
        return Words::tr("%1 B").arg(QLocale().toString(count));
    double value = static_cast<double>(count) / step;
    std::size_t unit = 0;
    while (value >= nextUnitFrom && unit + 1 < units.size()) {
        value /= step;
        ++unit;
    }
    return QStringLiteral("%1 %2").arg(QLocale().toString(value, 'f', 1),
                                       QLatin1StringView(units.at(unit)));
}

QString exactBytes(qint64 count)
{
    // Plural forms count in int; every language uses one form for all counts from a million on.
    const int form = static_cast<int>(std::min<qint64>(count, 1'000'000));
    return Words::tr("%1 byte(s)", nullptr, form).arg(QLocale().toString(count));
}

QString speed(double bytesPerSecond)
{
    if (!(bytesPerSecond >= 0.5))
        return QStringLiteral("-");
    return Words::tr("%1/s", "bytes per second: 1.5 MiB/s")
        .arg(bytes(static_cast<qint64>(std::llround(bytesPerSecond))));
}

QString speedNow(double bytesPerSecond)
{
    if (bytesPerSecond >= 0.5)
        return speed(bytesPerSecond);
    return Words::tr("%1/s", "bytes per second: 1.5 MiB/s").arg(bytes(0));
}

QString duration(std::chrono::seconds s)
{
    const qint64 total = s.count();
    if (total < 0)
        return QStringLiteral("-");
    if (total < 60)
        return Words::tr("%1 s").arg(total);
    if (total < 3600)
        return Words::tr("%1 min %2 s").arg(total / 60).arg(total % 60);
    if (total < 86400)
        return Words::tr("%1 h %2 min").arg(total / 3600).arg(total % 3600 / 60);
    return Words::tr("%1 d %2 h").arg(total / 86400).arg(total % 86400 / 3600);
}

// Year first in every language: it cannot be misread, sorts as text, and is as wide in every row.
QString dateTime(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    return utc.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString time(const QDateTime &utc)
{
    if (!utc.isValid())
        return {};
    return utc.toLocalTime().toString(QStringLiteral("HH:mm:ss"));
}

// Rounded down: 100 % only when nothing is left.
QString percent(double share)
{
    const double clamped = std::clamp(share, 0.0, 1.0);
    return Words::tr("%1 %", "percent")
        .arg(QLocale().toString(std::floor(clamped * 100.0 + 1e-9), 'f', 0));
}

}  // namespace cosftp::format
