// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"
#include "core/thread_check.h"

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

/// How objects are called in a QuotaBook.
inline QByteArray quotaName(const QByteArray &bucket, const QByteArray &key)
{
    return bucket + '/' + key;
}

/// How much of their quotas users have used: counted once by listing, kept up to date by what the
/// server itself stores and removes, and counted again from time to time. What is on its way counts
/// as used, and so does what waits interrupted, so uploads beside each other cannot pass a quota
/// together. Until the first count is complete nothing is refused. Thread-safe; one for all
/// workers.
class QuotaBook : public std::enable_shared_from_this<QuotaBook>
{
public:
    /// An upload that runs: what came so far counts as used, and so does the object if it is new,
    /// until it is stored, parked or given up. What the object that is replaced has is free for it;
    /// of several uploads to one name at the same time, for one only. Thread: its maker's.
    class Hold : private ThreadBound
    {
    public:
        /// `object`: see quotaName(). `oldBytes`: of what stands there.
        Hold(std::shared_ptr<QuotaBook> book, QByteArray user, const Quota &quota,
             QByteArray object, std::optional<qint64> oldBytes);
        ~Hold();
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;
        Hold(Hold &&) = delete;
        Hold &operator=(Hold &&) = delete;

        /// False if the quota would be exceeded with so many bytes more, or has too many objects.
        [[nodiscard]] bool fits(qint64 moreBytes) const;
        /// False if the quota is exceeded now.
        [[nodiscard]] bool grow(qint64 bytes);
        /// It goes on with an upload that waited, which counts as waiting no more; again if this
        /// ends before begun().
        void goOnWith(const QByteArray &uploadId);
        /// The upload runs: what comes of it is told by its end.
        void begun();
        /// The object has so many bytes now.
        void stored(qint64 sizeBytes);

    private:
        std::shared_ptr<QuotaBook> m_book;
        QByteArray m_user;
        Quota m_quota;
        QByteArray m_object;
        qint64 m_held = 0;
        QByteArray m_waited;  ///< The upload that waits again if nothing comes of this.
        qint64 m_waitedBytes = 0;
        int m_waitedObjects = 0;
    };

    /// True if a further object (or bytes) would be refused at once.
    [[nodiscard]] bool isFull(const QByteArray &user, const Quota &quota, qint64 freedBytes,
                              int moreObjects) const;
    void add(const QByteArray &user, qint64 bytes, qint64 objects);
    /// An object of that size is gone; uploads to its name free nothing any more.
    void removed(const QByteArray &user, const QByteArray &object, qint64 sizeBytes);
    /// An interrupted upload waits, and would be so many objects more. Twice is once.
    void noteParked(const QByteArray &user, const QByteArray &uploadId, qint64 bytes, int objects);
    /// It does not wait any more: somebody goes on with it, or it was given up.
    void forgetParked(const QByteArray &user, const QByteArray &uploadId);
    /// Somebody has to count: nobody has for an hour, nor is counting. The caller is to, and ends
    /// with countEnded().
    [[nodiscard]] bool beginCount(const QByteArray &user);
    /// Something was stored or removed since the count began, or since this was asked: what was
    /// counted may have it or not.
    [[nodiscard]] bool hasChangedWhileCounting(const QByteArray &user);
    /// Without a record the count failed. What was stored since hasChangedWhileCounting() is added,
    /// even if it was counted already, and the next count comes soon.
    void countEnded(const QByteArray &user, const std::optional<QuotaRecord> &counted);
    /// What was counted is not true any more.
    void expire(const QByteArray &user);
    [[nodiscard]] QuotaRecord record(const QByteArray &user) const;
    [[nodiscard]] QList<QuotaRecord> records() const;

private:
    /// What uploads are under way to, as it stands in the store now.
    struct Target
    {
        int holds = 0;
        bool exists = false;
        qint64 bytes = 0;
    };
    struct Parked
    {
        qint64 bytes = 0;
        int objects = 0;
    };
    struct Usage
    {
        qint64 bytes = 0;
        qint64 objects = 0;
        qint64 heldBytes = 0;  // by uploads that run, less what they free
        qint64 heldObjects = 0;
        qint64 parkedBytes = 0;
        qint64 parkedObjects = 0;
        QHash<QByteArray, Target> targets = {};
        QHash<QByteArray, Parked> parked = {};
        bool isCounted = false;
        bool isCounting = false;
        QDeadlineTimer nextCount;  // expired at first
        // Since the count began that runs, which may have seen it or not.
        qint64 addedBytes = 0;
        qint64 addedObjects = 0;
        bool hasChanged = false;

        void change(qint64 moreBytes, qint64 moreObjects);
        void replace(Target &target, bool exists, qint64 newBytes);
        void forget(const QByteArray &uploadId);
        void park(const QByteArray &uploadId, const Parked &upload);
        [[nodiscard]] bool hasRoom(const Quota &quota, qint64 moreBytes, qint64 moreObjects) const;
    };
    void enter(const QByteArray &user, const QByteArray &object, std::optional<qint64> oldBytes);
    void leave(const QByteArray &user, const QByteArray &object, qint64 heldBytes);

    mutable QMutex m_mutex;
    QHash<QByteArray, Usage> m_usages;
};

}  // namespace cosftp
