// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "localcos/request.h"

namespace cosftp::localcos {

// Access rights of an object's own, as the headers that give them: x-cos-acl and x-cos-grant-*.
// Empty: it follows its bucket ("default"). They are kept and told; nobody is let in or kept out.

/// Fails with InvalidArgument for words and lists that COS does not know.
Result<NamedValues> accessFrom(const Request &request);
/// The body of PUT ?acl. Fails with MalformedXML or InvalidArgument.
Result<NamedValues> accessFromXml(const QByteArray &xml, const QByteArray &owner);
/// The body of GET ?acl: it looks the same for "default" and "private".
QByteArray accessXml(const NamedValues &access, const QByteArray &owner);
/// "qcs::cam::uin/1:uin/1", or "qcs::cam::uin/1:uin/2" for "1/2".
QByteArray accountId(const QByteArray &account);

}  // namespace cosftp::localcos
