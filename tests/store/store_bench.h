// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "store/scripted_server.h"

#include <memory>

namespace cosftp {

/// A CosStore in front of a scripted server: a clock that stands still, tries without a pause.
struct StoreBench
{
    static constexpr qint64 now = 1'700'000'000;

    StoreBench()
    {
        bucket.id = QStringLiteral("TEST");
        bucket.bucket = "b-1";
        bucket.endpoint = server.hostAndPort();
        bucket.protocol = "http";
        bucket.credentials.secretId = "the-id";
        bucket.credentials.secretKey = "the-secret";
        options.retry.random = [] { return 0.0; };
        options.clock = [this] { return clock; };
    }

    /// Made at the first use, so that a test can change the settings before.
    ObjectStore &store()
    {
        if (!m_store)
            m_store = makeCosStore(bucket, http, options);
        return *m_store;
    }

    qint64 clock = now;
    ScriptedServer server;
    HttpClient http;
    BucketSettings bucket;
    CosOptions options;
    QObject context;

private:
    std::unique_ptr<ObjectStore> m_store;
};

}  // namespace cosftp
