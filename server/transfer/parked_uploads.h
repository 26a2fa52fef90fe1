// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_upload.h"
#include "transfer/upload_place.h"

#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <set>

namespace cosftp {

/// What this process knows of uploads that wait in buckets. The truth lies in the bucket; this is
/// what saves asking for it. Thread-safe; signals come from any thread, so receivers name a
/// context.
class ParkedUploads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedUploads)

public:
    /// A ParkedUpload without its parts.
    struct Note
    {
        ParkedUpload upload;  ///< `parts` is empty.
        qint64 sizeBytes = 0;
        /// Another server received it when it was looked at: it may come to wait any time.
        bool isHeldElsewhere = false;
    };

    /// Clients that come back log in first, so logins ask what another server may have left
    /// meanwhile; not more often than this.
    explicit ParkedUploads(
        std::chrono::milliseconds learnAgainAfter = std::chrono::milliseconds(200))
        : m_learnAgainAfter(learnAgainAfter)
    {}
    ~ParkedUploads() override = default;

    void note(const QByteArray &bucket, const ParkedUpload &upload, bool isHeldElsewhere = false);
    void forget(const UploadPlace &place, const QByteArray &uploadId);
    /// All that was looked up at a place: what is not among them is gone.
    void replace(const UploadPlace &place, const QList<ParkedUpload> &found);
    /// All that wait at a place, the one described last first.
    [[nodiscard]] QList<Note> at(const UploadPlace &place) const;
    /// All of one user whose keys begin with `prefix`, in the order of the keys.
    [[nodiscard]] QList<Note> below(const QByteArray &bucket, const QByteArray &user,
                                    const QByteArray &prefix) const;
    /// The descriptions that are known of a user, with the time of each.
    [[nodiscard]] std::map<QByteArray, QDateTime> states(const QByteArray &bucket,
                                                         const QByteArray &user) const;

    /// True if nobody asked for this bucket (and user, or all) in the last seconds; the caller does
    /// it now, and says learned() afterwards.
    bool shallLearn(const QByteArray &bucket, const QByteArray &user);
    void learned(const QByteArray &bucket, const QByteArray &user, bool isComplete);
    /// Somebody is asking at this moment.
    [[nodiscard]] bool isLearning(const QByteArray &bucket, const QByteArray &user) const;
    /// What waits in this bucket since an earlier run is known; so a name that at() does not know
    /// has nothing, unless another server left it since.
    [[nodiscard]] bool knows(const QByteArray &bucket) const;

Q_SIGNALS:
    void changed();  ///< Something was learned.
    /// An upload waits, `bytes` of it; 1 of `objects` if nothing stands under its name.
    void waits(const QByteArray &user, const QByteArray &uploadId, qint64 bytes, int objects);
    /// It does not wait any more: it is received again, or published, or gone.
    void left(const QByteArray &user, const QByteArray &uploadId);

private:
    void tell(const ParkedUpload &upload, bool isHeld);
    struct Learning
    {
        QDeadlineTimer again;
        bool isUnderWay = false;
    };
    using Scope = std::pair<QByteArray, QByteArray>;  ///< Bucket and user; all users: empty.

    const std::chrono::milliseconds m_learnAgainAfter;
    mutable std::mutex m_mutex;
    std::map<UploadPlace, QList<Note>> m_notes;
    std::map<Scope, Learning> m_learned;
    std::set<QByteArray> m_known;  ///< Buckets.
};

}  // namespace cosftp
