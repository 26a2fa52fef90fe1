// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QMutex>

#include <memory>
#include <optional>

namespace cosftp {

/// What may lie in a user's folders; 0: as much as they like.
struct Quota
{
    qint64 bytes = 0;
    qint64 objects = 0;
    [[nodiscard]] bool isSet() const { return bytes > 0 || objects > 0; }
    bool operator==(const Quota &) const = default;
};

/// How much of their quotas users have used: counted once by listing, kept up to date by what the
/// server itself stores and removes, and counted again from time to time. Until the first count is
/// complete nothing is refused. Thread-safe; one for all workers.
class QuotaBook : public std::enable_shared_from_this<QuotaBook>
{
public:
    /// An upload that runs: what came so far counts as used, until it is stored or given up.
    class Hold
    {
    public:
        Hold(std::shared_ptr<QuotaBook> book, QByteArray user, const Quota &quota);
        ~Hold();
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;
        Hold(Hold &&) = delete;
        Hold &operator=(Hold &&) = delete;

        /// False if the quota is exceeded now.
        [[nodiscard]] bool grow(qint64 bytes);
        /// The object has so many bytes more (or fewer) than the one before it.
        void stored(qint64 moreBytes, int moreObjects);

    private:
        std::shared_ptr<QuotaBook> m_book;
        QByteArray m_user;
        Quota m_quota;
        qint64 m_held = 0;
    };

    /// True if a further object (or bytes) would be refused at once.
    [[nodiscard]] bool isFull(const QByteArray &user, const Quota &quota, qint64 freedBytes,
                              int moreObjects) const;
    void add(const QByteArray &user, qint64 bytes, qint64 objects);
    /// Somebody has to count: nobody has for an hour, nor is counting. The caller is to, and ends
    /// with countEnded().
    [[nodiscard]] bool beginCount(const QByteArray &user);
    /// Without a record the count failed.
    void countEnded(const QByteArray &user, const std::optional<QuotaRecord> &counted);
    /// What was counted is not true any more.
    void expire(const QByteArray &user);
    [[nodiscard]] QuotaRecord record(const QByteArray &user) const;
    [[nodiscard]] QList<QuotaRecord> records() const;

private:
    struct Usage
    {
        qint64 bytes = 0;
        qint64 objects = 0;
        qint64 heldBytes = 0;  // by uploads that run
        bool isCounted = false;
        bool isCounting = false;
        QDeadlineTimer nextCount;  // expired at first
    };
    bool changeHeld(const QByteArray &user, const Quota &quota, qint64 bytes);

    mutable QMutex m_mutex;
    QHash<QByteArray, Usage> m_usages;
};

}  // namespace cosftp
