// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cos_signature.h"
#include "core/result.h"

#include <QList>

namespace cosftp {

/// The body of GET ?acl (cos document 436/7744).
struct AccessList
{
    struct Grant
    {
        QByteArray grantee;     ///< An account ("qcs::cam::uin/1:uin/1") or the URI of a group.
        QByteArray permission;  ///< READ, READ_ACP, WRITE_ACP, FULL_CONTROL, WRITE.
        bool operator==(const Grant &) const = default;
    };
    QByteArray owner;
    QList<Grant> grants;
};
Result<AccessList> parseAccessList(const QByteArray &body);

/// The headers that give another object the same rights; empty if the object follows its bucket.
/// `canned` is the answer's x-cos-acl: COS says "default" there for an object without rights of its
/// own, whose body cannot be told from that of a private one. Without the header (a proxy may strip
/// it) such an object counts as private: rather too narrow than open.
/// Denied if the list says something that no header can say.
Result<NamedValues> accessHeaders(const AccessList &list, const QByteArray &canned);

}  // namespace cosftp
