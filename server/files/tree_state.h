// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/key_holds.h"
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
