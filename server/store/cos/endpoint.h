// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

namespace cosftp {

/// Where the requests for one bucket go.
struct CosEndpoint
{
    QByteArray scheme = "https";
    QByteArray host;          ///< As in the Host header: with ":port" if it is not the default.
    QByteArray fallbackHost;  ///< The same bucket under COS's second domain; empty: there is none.
    QByteArray pathPrefix;    ///< Empty, or "/BUCKET" where the bucket cannot stand in the host.
    QByteArray copySource;    ///< What x-cos-copy-source begins with, before the '/' of the key.
    bool operator==(const CosEndpoint &) const = default;
};

/// `cos_region` alone: BUCKET.cos.REGION.myqcloud.com, with tencentcos.cn to fall back to.
/// `cos_endpoint` wins and is used as BUCKET.ENDPOINT, or as it is if it begins with "BUCKET."; an
/// IP address or "localhost" gets the bucket into the path. Fails with Code::Invalid.
Result<CosEndpoint> endpointFor(const BucketSettings &bucket);

}  // namespace cosftp
