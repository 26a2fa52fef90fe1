// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bucket_claim.h"
#include "files/read_small.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace cosftp {

/// When something was asked, so that it is known how long ago that is at most: this machine may
/// have slept, or its clock may have been set.
struct AskedAt
{
    QElapsedTimer timer = {};
    qint64 calendarMs = 0;

    static AskedAt now();
    [[nodiscard]] std::chrono::milliseconds passed() const;
    /// When that was by the store's clock.
    [[nodiscard]] QDateTime inStoreTime(const ObjectStore &store) const
    {
        return store.now().addMSecs(-passed().count());
    }
};

/// What a claim knows of itself.
struct BucketClaim::Private
{
    std::shared_ptr<ObjectStore> store = {};
    ClaimRecord record = {};
    QByteArray bucket = {};
    std::shared_ptr<void> heldUntilGone = {};
    QByteArray etag = {};
    bool isReal = true;       ///< False: this key may not write claims, so there is none.
    bool isExclusive = true;  ///< False: the bucket ignores forbid-overwrite.
    bool isLost = false;
    QDateTime renewed = {};  ///< When the store wrote it last.
    AskedAt asked = {};      ///< When the last answer that says so was asked for.
    AskedAt asking = {};     ///< The question that is under way.
    bool isRenewing = false;
    QTimer *timer = nullptr;  ///< A child of the claim.
    struct Waiting
    {
        QPointer<QObject> context;
        Handler<Done> handler;
    };
    QList<Waiting> waiting = {};  ///< Those who want to know whether it is held.

    [[nodiscard]] QByteArray key() const { return claimObjectKey(record.subject); }
    /// The longest time that may have gone by since it was renewed.
    [[nodiscard]] std::chrono::milliseconds age() const;
};

/// Buckets of which this process has learned that they create nothing exclusively.
namespace versioned_buckets {
bool contains(const QByteArray &bucket);
void note(const QByteArray &bucket);
}  // namespace versioned_buckets

/// What this process has learned of whether the key of a bucket may write claims. A key that may
/// not works without; but one refusal of a key that could write them before is a passing one (a key
/// that was just rotated), and nobody may take it for a claim.
namespace claimable_buckets {
enum class Known { No, MayClaim, MayNotClaim };
Known known(const QByteArray &bucket);
void note(const QByteArray &bucket, Known known);
}  // namespace claimable_buckets

/// Removes the claim if it is still this one, by looking first. Nobody waits for it.
void giveBackIfOwn(const std::shared_ptr<ObjectStore> &store, const ClaimRecord &record,
                   const std::shared_ptr<void> &heldUntilGone);

/// The work of take(): creates the claim, or looks who has it and waits, or takes over what nobody
/// renews. It goes on when its context has died, until it is known whether there is a claim to be
/// given back. Deletes itself.
class BucketClaim::Taking final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Taking)

public:
    Taking(ObjectStore &store, const ClaimWish &wish, QObject *context, Handler<Held> handler);
    ~Taking() override;

    void start();

private:
    void create();
    void onCreated(const Result<StoredObject> &stored);
    void look();
    void onLooked(const Result<SmallObject> &there);
    void onFound(const SmallObject &there);
    void takeOver();
    void onTakenOver(const Result<StoredObject> &stored);
    void wait();
    void refuse();
    void succeed(const QByteArray &etag, const QDateTime &renewed);
    void onDenied(const Failure &why);
    void withoutClaim(const Failure &why);
    void fail(const Failure &failure);
    void onContextGone();
    void end(const Result<Held> &result);

    std::unique_ptr<Private> m_made;
    ClaimWish m_wish;
    QPointer<QObject> m_context;
    Handler<Held> m_handler;
    QDeadlineTimer m_deadline;
    QTimer m_pause;
    QByteArray m_holder;      ///< Who had it when it was last looked at.
    bool m_mayExist = false;  ///< A claim of ours may stand in the bucket.
    bool m_isReadingBack = false;
    int m_denied = 0;
    int m_vanished = 0;  ///< How often a claim that was in the way was gone at the look.
};

}  // namespace cosftp
