// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/bucket_claim.h"
#include "files/key_holds.h"

namespace cosftp {

/// Two folders of one bucket that nobody else renames, mends or removes meanwhile: held in this
/// process and claimed in the bucket.
class FolderClaims final
{
public:
    using Held = std::shared_ptr<FolderClaims>;
    struct Wish
    {
        QByteArray bucket;
        QByteArray from;  ///< Prefixes that end in '/'.
        QByteArray to;
        KeyAsker asker = {};
        QByteArray command;
    };

    /// InUse if anybody else has one of them; nobody is waited for. 2 requests.
    static void take(ObjectStore &store, const Wish &wish, QObject *context, Handler<Held> handler);
    Q_DISABLE_COPY_MOVE(FolderClaims)
    ~FolderClaims() = default;

    /// Before something is removed or decided on the strength of them; see BucketClaim::confirm().
    void confirm(QObject *context, Handler<Done> handler) const;
    /// `done` runs when they are given back, which is when the last reference has gone and the
    /// store has answered: who takes them then finds them free. Not if `context` dies first.
    void whenGone(QObject *context, std::function<void()> done) const;

private:
    class Taking;
    struct Lease;
    FolderClaims() = default;

    std::shared_ptr<Lease> m_lease;
    BucketClaim::Held m_from;
    BucketClaim::Held m_to;
};

}  // namespace cosftp
