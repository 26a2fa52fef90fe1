// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_upload.h"
#include "transfer/settled_names.h"
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
    /// meanwhile. What was learned no longer ago than this is news enough (0: nothing is).
    explicit ParkedUploads(std::chrono::milliseconds learnAgainAfter = {})
        : m_learnAgainAfter(learnAgainAfter)
    {}
    ~ParkedUploads() override = default;

    void note(const QByteArray &bucket, const ParkedUpload &upload, bool isHeldElsewhere = false);
    void forget(const UploadPlace &place, const QByteArray &uploadId);
    /// All that was looked up at a place: what is not among them is gone.
    void replace(const UploadPlace &place, const QList<ParkedUpload> &found);
    /// Names whose uploads that began before are given up wherever they come to light.
    [[nodiscard]] SettledNames &settled() { return m_settled; }
    /// All that wait at a place, the one described last first.
    [[nodiscard]] QList<Note> at(const UploadPlace &place) const;
    /// All of one user whose keys begin with `prefix`, in the order of the keys.
    [[nodiscard]] QList<Note> below(const QByteArray &bucket, const QByteArray &user,
                                    const QByteArray &prefix) const;
    /// The descriptions that are known of a user, with the time of each.
    [[nodiscard]] std::map<QByteArray, QDateTime> states(const QByteArray &bucket,
                                                         const QByteArray &user) const;

    /// Whoever wants to know what waits at this moment: isLearning() until he says unwant(). A look
    /// into the bucket is of use to him if hasLookedSince() what this returns.
    quint64 want(const QByteArray &bucket, const QByteArray &user);
    void unwant(const QByteArray &bucket, const QByteArray &user);
    /// True if a look that begins only now is of use and nobody has promised one; the caller
    /// promises it and sees to it, and says endPromise() when it is over. A promise that stands
    /// serves whoever comes until its look begins.
    [[nodiscard]] bool promise(const QByteArray &bucket, const QByteArray &user);
    void endPromise(const QByteArray &bucket, const QByteArray &user);
    [[nodiscard]] bool hasLookedSince(const QByteArray &bucket, const QByteArray &user,
                                      quint64 since) const;
    /// True if nobody looks into this bucket (for this user, or for all: empty) and what was
    /// learned is not news enough; the caller looks now, and says learned() or abandoned().
    bool shallLearn(const QByteArray &bucket, const QByteArray &user);
    void learned(const QByteArray &bucket, const QByteArray &user, bool isComplete);
    void abandoned(const QByteArray &bucket, const QByteArray &user);
    /// Somebody is asking at this moment, or waits for his turn.
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
        quint64 begun = 0;  ///< The number of the look under way, or of the last one.
        quint64 ended = 0;  ///< The number of the last one that came to its end.
        bool isUnderWay = false;
        int wanted = 0;
        bool isPromised = false;
    };
    using Scope = std::pair<QByteArray, QByteArray>;  ///< Bucket and user; all users: empty.
    [[nodiscard]] const Learning *learning(const Scope &scope) const;

    const std::chrono::milliseconds m_learnAgainAfter;
    SettledNames m_settled;
    mutable std::mutex m_mutex;
    std::map<UploadPlace, QList<Note>> m_notes;
    std::map<Scope, Learning> m_learned;
    quint64 m_looks = 0;           ///< Begun so far.
    std::set<QByteArray> m_known;  ///< Buckets.
};

}  // namespace cosftp
