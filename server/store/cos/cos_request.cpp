// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_request.h"

#include "store/cos/key_encoding.h"

namespace cosftp {

namespace {

constexpr qint64 signedBackwardsSeconds = 60;
constexpr qint64 signedForwardsSeconds = 3600;

bool hasBody(HttpRequest::Method method)
{
    return method == HttpRequest::Method::Put || method == HttpRequest::Method::Post;
}

QByteArray encodedQuery(const NamedValues &query)
{
    QByteArray text;
    for (const NamedValue &entry : query) {
        text += text.isEmpty() ? '?' : '&';
        text += percentEncoded(entry.name);
        if (!entry.value.isEmpty())
            text += '=' + percentEncoded(entry.value);
    }
    return text;
}

QByteArray authorization(const CosRequest &request, const CosEndpoint &endpoint,
                         const NamedValues &headers, const Credentials &credentials, qint64 now)
{
    SignatureInput input;
    input.method = nameOf(request.method);
    input.path = endpoint.pathPrefix + '/' + request.key;
    input.query = request.query;
    for (const NamedValue &header : headers)
        if (isSignableHeader(header.name))
            input.headers += header;
    // Qt sets it from the body; it has to be the same number here.
    if (hasBody(request.method))
        input.headers += NamedValue{"content-length", QByteArray::number(request.body.size())};
    const QByteArray keyTime = QByteArray::number(now - signedBackwardsSeconds) + ';'
                               + QByteArray::number(now + signedForwardsSeconds);
    return cosAuthorization(input, credentials.secretId, credentials.secretKey, keyTime);
}

}  // namespace

HttpRequest signedRequest(const CosRequest &request, const CosEndpoint &endpoint,
                          const QByteArray &host, const Credentials &credentials, qint64 now)
{
    // An empty key would turn PUT and DELETE into operations on the bucket.
    Q_ASSERT(request.isOnBucket == request.key.isEmpty());
    HttpRequest result;
    result.method = request.method;
    result.url = endpoint.scheme + "://" + host + endpoint.pathPrefix + '/'
                 + encodedKeyPath(request.key) + encodedQuery(request.query);
    result.headers = request.headers;
    result.headers += NamedValue{"Host", host};
    if (!credentials.token.isEmpty())
        result.headers += NamedValue{"x-cos-security-token", credentials.token};
    result.headers += NamedValue{
        "Authorization", authorization(request, endpoint, result.headers, credentials, now)};
    result.body = request.body;
    result.lane = request.lane;
    result.isStream = request.isStream;
    result.silenceLimit = request.silenceLimit;
    return result;
}

}  // namespace cosftp
