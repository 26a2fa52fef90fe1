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
    /// UTC: the time that was kept with a file, else when it was stored; not valid where the store
    /// keeps none (prefixes without a marker).
    QDateTime modified;
    QDateTime stored;              ///< UTC: when the store got it. Files only.
    QByteArray etag;               ///< Files only.
    QByteArray storageClass;       ///< Files only.
    std::optional<quint64> crc64;  ///< Files only, where the store told it; never in listings.
    NamedValues metadata;          ///< Files only; never in listings.
    NamedValues encryption;        ///< Files only; never in listings.
    bool isAppendable = false;     ///< Grown by Append Object; never in listings.
    QByteArray uploadId = {};      ///< Not empty: an interrupted upload, in the place of a file.
    bool operator==(const Entry &) const = default;
};

Entry fileEntry(const QByteArray &name, const ObjectInfo &info);
/// The checksum that lies with the object under the algorithm's name ("SHA-256"), in lower-case
/// hex: from the metadata x-cos-meta-md5, -sha1, -sha256, -sha512, -crc32, or for MD5 from the ETag
/// where that is one. Empty if there is none; never known from listings.
QByteArray storedDigest(const Entry &entry, const QByteArray &algorithm);
/// What a new version with other bytes takes over from an object: not its digests and not its time.
ObjectAttributes attributesOfChanged(const ObjectInfo &info);
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
