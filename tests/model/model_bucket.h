// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_store.h"

#include <QSet>

#include <map>

namespace cosftp::test {

/// Keys of files, and what they hold.
using Files = std::map<QByteArray, QByteArray>;
/// As ==, but bytes that are shared are not read again.
bool isSame(const QByteArray &one, const QByteArray &other);
bool isSame(const Files &one, const Files &other);

/// An interrupted upload that the bucket keeps for its owner.
struct Kept
{
    QByteArray bytes;
    QList<qint64> borders;  ///< Behind each part; what an offset must be.
    QByteArray base;        ///< ETag of what it may replace; empty: nothing.
    QByteArray uploadId;
    QDateTime updated;
};

/// What a bucket holds at one moment, without what the program keeps there for itself.
struct BucketView
{
    static BucketView of(const FakeStore &store);

    Files files;
    QSet<QByteArray> markers;  ///< Keys that end with a slash.
    std::map<QByteArray, QByteArray> etags;
    std::multimap<QByteArray, Kept> kept;  ///< By the key that it will be.
    QSet<QByteArray> strayUploads;         ///< Open, and no description tells of them.

    [[nodiscard]] bool isFile(const QByteArray &key) const { return files.count(key) > 0; }
    [[nodiscard]] bool isFolder(const QByteArray &key) const;
    [[nodiscard]] bool isEmptyFolder(const QByteArray &key) const;
    [[nodiscard]] bool hasFileAbove(const QByteArray &key) const;
    [[nodiscard]] QByteArray content(const QByteArray &key) const;
    /// What the owner is shown instead of the object: the upload described last of those that began
    /// over just that object. Null: nothing.
    [[nodiscard]] const Kept *shownKept(const QByteArray &key) const;
    /// What SIZE has to say of a name; -1: no such file.
    [[nodiscard]] qint64 shownSize(const QByteArray &key) const;
    /// "folder/" and "name size", as a listing of the folder has to show them.
    [[nodiscard]] QSet<QByteArray> entriesIn(const QByteArray &folderPrefix) const;

    /// Both hold the same, as far as a client can tell.
    [[nodiscard]] bool isSameAs(const BucketView &other) const;
    /// The same uploads are kept under that key, and as much of each.
    [[nodiscard]] bool keepsAs(const BucketView &other, const QByteArray &key) const;
    /// What differs between the two is here as it is in `after`.
    void adopt(const BucketView &before, const BucketView &after);
};

}  // namespace cosftp::test
