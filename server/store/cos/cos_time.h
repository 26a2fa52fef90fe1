// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QElapsedTimer>

#include <chrono>
#include <functional>

namespace cosftp {

/// A time as COS writes it, in UTC: "2024-05-06T07:08:09.000Z" (listings; also without fraction or
/// zone), "Mon, 06 May 2024 07:08:09 GMT" (headers) and "Wed Jan 18 16:04:17 2017" (old multipart
/// listings). Invalid if it is none of these.
QDateTime parseCosTime(QByteArrayView text);

/// The time that signatures are made with: this machine's, corrected once the store has shown that
/// it is off. Unix seconds.
class CosClock
{
public:
    static constexpr qint64 toleranceSeconds = 30;

    explicit CosClock(std::function<qint64()> source) : m_source(std::move(source)) {}

    [[nodiscard]] qint64 now() const { return m_source() + m_offsetSeconds; }
    [[nodiscard]] qint64 offsetSeconds() const { return m_offsetSeconds; }
    /// True if the store's time was 30 s or more away and has been taken over.
    bool correct(const QDateTime &storeTime);

private:
    std::function<qint64()> m_source;
    qint64 m_offsetSeconds = 0;  ///< Store's time minus this machine's.
};

/// The store's own time, from the Date headers of its answers; they have whole seconds.
class StoreTime
{
public:
    /// `date` was written somewhere between the request and now, `takenFor` later.
    void learn(const QDateTime &date, std::chrono::milliseconds takenFor);
    /// UTC; this machine's time as long as nothing was learned.
    [[nodiscard]] QDateTime now() const;

private:
    QDateTime m_date;
    QElapsedTimer m_since;
};

}  // namespace cosftp
