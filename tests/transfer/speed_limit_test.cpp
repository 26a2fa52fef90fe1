// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/speed_limit.h"

#include <QTest>

#include <limits>

using namespace cosftp;

class SpeedLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesComeWithTheTimeAndATenthOfASecondIsSaved()
    {
        qint64 now = 0;
        SpeedLimit limit(1000, [&now] { return now; });
        QCOMPARE(limit.available(), 0);
        now += 50;
        QCOMPARE(limit.available(), 50);
        now += 10'000;
        QCOMPARE(limit.available(), 100);
    }

    void whatMovedTooEarlyIsPaidLater()
    {
        qint64 now = 0;
        SpeedLimit limit(1000, [&now] { return now; });
        limit.take(500);
        QCOMPARE(limit.available(), 0);
        now += 500;
        QCOMPARE(limit.available(), 0);
        now += 20;
        QCOMPARE(limit.available(), 20);
    }

    void overALongTimeExactlyTheRateMoves()
    {
        qint64 now = 0;
        SpeedLimit limit(64 * 1024, [&now] { return now; });
        qint64 moved = 0;
        while (now < 100'000) {
            const qint64 count = std::min(limit.available(), qint64{64 * 1024});
            limit.take(count);
            moved += count;
            now += limit.wait().count();
        }
        QVERIFY2(moved > 99 * 64 * 1024 && moved <= 101 * 64 * 1024,
                 qPrintable(QString::number(moved)));
    }

    void noLimitIsNoLimitAndMayComeLater()
    {
        qint64 now = 0;
        SpeedLimit limit(0, [&now] { return now; });
        limit.take(1'000'000'000);
        QCOMPARE(limit.available(), std::numeric_limits<qint64>::max());
        limit.setRate(10);
        now += 100;
        QCOMPARE(limit.available(), 1);
    }

    void theTightestOfSeveralHolds()
    {
        qint64 now = 0;
        const auto clock = [&now] { return now; };
        SpeedLimits limits;
        limits.add(std::make_shared<SpeedLimit>(0, clock));
        limits.add(std::make_shared<SpeedLimit>(1000, clock));
        limits.add(std::make_shared<SpeedLimit>(500, clock));
        now += 100;
        QCOMPARE(limits.available(), 50);
        limits.take(50);
        QCOMPARE(limits.available(), 0);
        QVERIFY(limits.wait() >= std::chrono::milliseconds(50));
    }

    void oneNameIsOneLimitWhileSomebodyUsesIt()
    {
        SpeedLimitBook book;
        const auto first = book.limit("user ann", 1000);
        QCOMPARE(book.limit("user ann", 2000).get(), first.get());
        QVERIFY(book.limit("user bob", 1000).get() != first.get());
    }
};

COSFTP_TEST(SpeedLimitTest)
#include "speed_limit_test.moc"
