// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_connection.h"

#include <QDateTime>

namespace cosftp {

namespace {

CosOptions completed(CosOptions options)
{
    if (!options.clock)
        options.clock = [] { return QDateTime::currentSecsSinceEpoch(); };
    return options;
}

}  // namespace

CosConnection::CosConnection(const BucketSettings &settings, HttpClient &client, CosOptions chosen)
    : bucketId(settings.id), bucket(settings.bucket), http(client),
      options(completed(std::move(chosen))),
      endpoint(options.endpoint ? Result<CosEndpoint>(*options.endpoint) : endpointFor(settings)),
      clock(options.clock), reach(endpoint ? HostReach::of(endpoint->host) : nullptr)
{
    useCredentials(settings.credentials);
}

void CosConnection::useCredentials(const CredentialSettings &settings)
{
    if (credentials != nullptr)
        m_former.push_back(std::move(credentials));
    credentials =
        makeCredentialProvider(settings, bucket, http, {options.metadataBase, options.clock});
}

}  // namespace cosftp
