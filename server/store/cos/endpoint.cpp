// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/endpoint.h"

#include <QHostAddress>
#include <QUrl>

namespace cosftp {

namespace {

Failure invalid(const QString &detail)
{
    Failure failure = Failure::of(Failure::Code::Invalid, detail);
    failure.advice = QStringLiteral(
        "Set cos_bucket to NAME-APPID and cos_region to a name such as ap-guangzhou, or "
        "cos_endpoint to HOST or HOST:PORT without a scheme.");
    return failure;
}

bool isPlainName(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool needsBucketInPath(const QString &hostName)
{
    return hostName == QLatin1String("localhost") || !QHostAddress(hostName).isNull();
}

// A scheme, a path or a user name in the endpoint would end up inside the URL's host.
bool isHostAndPort(const QUrl &url, const QByteArray &endpoint)
{
    return url.isValid() && !url.host().isEmpty() && url.path().isEmpty()
           && url.authority().toUtf8() == endpoint && url.userInfo().isEmpty();
}

QByteArray regionHost(const BucketSettings &bucket, const char *domain)
{
    return bucket.bucket + ".cos." + bucket.region + '.' + domain;
}

Result<CosEndpoint> atEndpoint(const BucketSettings &bucket)
{
    const QUrl url = QUrl::fromEncoded(bucket.protocol + "://" + bucket.endpoint, QUrl::StrictMode);
    if (!isHostAndPort(url, bucket.endpoint))
        return invalid(QStringLiteral("the endpoint is not HOST or HOST:PORT"));
    CosEndpoint result;
    result.scheme = bucket.protocol;
    const QByteArray bucketDot = bucket.bucket + '.';
    if (needsBucketInPath(url.host())) {
        result.host = bucket.endpoint;
        result.pathPrefix = '/' + bucket.bucket;
    } else {
        result.host =
            bucket.endpoint.startsWith(bucketDot) ? bucket.endpoint : bucketDot + bucket.endpoint;
    }
    // The source of a copy is named by the region's host: the accelerated and internal names are
    // only ways to get there.
    result.copySource = isPlainName(bucket.region)    ? regionHost(bucket, "myqcloud.com")
                        : result.pathPrefix.isEmpty() ? result.host
                                                      : bucketDot + bucket.endpoint;
    return result;
}

}  // namespace

Result<CosEndpoint> endpointFor(const BucketSettings &bucket)
{
    if (!isPlainName(bucket.bucket))
        return invalid(QStringLiteral("the bucket's name is empty or has other characters than "
                                      "a-z, 0-9 and -"));
    if (bucket.protocol != "https" && bucket.protocol != "http")
        return invalid(QStringLiteral("the protocol is neither http nor https"));
    if (!bucket.endpoint.isEmpty())
        return atEndpoint(bucket);
    if (!isPlainName(bucket.region))
        return invalid(QStringLiteral("neither a region nor an endpoint is set"));
    CosEndpoint result;
    result.scheme = bucket.protocol;
    result.host = regionHost(bucket, "myqcloud.com");
    result.fallbackHost = regionHost(bucket, "tencentcos.cn");
    result.copySource = result.host;
    return result;
}

}  // namespace cosftp
