// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/thread_check.h"
#include "files/bucket_claim.h"
#include "files/key_holds.h"
#include "store/object_store.h"

#include <QObject>

#include <memory>
#include <optional>

namespace cosftp {

/// Given once by who receives, when it is sure that the stream truly ended. Until then everything
/// but the publishing may be done. Thread: the store's.
class PublishPermit final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PublishPermit)

public:
    PublishPermit() = default;
    ~PublishPermit() override = default;
    void give()
    {
        assertThread(*this);
        m_isGiven = true;
        Q_EMIT given();
    }
    [[nodiscard]] bool isGiven() const
    {
        assertThread(*this);
        return m_isGiven;
    }

Q_SIGNALS:
    void given();

private:
    bool m_isGiven = false;
};

/// What has to hold in the moment in which an upload becomes the object of its key.
struct PublishRules
{
    KeyGuards guards = {};
    KeyHolder holder = {};
    QByteArray bucket = {};  ///< NAME-APPID.
    /// ETag without quotes of what has to stand there still; empty: nothing. Not set: whatever
    /// stands there is replaced.
    std::optional<QByteArray> base = {};
    bool mayReplace = true;             ///< False: the user may not replace objects.
    BucketClaim::Held claim = nullptr;  ///< Has to be ours still. Null: none was needed.
    std::shared_ptr<PublishPermit> permit = nullptr;  ///< Waited for first. Null: given.
};

/// Passed the gate: nobody else of this process replaces or removes the object until `hold` goes.
struct PublishPass
{
    HeldKeys hold;
    Replacing replacing = Replacing::Allowed;
    std::optional<ObjectInfo> there = {};  ///< What stands there, if that was looked at.
};

/// The last look before an object is published: waits until nobody else is publishing under the
/// key, makes sure of the claim and that what stood there still stands there. No request where
/// nothing has to stand; 1 for a base. Fails with Changed, and nothing was touched. Deletes itself
/// after the answer. Thread: the store's.
class PublishGate final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PublishGate)

public:
    /// The answer comes later, not if `context` dies first.
    static void pass(ObjectStore &store, const QByteArray &key, const PublishRules &rules,
                     QObject *context, Handler<PublishPass> handler);

private:
    PublishGate(ObjectStore &store, QByteArray key, PublishRules rules, QObject *context,
                Handler<PublishPass> handler);
    void start();
    void takeHold();
    void confirmClaim();
    void compare();
    void onHead(const Result<ObjectInfo> &info);
    void end(const Result<PublishPass> &result);

    std::shared_ptr<ObjectStore> m_store;
    QByteArray m_key;
    PublishRules m_rules;
    PublishPass m_pass;
    Handler<PublishPass> m_handler;
};

}  // namespace cosftp
