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

/// The embedded store, once for a test program, with many empty buckets.
struct LocalCosServer
{
    static constexpr int bucketCount = 160;

    LocalCosServer()
    {
        localcos::ServerOptions options;
        options.dataDirectory = folder.path();
        options.secretId = "the-id";
        options.secretKey = "the-secret";
        options.isDurable = false;  // no test pulls the plug
        for (int number = 0; number < bucketCount; ++number)
            options.buckets += bucketName(number);
        server = std::make_unique<localcos::Server>(options);
        if (!server->start())
            qFatal("the embedded store does not start");
    }

    static QByteArray bucketName(int number)
    {
        return "test" + QByteArray::number(number) + "-1250000000";
    }
    QByteArray nextBucket()
    {
        if (used == bucketCount)
            qFatal("more tests than buckets");
        return bucketName(used++);
    }

    QTemporaryDir folder;
    std::unique_ptr<localcos::Server> server;
    int used = 0;
};

/// What one test needs for a CosStore in front of it: a bucket of its own, tries without a pause.
struct LocalCosBench
{
    explicit LocalCosBench(LocalCosServer &local) : faults(local.server->faults())
    {
        faults.clear();
        firedBefore = faults.fired();
        bucket.id = QStringLiteral("TEST");
        bucket.bucket = local.nextBucket();
        bucket.endpoint = "127.0.0.1:" + QByteArray::number(local.server->port());
        bucket.protocol = "http";
        bucket.credentials.secretId = "the-id";
        bucket.credentials.secretKey = "the-secret";
        options.retry.random = [] { return 0.0; };
    }
    [[nodiscard]] int faultsFired() const { return faults.fired() - firedBefore; }

    localcos::Faults &faults;
    int firedBefore = 0;
    HttpClient http;
    BucketSettings bucket;
    CosOptions options;
    QObject context;
};

}  // namespace cosftp
