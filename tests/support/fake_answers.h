// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"

#include <QCryptographicHash>

/// What the fake store answers when it refuses, in COS's words.
namespace fake {

using cosftp::Failure;
using Code = cosftp::Failure::Code;

inline Failure storeFailure(Code code, const QByteArray &storeCode, int httpStatus)
{
    Failure failure = Failure::of(code, QString::fromUtf8(storeCode));
    failure.storeCode = storeCode;
    failure.httpStatus = httpStatus;
    return failure;
}

inline Failure gone()
{
    Failure failure = Failure::of(Code::Network, QStringLiteral("the store has vanished"));
    failure.retryable = true;
    return failure;
}

/// What the store says when other bytes stand there than were sent: loseAnswer() with it makes an
/// object of which nobody knows what is in it.
inline Failure damaged()
{
    return Failure::of(Code::Corrupt, QStringLiteral("the checksum is wrong, twice asked"));
}

inline Failure noSuchKey() { return storeFailure(Code::NotFound, "NoSuchKey", 404); }
inline Failure noSuchUpload() { return storeFailure(Code::NotFound, "NoSuchUpload", 404); }

inline QByteArray md5Etag(const QByteArray &content)
{
    return '"' + QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex() + '"';
}

}  // namespace fake
