// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace cosftp {

/// An upload that was interrupted and can go on: an open multipart upload, and who it belongs to.
/// A multipart upload says nothing of its maker and nothing of its parts' checksums while it is
/// open, so both stand in a small JSON object in the bucket. Whatever server finds that object can
/// continue. An open multipart upload without one belongs to another tool and is left alone.
struct ParkedUpload
{
    QByteArray user;
    QByteArray key;
    QByteArray uploadId;
    QDateTime updated;        ///< UTC; the age limit counts from here.
    QList<StoredPart> parts;  ///< Numbers 1..n. Where parts hold bytes of the replaced object, the
                              ///< checksum may be unknown.
    std::optional<quint64> baseCrc64;  ///< Of the first `baseParts` parts, if their own is unknown.
    int baseParts = 0;

    [[nodiscard]] qint64 sizeBytes() const;
    /// The CRC-64 of all parts together; nothing if one is not known.
    [[nodiscard]] std::optional<quint64> crc64() const;
    /// Keeps only the parts that end at or before `bytes`.
    void truncate(qint64 bytes);
    /// The largest part border at or below `bytes`.
    [[nodiscard]] qint64 borderBelow(qint64 bytes) const;
    /// Keeps the parts that the store has too, up to the first difference.
    void keepWhatIsIn(const QList<StoredPart> &stored);
};

/// Where the description of a user's upload of `key` lies.
QByteArray parkedStateKey(const QByteArray &user, const QByteArray &key);
/// The prefix of all of them.
QByteArray parkedStatePrefix();

QByteArray parkedStateJson(const ParkedUpload &upload);
/// Fails with Corrupt for anything that parkedStateJson() does not write.
Result<ParkedUpload> parseParkedState(const QByteArray &json);

}  // namespace cosftp
