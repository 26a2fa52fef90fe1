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

CosConnection::CosConnection(const BucketSettings &bucket, HttpClient &client, CosOptions settings)
    : bucketId(bucket.id), http(client), options(completed(std::move(settings))),
      endpoint(options.endpoint ? Result<CosEndpoint>(*options.endpoint) : endpointFor(bucket)),
      clock(options.clock),
      credentials(makeCredentialProvider(bucket.credentials, bucket.bucket, client,
                                         {options.metadataBase, options.clock}))
{}

}  // namespace cosftp
