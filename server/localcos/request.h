// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cos_signature.h"
#include "localcos/faults.h"

#include <QByteArray>
#include <QByteArrayView>

namespace cosftp::localcos {

/// One request without its body: decoded once, never normalised.
struct Request
{
    QByteArray method;
    QByteArray path;           ///< Decoded, with the leading '/'. A raw '+' has become a space.
    NamedValues query;         ///< Decoded, names as they came.
    NamedValues headers;       ///< Names in lower case.
    QByteArray bucket;         ///< Empty: the service itself.
    QByteArray key;            ///< Empty: the bucket itself.
    bool isHostStyle = false;  ///< The bucket stood in the Host header.
    Verb verb = Verb::Other;
    QByteArray id;  ///< x-cos-request-id.

    /// `name` in lower case. Empty if absent.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;
    /// `name` in its exact case. Empty if absent.
    [[nodiscard]] QByteArray parameter(QByteArrayView name) const;
    [[nodiscard]] bool hasParameter(QByteArrayView name) const;
};

/// `target` is the request line's second word, raw: nothing may have decoded it before.
Request makeRequest(const QByteArray &method, const QByteArray &target, NamedValues headers);

/// True for NAME-APPID.
bool isBucketName(QByteArrayView name);

/// Percent-decoding only; a '%' without two digits stays.
QByteArray percentDecoded(QByteArrayView text);
/// As COS encodes keys in listings: '/' stays, the space is %20.
QByteArray encodedKey(const QByteArray &key);

}  // namespace cosftp::localcos
