// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/credentials.h"
#include "store/cos/endpoint.h"
#include "store/http/http_message.h"

namespace cosftp {

/// A request to one bucket before it is signed.
struct CosRequest
{
    const char *name = "";  ///< For the log: "list", "put part".
    HttpRequest::Method method = HttpRequest::Method::Get;
    QByteArray key;  ///< Decoded; only empty where isOnBucket says that the bucket is meant.
    bool isOnBucket = false;
    NamedValues query;    ///< Decoded, a flag such as "uploads" first; empty values have no '='.
    NamedValues headers;  ///< Without Host, Content-Length and Authorization.
    QByteArray body;
    Lane lane = Lane::Metadata;
    bool isStream = false;
    std::chrono::milliseconds silenceLimit{30'000};
};

/// The request as it goes out, signed for one hour from `now` (Unix seconds) on. All query
/// parameters, Host, Content-Length and every header of COS's list are signed, as buckets in strict
/// mode demand.
HttpRequest signedRequest(const CosRequest &request, const CosEndpoint &endpoint,
                          const QByteArray &host, const Credentials &credentials, qint64 now);

}  // namespace cosftp
