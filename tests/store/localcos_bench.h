// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/counters.h"
#include "localcos/faults.h"
#include "localcos/server.h"
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"

#include <QTemporaryDir>

#include <memory>

namespace cosftp {

/// A CosStore in front of the embedded store, each bench with an empty bucket of its own.
struct LocalCosBench
{
    LocalCosBench()
    {
        localcos::ServerOptions serverOptions;
        serverOptions.dataDirectory = folder.path();
        serverOptions.buckets = {"test-1250000000"};
        serverOptions.secretId = "the-id";
        serverOptions.secretKey = "the-secret";
        serverOptions.isDurable = false;  // no test pulls the plug
        server = std::make_unique<localcos::Server>(serverOptions);
        if (!server->start())
            qFatal("the embedded store does not start");
        bucket.id = QStringLiteral("TEST");
        bucket.bucket = "test-1250000000";
        bucket.endpoint = "127.0.0.1:" + QByteArray::number(server->port());
        bucket.protocol = "http";
        bucket.credentials.secretId = "the-id";
        bucket.credentials.secretKey = "the-secret";
        options.retry.random = [] { return 0.0; };
    }

    QTemporaryDir folder;
    std::unique_ptr<localcos::Server> server;
    HttpClient http;
    BucketSettings bucket;
    CosOptions options;
    QObject context;
};

}  // namespace cosftp
