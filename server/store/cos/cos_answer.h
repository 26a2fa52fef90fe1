// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/http/http_message.h"
#include "store/object_store.h"

namespace cosftp {

/// What the headers of HEAD and GET say; of a 206 the size is that of the whole object.
Result<ObjectInfo> objectInfoFrom(const QByteArray &key, const HttpAnswer &answer);

/// x-cos-hash-crc64ecma, an unsigned decimal number.
std::optional<quint64> crcFrom(const HttpAnswer &answer);

/// "bytes 5-9/20"
struct ContentRange
{
    qint64 first = 0;
    qint64 last = 0;  ///< Inclusive.
    qint64 totalBytes = 0;
    bool operator==(const ContentRange &) const = default;
};
std::optional<ContentRange> parseContentRange(const QByteArray &value);

/// Whether a 2xx answer to GET carries exactly the bytes that were asked for, of the version that
/// was asked for (`ifMatch` may be empty): then the number of bytes of its body.
Result<qint64> bodyBytesOf(const HttpAnswer &answer, ByteRange range, const QByteArray &ifMatch);

}  // namespace cosftp
