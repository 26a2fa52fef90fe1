// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cos_signature.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace cosftp::localcos {

/// What is known about a key besides its bytes.
struct ObjectRecord
{
    QByteArray key;
    qint64 content = 0;  ///< Names a list of segments; several objects may share one.
    qint64 sizeBytes = 0;
    QByteArray etag;  ///< Without quotes.
    quint64 crc64 = 0;
    qint64 modified = 0;  ///< Unix seconds.
    QByteArray storageClass = "STANDARD";
    bool isAppendable = false;
    qint64 restoredUntil = 0;  ///< Unix seconds; 0: never restored.
    NamedValues headers;       ///< Stored and returned as they are, names in lower case.
    NamedValues access = {};   ///< See access.h; empty: that of the bucket.

    /// GET and copy are refused until a restore.
    [[nodiscard]] bool isArchived(qint64 now) const
    {
        return (storageClass == "ARCHIVE" || storageClass == "DEEP_ARCHIVE") && restoredUntil < now;
    }
};

/// A stretch of a blob.
struct Segment
{
    QByteArray blob;
    qint64 offset = 0;
    qint64 length = 0;
};

/// An object's bytes, to be read. They stay on the disk as long as `pin` lives.
struct Content
{
    QList<Segment> segments;
    std::shared_ptr<void> pin;

    /// The same bytes from `first` on, `count` of them.
    [[nodiscard]] Content part(qint64 first, qint64 count) const;
};

struct OpenObject
{
    ObjectRecord record;
    Content content;
};

struct ListQuery
{
    QByteArray bucket;
    QByteArray prefix;
    QByteArray delimiter;
    QByteArray marker;  ///< Exclusive.
    int limit = 1000;   ///< Keys and common prefixes together.
    qint64 listedBefore = std::numeric_limits<qint64>::max();  ///< Milliseconds; newer ones hide.
};

struct ListPage
{
    QList<QByteArray> commonPrefixes;
    QList<ObjectRecord> objects;
    bool isTruncated = false;
    QByteArray nextMarker;  ///< The last entry of this page, if truncated.
};

struct UploadRecord
{
    QByteArray id;
    QByteArray bucket;
    QByteArray key;
    qint64 initiated = 0;
    QByteArray storageClass = "STANDARD";
    NamedValues headers;
    NamedValues access = {};
};

struct PartRecord
{
    int number = 0;
    qint64 content = 0;
    qint64 sizeBytes = 0;
    QByteArray etag;
    quint64 crc64 = 0;
    qint64 modified = 0;
};

struct UploadsQuery
{
    QByteArray bucket;
    QByteArray prefix;
    QByteArray delimiter;
    QByteArray keyMarker;
    QByteArray idMarker;
    int limit = 1000;
};

struct UploadsPage
{
    QList<UploadRecord> uploads;
    QList<QByteArray> commonPrefixes;
    bool isTruncated = false;
    QByteArray nextKeyMarker;
    QByteArray nextIdMarker;
};

struct BucketRecord
{
    qint64 id = 0;
    QByteArray name;
    qint64 created = 0;
};

}  // namespace cosftp::localcos
