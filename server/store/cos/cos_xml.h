// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QDateTime>

#include <optional>

namespace cosftp {

/// The bodies of COS's XML API. Namespaces and unknown elements are ignored, order does not matter,
/// leading blanks are skipped; a body whose root element is not closed is not a body. A parser
/// fails with Code::Corrupt if the body is not well formed or its root is another one; if the root
/// is Error, errorIn() finds it first.
struct CosError
{
    QByteArray code;
    QByteArray message;
    QByteArray requestId;
    QDateTime serverTime;  ///< Only some authorisation errors carry it.
};

/// The error if the body's root is Error, whatever the HTTP status is.
std::optional<CosError> errorIn(const QByteArray &body);

Result<ListPage> parseListPage(const QByteArray &body);
Result<StoredObject> parseCopyResult(const QByteArray &body);
Result<StoredPart> parseCopyPartResult(const QByteArray &body);
Result<QByteArray> parseUploadId(const QByteArray &body);
Result<StoredObject> parseCompleteResult(const QByteArray &body);
Result<PartPage> parsePartPage(const QByteArray &body);
Result<UploadPage> parseUploadPage(const QByteArray &body);
/// The keys that were not removed.
Result<QList<QByteArray>> parseDeleteResult(const QByteArray &body);

/// Standard tier: hours for ARCHIVE, up to a day for DEEP_ARCHIVE.
QByteArray restoreBody(int days);
QByteArray completeBody(const QList<StoredPart> &parts);
QByteArray deleteBody(const QList<QByteArray> &keys);
/// False for keys with characters that XML 1.0 cannot carry.
bool fitsIntoXml(const QByteArray &key);

}  // namespace cosftp
