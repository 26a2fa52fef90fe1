// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/bucket_address.h"

#include <QRegularExpression>
#include <QUrl>

namespace cosftp {

namespace {

const QByteArray internalHead = "cos-internal.";
const QByteArray newSuffix = ".tencentcos.cn";

bool isBucketName(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?-[0-9]+$"));
    return form.match(text).hasMatch();
}

// "cos.REGION.myqcloud.com", "cos-internal.REGION.tencentcos.cn", "cos.accelerate.myqcloud.com".
struct StoreHost
{
    QByteArray region;    ///< Empty for accelerated names.
    QByteArray endpoint;  ///< Empty for the public name of a region.
};

std::optional<StoreHost> storeHost(const QString &host)
{
    static const QRegularExpression form(QStringLiteral(
        "^(cos|cos-internal|cos-website)\\.([a-z0-9-]+)\\.(myqcloud\\.com|tencentcos\\.cn)$"));
    const QRegularExpressionMatch match = form.match(host);
    if (!match.hasMatch())
        return std::nullopt;
    const QByteArray region = match.captured(2).toLatin1();
    const bool isInternal = match.captured(1) == QLatin1String("cos-internal");
    if (region == "accelerate")
        return StoreHost{{}, host.toLatin1()};
    return StoreHost{region, isInternal ? host.toLatin1() : QByteArray()};
}

QString withoutSlashes(QString path)
{
    while (path.startsWith(QLatin1Char('/')))
        path.remove(0, 1);
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    return path;
}

BucketAddress addressOf(const QString &bucket, const StoreHost &store, const QString &folder)
{
    return {bucket.toLatin1(), store.region, store.endpoint, {}, withoutSlashes(folder)};
}

// bucket.host/folder, or host/bucket/folder.
std::optional<BucketAddress> fromHostAndPath(const QString &host, const QString &path)
{
    const qsizetype dot = host.indexOf(QLatin1Char('.'));
    const QString first = host.left(dot);
    if (const auto store = storeHost(host.mid(dot + 1)); store && isBucketName(first))
        return addressOf(first, *store, path);
    const auto store = storeHost(host);
    const QString rest = withoutSlashes(path);
    const QString bucket = rest.section(QLatin1Char('/'), 0, 0);
    if (!store || !isBucketName(bucket))
        return std::nullopt;
    return addressOf(bucket, *store, rest.section(QLatin1Char('/'), 1));
}

}  // namespace

std::optional<BucketAddress> parseBucketAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (isBucketName(trimmed))
        return BucketAddress{trimmed.toLatin1(), {}, {}, {}, {}};
    const bool hasScheme = trimmed.contains(QLatin1String("://"));
    const QUrl url(hasScheme ? trimmed : QStringLiteral("https://") + trimmed);
    const QString scheme = url.scheme();
    const QString path = url.path(QUrl::FullyDecoded);
    if (scheme == QLatin1String("cos")) {
        if (!isBucketName(url.host()))
            return std::nullopt;
        return BucketAddress{url.host().toLatin1(), {}, {}, {}, withoutSlashes(path)};
    }
    if (scheme != QLatin1String("http") && scheme != QLatin1String("https"))
        return std::nullopt;
    std::optional<BucketAddress> address = fromHostAndPath(url.host().toLower(), path);
    if (address && hasScheme)
        address->protocol = scheme.toLatin1();
    return address;
}

EndpointChoice endpointChoice(const QByteArray &endpoint, const QByteArray &region)
{
    if (endpoint.isEmpty())
        return EndpointChoice::Region;
    const auto store = storeHost(QString::fromLatin1(endpoint));
    if (!store)
        return EndpointChoice::Custom;
    if (store->region.isEmpty())
        return endpoint.startsWith(internalHead) ? EndpointChoice::Custom
                                                 : EndpointChoice::Accelerate;
    const bool isOwn = region.isEmpty() || region == store->region;
    return endpoint.startsWith(internalHead) && isOwn ? EndpointChoice::Internal
                                                      : EndpointChoice::Custom;
}

QByteArray endpointOf(EndpointChoice choice, const QByteArray &region)
{
    switch (choice) {
    case EndpointChoice::Internal:
        return region.isEmpty() ? QByteArray() : internalHead + region + newSuffix;
    case EndpointChoice::Accelerate:
        return "cos.accelerate.myqcloud.com";
    case EndpointChoice::Region:
    case EndpointChoice::Custom:
        return {};
    }
    return {};
}

QStringList knownRegions()
{
    return QStringLiteral("ap-beijing ap-beijing-1 ap-nanjing ap-shanghai ap-guangzhou ap-chengdu "
                          "ap-chongqing ap-hongkong ap-singapore ap-mumbai ap-jakarta ap-seoul "
                          "ap-bangkok ap-tokyo na-siliconvalley na-ashburn na-toronto "
                          "sa-saopaulo eu-frankfurt")
        .split(QLatin1Char(' '));
}

}  // namespace cosftp
