// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_time.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace cosftp {

namespace {

constexpr std::array<const char *, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Decimal digits, maybe behind blanks ("Jan  1"); -1 for anything else, signs included.
int number(QByteArrayView text)
{
    const QByteArray digits = text.toByteArray().trimmed();
    const bool isDecimal = std::all_of(digits.begin(), digits.end(),
                                       [](char digit) { return digit >= '0' && digit <= '9'; });
    return isDecimal && !digits.isEmpty() ? digits.toInt() : -1;
}

int monthOf(QByteArrayView name)
{
    for (std::size_t i = 0; i < months.size(); ++i)
        if (name == QByteArrayView(months[i]))
            return static_cast<int>(i) + 1;
    return -1;
}

QTime clockTime(QByteArrayView text)  // "07:08:09" and whatever follows
{
    if (text.size() < 8 || text[2] != ':' || text[5] != ':')
        return {};
    return {number(text.first(2)), number(text.sliced(3, 2)), number(text.sliced(6, 2))};
}

QDateTime utc(int year, int month, int day, QTime time)
{
    const QDate date(year, month, day);
    const bool isTime = year > 0 && date.isValid() && time.isValid();  // QDate knows a year -1
    return isTime ? QDateTime(date, time, Qt::UTC) : QDateTime();
}

}  // namespace

QDateTime parseCosTime(QByteArrayView text)
{
    if (text.size() >= 19 && text[4] == '-' && text[10] == 'T')
        return utc(number(text.first(4)), number(text.sliced(5, 2)), number(text.sliced(8, 2)),
                   clockTime(text.sliced(11)));
    if (text.size() >= 25 && text[3] == ',')
        return utc(number(text.sliced(12, 4)), monthOf(text.sliced(8, 3)),
                   number(text.sliced(5, 2)), clockTime(text.sliced(17)));
    if (text.size() >= 24 && text[3] == ' ')
        return utc(number(text.sliced(20, 4)), monthOf(text.sliced(4, 3)),
                   number(text.sliced(8, 2)), clockTime(text.sliced(11)));
    return {};
}

// An answer that took long tells less than what is known from a quick one.
void StoreTime::learn(const QDateTime &date, std::chrono::milliseconds takenFor)
{
    constexpr std::chrono::milliseconds quick{2000};
    if (!date.isValid() || (m_date.isValid() && takenFor > quick))
        return;
    m_date = date;
    m_since.start();
}

QDateTime StoreTime::now() const
{
    return m_date.isValid() ? m_date.addMSecs(m_since.elapsed()) : QDateTime::currentDateTimeUtc();
}

bool CosClock::correct(const QDateTime &storeTime)
{
    if (!storeTime.isValid())
        return false;
    const qint64 difference = storeTime.toSecsSinceEpoch() - now();
    if (std::abs(difference) < toleranceSeconds)
        return false;
    m_offsetSeconds += difference;
    return true;
}

}  // namespace cosftp
