// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cos_signature.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

QByteArray hmacSha1Hex(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha1).toHex();
}

struct Canonical
{
    QByteArray names;  // joined by ';'
    QByteArray pairs;  // name=value joined by '&'
};

// Names are encoded and then lower-cased, so that "%2F" inside a name becomes "%2f"; values keep
// their case. Sorted by the encoded name.
Canonical canonical(const NamedValues &values)
{
    NamedValues encoded;
    for (const NamedValue &entry : values)
        encoded += {entry.name.toPercentEncoding().toLower(), entry.value.toPercentEncoding()};
    std::stable_sort(encoded.begin(), encoded.end(),
                     [](const NamedValue &a, const NamedValue &b) { return a.name < b.name; });
    Canonical result;
    for (const NamedValue &entry : encoded) {
        if (!result.names.isEmpty() || !result.pairs.isEmpty()) {
            result.names += ';';
            result.pairs += '&';
        }
        result.names += entry.name;
        result.pairs += entry.name + '=' + entry.value;
    }
    return result;
}

}  // namespace

CosSignature cosSignature(const SignatureInput &input, const QByteArray &secretKey,
                          const QByteArray &keyTime)
{
    const Canonical query = canonical(input.query);
    const Canonical headers = canonical(input.headers);
    CosSignature result;
    result.headerList = headers.names;
    result.urlParamList = query.names;
    result.httpString = input.method.toLower() + '\n' + input.path + '\n' + query.pairs + '\n'
                        + headers.pairs + '\n';
    result.stringToSign =
        "sha1\n" + keyTime + '\n'
        + QCryptographicHash::hash(result.httpString, QCryptographicHash::Sha1).toHex() + '\n';
    result.signature = hmacSha1Hex(result.stringToSign, hmacSha1Hex(keyTime, secretKey));
    return result;
}

QByteArray cosAuthorization(const SignatureInput &input, const QByteArray &secretId,
                            const QByteArray &secretKey, const QByteArray &keyTime)
{
    const CosSignature result = cosSignature(input, secretKey, keyTime);
    return "q-sign-algorithm=sha1&q-ak=" + secretId + "&q-sign-time=" + keyTime
           + "&q-key-time=" + keyTime + "&q-header-list=" + result.headerList
           + "&q-url-param-list=" + result.urlParamList + "&q-signature=" + result.signature;
}

bool isSignableHeader(QByteArrayView name)
{
    static constexpr std::array<const char *, 17> names{"cache-control",
                                                        "content-disposition",
                                                        "content-encoding",
                                                        "content-length",
                                                        "content-md5",
                                                        "content-type",
                                                        "expect",
                                                        "expires",
                                                        "host",
                                                        "if-match",
                                                        "if-modified-since",
                                                        "if-none-match",
                                                        "if-unmodified-since",
                                                        "origin",
                                                        "range",
                                                        "transfer-encoding",
                                                        "pic-operations"};
    const QByteArray lower = name.toByteArray().toLower();
    return lower.startsWith("x-cos-") || lower.startsWith("x-ci-")
           || std::any_of(names.begin(), names.end(),
                          [&](const char *known) { return lower == known; });
}

}  // namespace cosftp
