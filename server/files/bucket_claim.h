// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/claim_record.h"
#include "store/object_store.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace cosftp {

/// What is claimed, by whom, and for how long.
struct ClaimWish
{
    QByteArray subject;  ///< A key, or a prefix that ends in '/'; claims exclude equal ones only.
    QByteArray holder;   ///< For people who look into the bucket, and for the reply of who fails.
    std::chrono::milliseconds patience{0};  ///< So long it is tried again while another holds it.
    QByteArray bucket = {};  ///< NAME-APPID: what was learned of its versioning is kept under it.
    /// Let go only when the store has answered that the claim is removed: a hold of the same key in
    /// this process, whose next holder would meet this claim otherwise.
    std::shared_ptr<void> heldUntilGone = {};
};

/// Something that only one server may do with a key at a time: a small object that was made by an
/// exclusive create (x-cos-forbid-overwrite), and that is renewed while it is held. Not renewed for
/// `lease`, by the store's clock, it is taken over by exactly one of those who find it. No server
/// needs to know another one. A key of the bucket that may not write own objects works without
/// claims.
///
/// A bucket that ever had versioning creates nothing exclusively. That is learned from the answer
/// to the first create, which tells a version; from then on a claim is looked for before it is made
/// and read back a moment later, and confirm() always asks. That makes a collision unlikely, not
/// impossible.
///
/// Renewing is a copy of the object onto itself on the condition that it is still this one, so a
/// holder that was away for long never writes over the claim of who came after it. Thread: the
/// store's.
class BucketClaim final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketClaim)

public:
    static constexpr std::chrono::seconds lease{30};
    static constexpr std::chrono::seconds renewal{10};

    using Held = std::shared_ptr<BucketClaim>;

    /// 1 request when nobody holds it. InUse if another holds it for longer than the patience;
    /// Failure::holder says who. The answer comes later, not if `context` dies first. The claim is
    /// given back (1 request that nobody waits for) when the last reference goes, in this thread.
    static void take(ObjectStore &store, const ClaimWish &wish, QObject *context,
                     Handler<Held> handler);
    ~BucketClaim() override;

    /// Before something is published or removed on the strength of the claim. Success without a
    /// request if it was renewed within half its lease; else it is renewed now, 1 request (Changed:
    /// somebody else has it). Without an answer of the store it is that failure.
    void confirm(QObject *context, Handler<Done> handler);
    /// It is known that somebody else has it.
    [[nodiscard]] bool isLost() const;

private:
    class Taking;
    struct Private;
    explicit BucketClaim(std::unique_ptr<Private> made);

    void renew();
    void onRenewed(const Result<StoredObject> &copy);
    void lookForOwn();
    void retake();
    void noteRenewed(const QByteArray &etag, const QDateTime &when);
    void answer(const Outcome &outcome);

    std::unique_ptr<Private> d;
};

}  // namespace cosftp
