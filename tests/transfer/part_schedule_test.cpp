// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/object_store.h"
#include "support/test_main.h"
#include "transfer/part_schedule.h"

#include <QTest>

using namespace cosftp;

namespace {
constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 tebibyte = mebibyte * mebibyte;
}  // namespace

class PartScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartIsWithinTheStoresLimitsAndNeverSmallerThanTheOneBefore_data()
    {
        QTest::addColumn<qint64>("first");
        for (const qint64 first : {qint64{0}, qint64{1}, mebibyte, 8 * mebibyte, 1024 * mebibyte})
            QTest::addRow("%lld", first) << first;
    }
    void everyPartIsWithinTheStoresLimitsAndNeverSmallerThanTheOneBefore()
    {
        QFETCH(const qint64, first);
        qint64 before = 0;
        for (int number = 1; number <= ObjectStore::maxParts; ++number) {
            const qint64 target = partTargetBytes(number, first);
            const qint64 floor = partFloorBytes(number, first);
            QVERIFY(target >= before);
            QVERIFY(target <= ObjectStore::maxSingleBytes);
            QVERIFY(floor >= ObjectStore::minPartBytes);
            QVERIFY(floor <= target);
            before = target;
        }
    }

    void allPartsTogetherReachTensOfTebibytes()
    {
        qint64 targets = 0;
        qint64 floors = 0;
        for (int number = 1; number <= ObjectStore::maxParts; ++number) {
            targets += partTargetBytes(number, 0);
            floors += partFloorBytes(number, 0);
        }
        QVERIFY(targets > 40 * tebibyte);
        QVERIFY(targets <= ObjectStore::maxObjectBytes);
        QVERIFY(floors > 5 * tebibyte);
    }

    void partsOfTheLargestSizeReachTheStoresLimitExactly()
    {
        QCOMPARE(partTargetBytes(1, ObjectStore::maxSingleBytes), ObjectStore::maxSingleBytes);
        QCOMPARE(ObjectStore::maxSingleBytes * ObjectStore::maxParts, ObjectStore::maxObjectBytes);
    }

    void aStreamOfKnownLengthReachesTheStoresLimit()
    {
        const qint64 part = partBytesForStreamOf(ObjectStore::maxObjectBytes);
        qint64 total = 0;
        for (int number = 1; number <= ObjectStore::maxParts; ++number)
            total += partTargetBytes(number, part);
        QCOMPARE(total, ObjectStore::maxObjectBytes);
        QCOMPARE(partBytesForStreamOf(1), 1);
    }

    // Printed, because it is what an operator asks: how long may a stream be with so much memory?
    void memorySetsTheRealLimit()
    {
        qint64 before = 0;
        for (const qint64 memory :
             {16 * mebibyte, 128 * mebibyte, 1024 * mebibyte, 4096 * mebibyte, 10240 * mebibyte}) {
            const qint64 reach = reachBytes(0, memory);
            qInfo("memory_budget %6lld MiB: parts up to %5lld MiB, a stream of unknown length up "
                  "to %.2f TiB",
                  memory / mebibyte, std::min(memory / 2, ObjectStore::maxSingleBytes) / mebibyte,
                  static_cast<double>(reach) / static_cast<double>(tebibyte));
            QVERIFY(reach > before);
            QVERIFY(reach <= 10000 * std::max(memory / 2, 8 * mebibyte));
            before = reach;
        }
        QVERIFY(reachBytes(0, 128 * mebibyte) > 580LL * 1024 * mebibyte);
        QCOMPARE(reachBytes(0, 2 * ObjectStore::maxSingleBytes), before);
    }

    void theSmallestPartMayBeChosen()
    {
        QCOMPARE(partTargetBytes(1, mebibyte), mebibyte);
        QCOMPARE(partTargetBytes(201, 2 * mebibyte), 4 * mebibyte);
        QCOMPARE(partTargetBytes(1, 20 * mebibyte), 20 * mebibyte);
        QCOMPARE(partTargetBytes(1, 10), ObjectStore::minPartBytes);
        QVERIFY(reachBytes(mebibyte, 128 * mebibyte) > 500LL * 1024 * mebibyte);
    }

    void steps_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<qint64>("target");
        QTest::addColumn<qint64>("floor");
        QTest::newRow("first") << 1 << 8 * mebibyte << mebibyte;
        QTest::newRow("last of the first step") << 200 << 8 * mebibyte << mebibyte;
        QTest::newRow("second step") << 201 << 16 * mebibyte << 2 * mebibyte;
        QTest::newRow("third step") << 401 << 32 * mebibyte << 4 * mebibyte;
        QTest::newRow("last") << 10000 << ObjectStore::maxSingleBytes << 640 * mebibyte;
    }
    void steps()
    {
        QFETCH(const int, number);
        QTEST(partTargetBytes(number, 0), "target");
        QTEST(partFloorBytes(number, 0), "floor");
    }
};

COSFTP_TEST(PartScheduleTest)
#include "part_schedule_test.moc"
