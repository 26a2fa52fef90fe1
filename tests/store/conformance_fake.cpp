// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conformance_suite.h"
#include "support/fake_store.h"
#include "support/test_main.h"

#include <QCoreApplication>
#include <QTest>

using namespace cosftp;

// The same suite against the tests' own store, so that what is shown with it holds for COS too.
COSFTP_TEST_RUN(StoreConformanceOfTheFake)
{
    QCoreApplication application(count, words);
    std::shared_ptr<FakeStore> bucket;
    StoreConformance suite([&bucket] {
        bucket = std::make_shared<FakeStore>();
        return bucket->share();
    });
    return QTest::qExec(&suite, count, words);
}
