// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// needs to know another one. In a bucket that ever had versioning the store creates nothing
/// exclusively: there a claim is only looked at before and behind its making, which makes a
/// collision unlikely, not impossible. A key of the bucket that may not write own objects works
/// without claims. Thread: the store's.
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
    /// request if it was renewed within half its lease; else looks (Changed: it was taken over).
    void confirm(QObject *context, Handler<Done> handler);

private:
    class Taking;
    struct Private;
    explicit BucketClaim(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

/// Where the claim of a subject lies.
QByteArray claimObjectKey(const QByteArray &subject);

}  // namespace cosftp
