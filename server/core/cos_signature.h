// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace cosftp {

/// A name and a value, both decoded: a query parameter or a header.
struct NamedValue
{
    QByteArray name;
    QByteArray value;
    bool operator==(const NamedValue &) const = default;
};
using NamedValues = QList<NamedValue>;

/// The parts of a request that COS's signature covers (COS document "Request Signature", 436/7778).
struct SignatureInput
{
    QByteArray method;    ///< "GET", any case.
    QByteArray path;      ///< Decoded, with the leading '/', exactly as the store will decode it.
    NamedValues query;    ///< Decoded; all of them are signed.
    NamedValues headers;  ///< All of them are signed: filter with isSignableHeader() first.
};

/// The intermediate values too: comparing them with what the store answers finds any signing bug.
struct CosSignature
{
    QByteArray headerList;  ///< Lower-case names joined by ';'.
    QByteArray urlParamList;
    QByteArray httpString;
    QByteArray stringToSign;
    QByteArray signature;  ///< 40 lower-case hexadecimal characters.
};

/// `keyTime` is "start;end" in Unix seconds.
CosSignature cosSignature(const SignatureInput &input, const QByteArray &secretKey,
                          const QByteArray &keyTime);

/// The whole Authorization header value.
QByteArray cosAuthorization(const SignatureInput &input, const QByteArray &secretId,
                            const QByteArray &secretKey, const QByteArray &keyTime);

/// True for host, range, content-length, x-cos-* and the others that a strict bucket wants signed.
bool isSignableHeader(QByteArrayView name);

}  // namespace cosftp
