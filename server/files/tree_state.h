// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/key_holds.h"
#include "files/listed_times.h"
#include "files/mount_table.h"
#include "files/name_cache.h"
#include "files/quota_book.h"
#include "files/unfinished_files.h"

#include <QObject>

#include <memory>
#include <optional>

namespace cosftp {

/// What the questions and jobs of one FileTree share; jobs under way keep it alive.
struct TreeState
{
    MountTable mounts;
    NameCache cache;
    std::shared_ptr<UnfinishedFiles> unfinished = {};  ///< Null: nothing is known of any.
    /// The file that this session stored last, with all that the store keeps with it: the client's
    /// next command may be to set its time.
    std::optional<ObjectInfo> lastUpload = {};
    std::shared_ptr<QuotaBook> quotas = {};  ///< Null: the user has no quota.
    QByteArray quotaUser = {};
    KeyAsker asker = {};
    std::shared_ptr<ListedTimes> times = {};  ///< Null: listings show when files were stored.

    void noteRemoved(const Location &at, qint64 sizeBytes) const
    {
        if (quotas != nullptr)
            quotas->removed(quotaUser, quotaName(at.mount->bucket, at.key), sizeBytes);
    }
    void learnTime(const Location &at, const ObjectInfo &info) const
    {
        if (times != nullptr)
            times->learn(at.mount->bucket, at.key, info);
    }
    void noteUsage(qint64 bytes, qint64 objects) const
    {
        if (quotas != nullptr)
            quotas->add(quotaUser, bytes, objects);
    }
};

/// What one question is about, and who asks.
struct Place
{
    std::shared_ptr<TreeState> tree;
    VirtualPath path;
    Location at;
    QObject *context = nullptr;

    [[nodiscard]] ObjectStore &store() const { return *at.mount->store; }
    [[nodiscard]] KeySpan keySpan() const { return {at.mount->bucket, at.key, false}; }
    /// Everything inside, if it is a folder.
    [[nodiscard]] KeySpan folderSpan() const { return {at.mount->bucket, at.folderPrefix(), true}; }
    /// Holds keys in the name of the tree's asker, for `command`, from the first question to the
    /// last; waits as long as names are waited for.
    void hold(const QList<KeySpan> &spans, const QByteArray &command,
              Handler<HeldKeys> handler) const
    {
        const KeyAsker &asker = tree->asker;
        asker.guards.keys->take(spans, asker.holderFor(command), asker.patience, context,
                                std::move(handler));
    }
    /// The same for who waits only for what is ending.
    void holdSoon(const QList<KeySpan> &spans, const QByteArray &command,
                  Handler<HeldKeys> handler) const
    {
        const KeyAsker &asker = tree->asker;
        asker.guards.keys->take(spans, asker.holderFor(command), KeyGuards::settlingPatience,
                                context, std::move(handler));
    }
    /// For the moment of a last look and the change that rests on it.
    void holdToPublish(const QList<KeySpan> &spans, const QByteArray &command,
                       Handler<HeldKeys> handler) const
    {
        const KeyAsker &asker = tree->asker;
        asker.guards.publishing->take(spans, asker.holderFor(command),
                                      KeyGuards::publishingPatience, context, std::move(handler));
    }
};

/// An answer that needs no request comes through the event loop like every other one.
template <typename T>
void answerLater(QObject *context, Handler<T> handler, Result<T> result)
{
    QMetaObject::invokeMethod(
        context, [handler = std::move(handler), result = std::move(result)] { handler(result); },
        Qt::QueuedConnection);
}

}  // namespace cosftp
