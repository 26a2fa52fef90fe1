// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/acceptance.h"
#include "store/cos/cos_time.h"
#include "store/cos/credentials.h"
#include "store/cos/endpoint.h"
#include "store/cos/host_reach.h"
#include "store/cos/retry_policy.h"

#include <chrono>
#include <optional>
#include <vector>

namespace cosftp {

class HttpClient;

/// What only tests and special installations change.
struct CosOptions
{
    RetryPolicy retry;
    int abortTries = 10;  ///< An upload that stays open costs money until somebody aborts it.
    std::chrono::milliseconds metadataSilence{30'000};
    std::chrono::milliseconds bulkSilence{60'000};
    /// Copy and Complete work for minutes before they answer.
    std::chrono::milliseconds slowSilence{600'000};
    std::function<qint64()> clock;  ///< Unix seconds; empty: the system's.
    /// Sessions ask what other servers have left in a bucket, unless it was learned so lately.
    std::chrono::milliseconds learnAgainAfter{0};
    QByteArray metadataBase = "http://metadata.tencentyun.com";
    std::optional<CosEndpoint> endpoint;  ///< Instead of the one from the settings.
};

/// What all requests to one bucket share. Requests hold it, so it lives until the last has ended.
struct CosConnection
{
    CosConnection(const BucketSettings &settings, HttpClient &client, CosOptions chosen);

    /// From now on; requests that wait for the old source are still answered by it.
    void useCredentials(const CredentialSettings &settings);

    QString bucketId;   ///< In the settings and the log.
    QByteArray bucket;  ///< NAME-APPID.
    HttpClient &http;
    CosOptions options;
    Result<CosEndpoint> endpoint;
    CosClock clock;       ///< Of signatures.
    StoreTime storeTime;  ///< Of ages.
    Acceptance acceptance;
    std::shared_ptr<HostReach> reach;  ///< Shared with other workers; null without an endpoint.
    std::unique_ptr<CredentialProvider> credentials;

private:
    std::vector<std::unique_ptr<CredentialProvider>> m_former;
};

}  // namespace cosftp
