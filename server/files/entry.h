// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "settings/settings.h"
#include "store/object_store.h"

#include <QDateTime>

#include <optional>

namespace cosftp {

/// One file or folder as a user sees it.
struct Entry
{
    QByteArray name;  ///< Last component; empty for the root.
    bool isFolder = false;
    qint64 sizeBytes = 0;  ///< 0 for folders.
    QDateTime modified;  ///< UTC; not valid where the store keeps none (prefixes without a marker).
    QByteArray etag;     ///< Files only.
    QByteArray storageClass;       ///< Files only.
    std::optional<quint64> crc64;  ///< Files only, where the store told it; never in listings.
    bool operator==(const Entry &) const = default;
};

Entry fileEntry(const QByteArray &name, const ObjectInfo &info);
Entry folderEntry(const QByteArray &name, const QDateTime &modified = {});

/// A part of a bucket that a user sees at a place of the tree. The store outlives the tree.
struct Mount
{
    VirtualPath at;
    ObjectStore *store = nullptr;
    QByteArray bucket;  ///< NAME-APPID, for records and logs.
    QByteArray prefix;  ///< Empty, or ends in '/'.
    Rights rights;
};

/// Where a path lies in a bucket. `key` is the prefix for a mount's own root, else it never ends in
/// '/'.
struct Location
{
    const Mount *mount = nullptr;
    QByteArray key;
    [[nodiscard]] bool isMountRoot() const { return key.size() == mount->prefix.size(); }
    /// The key prefix of everything inside, if this is a folder: empty, or ends in '/'.
    [[nodiscard]] QByteArray folderPrefix() const { return isMountRoot() ? key : key + '/'; }
};

}  // namespace cosftp
