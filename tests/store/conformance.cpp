// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conformance_suite.h"
#include "store/localcos_bench.h"
#include "support/test_main.h"

#include <QCoreApplication>
#include <QTest>

using namespace cosftp;

// The suite over HTTP against the embedded store.
COSFTP_TEST_RUN(StoreConformance)
{
    QCoreApplication application(count, words);
    LocalCosServer server;
    std::unique_ptr<LocalCosBench> bench;
    StoreConformance suite([&server, &bench] {
        bench = std::make_unique<LocalCosBench>(server);
        return makeCosStore(bench->bucket, bench->http, bench->options);
    });
    return QTest::qExec(&suite, count, words);
}
