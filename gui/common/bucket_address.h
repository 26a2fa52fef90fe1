// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace cosftp {

/// Where requests for a bucket go.
enum class EndpointChoice {
    Region,      ///< The public name of the region; also used from inside, where it is private.
    Internal,    ///< Tencent Cloud's internal network only.
    Accelerate,  ///< Global acceleration, which must be switched on for the bucket.
    Custom       ///< A host of one's own.
};

/// What an address of a bucket says. Parts that it does not say are empty.
struct BucketAddress
{
    QByteArray bucket;  ///< NAME-APPID.
    QByteArray region;
    QByteArray endpoint;  ///< Without the bucket; empty for the public name of the region.
    QByteArray protocol;  ///< "http" or "https" if a URL said so.
    QString folder;       ///< Inside the bucket, without slashes at its ends.
    bool operator==(const BucketAddress &) const = default;
};

/// Understands what people copy from the console, a browser or a command line: "NAME-APPID",
/// "https://NAME-APPID.cos.REGION.myqcloud.com/folder", hosts without a scheme, internal and
/// accelerated names, path style ("https://cos.REGION.myqcloud.com/NAME-APPID/folder") and
/// "cos://NAME-APPID/folder". A query (a signature) is ignored. std::nullopt for anything else.
std::optional<BucketAddress> parseBucketAddress(const QString &text);

/// Which choice an endpoint setting is; `region` is the bucket's.
EndpointChoice endpointChoice(const QByteArray &endpoint, const QByteArray &region);
/// The endpoint setting of a choice; empty for Region and Custom.
QByteArray endpointOf(EndpointChoice choice, const QByteArray &region);

/// Names of regions to choose from; others exist and are allowed.
QStringList knownRegions();

}  // namespace cosftp
