// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace cosftp {

/// What stands in the object that a claim is; see BucketClaim.
struct ClaimRecord
{
    QByteArray subject;  ///< What is claimed.
    QByteArray holder;   ///< By whom, in words for people.
    QByteArray id;       ///< Of this claim alone, so that no two have the same content and ETag.
    QByteArray process = {};  ///< processMark() of the server.
    /// It was killed, on this machine: nobody renews the claim any more, nor gives it back.
    [[nodiscard]] bool isOfDead() const;
    bool operator==(const ClaimRecord &) const = default;
};

/// Where the claim of a subject lies: ".cosftp/claims/" + SHA-256 of the subject in hex + ".json".
QByteArray claimObjectKey(const QByteArray &subject);
/// Where somebody says that they are about to take over the claim that lies there.
QByteArray claimMarkerKey(const QByteArray &claimKey);
/// The prefix of all of these; ends in '/'.
QByteArray claimPrefix();

QByteArray claimJson(const ClaimRecord &record);
/// Fails with Corrupt for anything that claimJson() does not write.
Result<ClaimRecord> parseClaim(const QByteArray &json);

}  // namespace cosftp
