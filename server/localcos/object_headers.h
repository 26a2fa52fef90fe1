// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "localcos/records.h"
#include "localcos/request.h"

#include <QByteArray>

#include <optional>

namespace cosftp::localcos {

/// What a PUT, a replacing copy or an Initiate says about the object besides its bytes.
struct Description
{
    NamedValues headers;  ///< Content-Type and the like, x-cos-meta-*.
    QByteArray storageClass = "STANDARD";
    NamedValues access = {};  ///< See access.h.
};
/// Fails if the metadata is too large or badly named, the class is not one of this bucket, or the
/// access rights are none.
Result<Description> descriptionFrom(const Request &request);
/// Only the storage class, which a copy sets even when it keeps the metadata.
Result<QByteArray> storageClassFrom(const Request &request);

/// What a copy that keeps the metadata has: all but the source's encryption, which has to be asked
/// for anew. (The embedded store notes the wish and encrypts nothing.)
NamedValues copiedHeaders(const NamedValues &source, const Request &request);

/// 1 to 850 bytes of UTF-8 without the forbidden bytes and without a leading slash.
Outcome checkKey(const QByteArray &key);

QByteArray bytesFromHeaders(const NamedValues &headers);
NamedValues headersFromBytes(const QByteArray &bytes);

QByteArray httpTime(qint64 seconds);  ///< "Tue, 14 Nov 2023 22:13:20 GMT"
QByteArray isoTime(qint64 seconds);   ///< "2023-11-14T22:13:20Z"
QByteArray listTime(qint64 seconds);  ///< "2023-11-14T22:13:20.000Z"
std::optional<qint64> timeFromHttp(const QByteArray &text);

}  // namespace cosftp::localcos
