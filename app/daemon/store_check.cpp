// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_check.h"

#include "store/cos/cos_store.h"
#include "store/http/http_client.h"

#include <QEventLoop>

#include <cstdio>

namespace cosftp {

bool checkStores(const Settings &settings)
{
    HttpClient http;
    bool areAllGood = true;
    for (const BucketSettings &bucket : settings.buckets) {
        const std::unique_ptr<ObjectStore> store = makeCosStore(bucket, http);
        QEventLoop loop;
        Outcome result;
        store->headBucket(&loop, [&loop, &result](const Outcome &outcome) {
            result = outcome;
            loop.quit();
        });
        loop.exec();
        const QString verdict = result ? QStringLiteral("reachable") : describe(result.error());
        std::fputs(
            qPrintable(
                QStringLiteral("bucket %1: %2\n").arg(QString::fromUtf8(bucket.bucket), verdict)),
            stderr);
        areAllGood = areAllGood && result;
    }
    return areAllGood;
}

}  // namespace cosftp
