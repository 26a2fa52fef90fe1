// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"
#include "transfer/upload_holder.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace cosftp {

/// An upload that waits, or runs and could be interrupted: an open multipart upload, and what has
/// to be known to go on with it. A multipart upload says nothing of its maker and nothing of its
/// parts' checksums while it is open, so both stand in a small JSON object in the bucket, one for
/// each upload. Whatever server finds that object can continue. An open multipart upload without
/// one belongs to another tool and is left alone.
struct ParkedUpload
{
    QByteArray user;
    QByteArray key;
    QByteArray uploadId;
    QByteArray address;  ///< Of the client that it came from; empty: not known.
    /// ETag of the object that stood under the key when the upload was described, without quotes;
    /// empty: none stood there. It may only take that object's place.
    QByteArray base;
    /// UTC, by the store: when it began, or was gone on with last; not valid: not known.
    QDateTime began;
    int keepHours = 24;       ///< It expires so long behind `updated`.
    UploadHolder holder;      ///< Who receives it; nobody: it waits.
    QList<StoredPart> parts;  ///< Numbers 1..n. Where parts hold bytes of the replaced object, the
                              ///< checksum may be unknown.
    std::optional<quint64> baseCrc64;  ///< Of the first `baseParts` parts, if their own is unknown.
    int baseParts = 0;
    // Not part of the description, but of where and when it was found:
    QByteArray stateKey = {};  ///< The object that describes it.
    QDateTime updated = {};    ///< UTC, by the store: when it was described last.

    [[nodiscard]] qint64 sizeBytes() const;
    /// The CRC-64 of all parts together; nothing if one is not known.
    [[nodiscard]] std::optional<quint64> crc64() const;
    /// Keeps only the parts that end at or before `bytes`.
    void truncate(qint64 bytes);
    /// The largest part border at or below `bytes`.
    [[nodiscard]] qint64 borderBelow(qint64 bytes) const;
    /// Keeps the parts that the store has too, up to the first difference.
    void keepWhatIsIn(const QList<StoredPart> &stored);
    /// Some living server receives it, as far as can be told; `now` by the store's clock.
    [[nodiscard]] bool isHeld(const QDateTime &now) const;
    [[nodiscard]] bool isExpired(const QDateTime &now) const;
    /// Whether the object with that ETag (empty: none) is what it may take the place of.
    [[nodiscard]] bool standsOn(const QByteArray &etag) const;
};

/// Where the first upload of a user's that waits under `key` is described. A further one lies
/// beside it: see furtherStateKey(). All of a name begin with parkedStateStem().
QByteArray parkedStateKey(const QByteArray &user, const QByteArray &key);
QByteArray furtherStateKey(const ParkedUpload &upload);
QByteArray parkedStateStem(const QByteArray &user, const QByteArray &key);
/// The prefix of all of one user.
QByteArray parkedStatePrefix(const QByteArray &user);
/// The prefix of all of them.
QByteArray parkedStatePrefix();

QByteArray parkedStateJson(const ParkedUpload &upload);
/// Fails with Corrupt for anything that parkedStateJson() does not write.
Result<ParkedUpload> parseParkedState(const QByteArray &json);

}  // namespace cosftp
