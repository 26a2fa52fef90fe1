// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/object_store.h"
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
    void everyPartIsWithinTheStoresLimitsAndNeverSmallerThanTheOneBefore()
    {
        qint64 before = 0;
        for (int number = 1; number <= ObjectStore::maxParts; ++number) {
            const qint64 target = partTargetBytes(number, 2 * mebibyte);
            const qint64 floor = partFloorBytes(number, 2 * mebibyte);
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
        QVERIFY(targets > 28 * tebibyte);
        QVERIFY(targets <= ObjectStore::maxObjectBytes);
        QVERIFY(floors > 3 * tebibyte);
    }

    void partsOfTheLargestSizeReachTheStoresLimitExactly()
    {
        QCOMPARE(partTargetBytes(1, ObjectStore::maxSingleBytes), ObjectStore::maxSingleBytes);
        QCOMPARE(ObjectStore::maxSingleBytes * ObjectStore::maxParts, ObjectStore::maxObjectBytes);
    }

    void steps_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<qint64>("target");
        QTest::addColumn<qint64>("floor");
        QTest::newRow("first") << 1 << 8 * mebibyte << mebibyte;
        QTest::newRow("last of the first step") << 500 << 8 * mebibyte << mebibyte;
        QTest::newRow("second step") << 501 << 16 * mebibyte << 2 * mebibyte;
        QTest::newRow("third step") << 1001 << 32 * mebibyte << 4 * mebibyte;
        QTest::newRow("last") << 10000 << ObjectStore::maxSingleBytes << 640 * mebibyte;
    }
    void steps()
    {
        QFETCH(const int, number);
        QTEST(partTargetBytes(number, 2 * mebibyte), "target");
        QTEST(partFloorBytes(number, 2 * mebibyte), "floor");
    }
};

QTEST_GUILESS_MAIN(PartScheduleTest)
#include "part_schedule_test.moc"
