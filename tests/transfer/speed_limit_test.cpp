// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/speed_limit.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <thread>
#include <vector>

using namespace cosftp;

namespace {

std::shared_ptr<SpeedLimit> limitOf(qint64 bytesPerSecond, const qint64 &now)
{
    return std::make_shared<SpeedLimit>(bytesPerSecond, [&now] { return now; });
}

/// A transfer that always has bytes to move, a piece at a time, and asks again when it was told to.
struct Taker
{
    std::unique_ptr<SpeedShare> share;
    qint64 pieceBytes = 64 * 1024;
    qint64 asksAt = 0;
    qint64 moved = 0;
    qint64 movedAt = 0;
    qint64 longestPause = 0;

    void run(qint64 now)
    {
        if (now < asksAt)
            return;
        const qint64 bytes = std::min(share->available(), pieceBytes);
        if (bytes == 0) {
            asksAt = now + share->wait().count();
            return;
        }
        share->take(bytes);
        moved += bytes;
        longestPause = std::max(longestPause, now - movedAt);
        movedAt = now;
    }
};

std::vector<Taker> takersOf(const std::shared_ptr<SpeedLimit> &limit, int count)
{
    std::vector<Taker> takers(static_cast<std::size_t>(count));
    for (Taker &taker : takers)
        taker.share = std::make_unique<SpeedShare>(limit);
    return takers;
}

void runAll(std::vector<Taker> &takers, qint64 &now, qint64 until)
{
    for (; now < until; ++now)
        for (Taker &taker : takers)
            taker.run(now);
}

qint64 movedByAll(const std::vector<Taker> &takers)
{
    qint64 moved = 0;
    for (const Taker &taker : takers)
        moved += taker.moved;
    return moved;
}

}  // namespace

class SpeedLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesComeWithTheTimeAndATenthOfASecondIsSaved()
    {
        qint64 now = 0;
        SpeedShare share(limitOf(1000, now));
        QCOMPARE(share.available(), 0);
        now += 50;
        QCOMPARE(share.available(), 50);
        now += 10'000;
        QCOMPARE(share.available(), 100);
    }

    void whatMovedTooEarlyIsPaidLater()
    {
        qint64 now = 0;
        SpeedShare share(limitOf(1000, now));
        share.take(500);
        QCOMPARE(share.available(), 0);
        now += 500;
        QCOMPARE(share.available(), 0);
        now += 20;
        QCOMPARE(share.available(), 20);
    }

    void overALongTimeExactlyTheRateMoves_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("one") << 1;
        QTest::newRow("eight") << 8;
        QTest::newRow("a hundred") << 100;
    }
    void overALongTimeExactlyTheRateMoves()
    {
        QFETCH(const int, count);
        constexpr qint64 rate = 64 * 1024;
        qint64 now = 0;
        auto takers = takersOf(limitOf(rate, now), count);
        runAll(takers, now, 100'000);
        const qint64 moved = movedByAll(takers);
        QVERIFY2(moved >= 98 * rate && moved <= 101 * rate, qPrintable(QString::number(moved)));
    }

    void noLimitIsNoLimitAndMayComeLater()
    {
        qint64 now = 0;
        const auto limit = limitOf(0, now);
        SpeedShare share(limit);
        share.take(1'000'000'000);
        QCOMPARE(share.available(), std::numeric_limits<qint64>::max());
        limit->setRate(10);
        now += 100;
        QCOMPARE(share.available(), 1);
    }

    // Whoever asks first, most often or for the largest pieces gets what the others get.
    void eightShareALimitEvenly_data()
    {
        QTest::addColumn<qint64>("rate");
        QTest::newRow("slow") << 8'000LL;
        QTest::newRow("as reported") << 200'000LL;
        QTest::newRow("fast") << 100'000'000LL;
    }
    void eightShareALimitEvenly()
    {
        QFETCH(const qint64, rate);
        qint64 now = 0;
        auto takers = takersOf(limitOf(rate, now), 8);
        for (std::size_t index = 0; index < takers.size(); ++index)
            takers[index].pieceBytes = 16'000LL << (index % 3);
        runAll(takers, now, 20'000);
        const double fair = 20.0 * static_cast<double>(rate) / 8;
        for (const Taker &taker : takers) {
            const double part = static_cast<double>(taker.moved) / fair;
            QVERIFY2(part > 0.95 && part < 1.05, qPrintable(QString::number(part)));
            QVERIFY(taker.longestPause <= 2000);
        }
        QVERIFY(static_cast<double>(movedByAll(takers)) > 7.9 * fair);
    }

    void whatSlowOnesLeaveIsNotLost()
    {
        constexpr qint64 rate = 800'000;
        qint64 now = 0;
        auto takers = takersOf(limitOf(rate, now), 8);
        for (; now < 20'000; ++now) {
            takers[0].run(now);
            if (now % 100 == 0)  // the other seven have a line of 10,000 bytes a second each
                for (std::size_t index = 1; index < takers.size(); ++index) {
                    takers[index].pieceBytes = 1000;
                    takers[index].run(now);
                }
        }
        for (std::size_t index = 1; index < takers.size(); ++index)
            QVERIFY(takers[index].moved >= 190'000);
        QVERIFY2(movedByAll(takers) > 19 * rate, qPrintable(QString::number(takers[0].moved)));
    }

    void whoIsSilentKeepsNothingFromTheOthers()
    {
        constexpr qint64 rate = 100'000;
        qint64 now = 0;
        auto takers = takersOf(limitOf(rate, now), 4);
        runAll(takers, now, 10'000);
        takers.resize(2);  // two have ended
        const qint64 before = movedByAll(takers);
        for (; now < 20'000; ++now)
            takers[0].run(now);  // and one is stuck
        QVERIFY(movedByAll(takers) - before > 9 * rate);
        for (const qint64 end = now + 10'000; now < end; ++now)
            for (Taker &taker : takers)
                taker.run(now);
        QVERIFY(takers[1].moved > 2 * rate + 4 * rate);  // it has its half again
    }

    void whoComesGetsAFairShareAtOnce()
    {
        qint64 now = 0;
        const auto limit = limitOf(100'000, now);
        auto takers = takersOf(limit, 7);
        runAll(takers, now, 10'000);
        takers.push_back({std::make_unique<SpeedShare>(limit)});
        takers.back().movedAt = takers.back().asksAt = now;
        runAll(takers, now, 11'000);
        QVERIFY2(takers.back().moved > 10'000, qPrintable(QString::number(takers.back().moved)));
    }

    void aNewTransferFindsWhatWasSaved()
    {
        qint64 now = 0;
        const auto limit = limitOf(100'000, now);
        now += 5000;
        SpeedShare share(limit);
        QCOMPARE(share.available(), 10'000);
    }

    void aChangedRateHoldsForThoseThatRun()
    {
        qint64 now = 0;
        const auto limit = limitOf(100'000, now);
        auto takers = takersOf(limit, 8);
        runAll(takers, now, 10'000);
        const qint64 before = movedByAll(takers);
        limit->setRate(1'000'000);
        runAll(takers, now, 20'000);
        QVERIFY(movedByAll(takers) - before > 9'500'000);
        QVERIFY(movedByAll(takers) - before < 10'200'000);
    }

    void theTightestOfSeveralHolds()
    {
        qint64 now = 0;
        SpeedLimits limits;
        for (const qint64 rate : {0, 1000, 500})
            limits.add(limitOf(rate, now));
        now += 100;
        QCOMPARE(limits.available(), 50);
        limits.take(50);
        QCOMPARE(limits.available(), 0);
        QVERIFY(limits.wait() >= std::chrono::milliseconds(50));
    }

    // Two transfers of a user with a limit, one of a user without, below the limit of the server.
    void whatATighterLimitLeavesOfAWiderOneGoesToOthers()
    {
        qint64 now = 0;
        const auto server = limitOf(100'000, now);
        const auto user = limitOf(20'000, now);
        struct Party
        {
            SpeedLimits limits;
            qint64 asksAt = 0;
            qint64 moved = 0;
        };
        std::array<Party, 3> parties;
        for (Party &party : parties)
            party.limits.add(server);
        parties[0].limits.add(user);
        parties[1].limits.add(user);
        for (; now < 20'000; ++now)
            for (Party &party : parties) {
                if (now < party.asksAt)
                    continue;
                const qint64 bytes = std::min(party.limits.available(), qint64{64 * 1024});
                if (bytes == 0) {
                    party.asksAt = now + party.limits.wait().count();
                    continue;
                }
                party.limits.take(bytes);
                party.moved += bytes;
            }
        QVERIFY(std::abs(parties[0].moved - 200'000) < 10'000);
        QVERIFY(std::abs(parties[1].moved - 200'000) < 10'000);
        QVERIFY2(parties[2].moved > 1'500'000, qPrintable(QString::number(parties[2].moved)));
    }

    void threadsShareOneLimit()
    {
        constexpr qint64 rate = 20'000'000;
        const auto limit = std::make_shared<SpeedLimit>(rate);
        std::array<qint64, 4> moved{};
        std::vector<std::thread> threads;
        QElapsedTimer watch;
        watch.start();
        for (qint64 &bytes : moved)
            threads.emplace_back([&bytes, limit] {
                const QDeadlineTimer end(500);
                while (!end.hasExpired()) {
                    SpeedShare share(limit);  // they come and go
                    for (int piece = 0; piece < 100; ++piece) {
                        const qint64 count = std::min(share.available(), qint64{64 * 1024});
                        share.take(count);
                        bytes += count;
                        if (count == 0 && share.wait() > std::chrono::milliseconds(1))
                            std::this_thread::yield();
                    }
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        qint64 all = 0;
        for (const qint64 bytes : moved) {
            QVERIFY(bytes > 0);
            all += bytes;
        }
        QVERIFY(all <= rate * (watch.elapsed() + 200) / 1000);
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
