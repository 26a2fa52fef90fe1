// SPDX-License-Identifier: GPL-3.0-or-later
// Which interrupted uploads are of no use any more because their user has stored or deleted the
// name.
#include "support/test_main.h"
#include "transfer/settled_names.h"

#include <QTest>

using namespace cosftp;

namespace {

const UploadPlace place{"b-1250000000", "ann", "f.tmp"};

QDateTime at(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(1'800'000'000'000 + ms, Qt::UTC); }

SettledNames::Beginning overNothing(qint64 ms) { return {{}, at(ms)}; }

}  // namespace

class SettledNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBeganElsewhereBeforeIsSettled_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<qint64>("began");  // ms, the name was stored at 0
        QTest::addColumn<bool>("isSettled");
        QTest::newRow("before") << QByteArray() << qint64{-2000} << true;
        QTest::newRow("before, as far as is known") << QByteArray() << qint64{-1999} << false;
        QTest::newRow("after") << QByteArray() << qint64{1} << false;
        QTest::newRow("before, over an object") << QByteArray("v1") << qint64{-2000} << false;
    }
    void whatBeganElsewhereBeforeIsSettled()
    {
        QFETCH(const QByteArray, base);
        QFETCH(const qint64, began);
        QFETCH(const bool, isSettled);
        SettledNames names;
        names.note(place, at(0));
        QCOMPARE(names.isSettledSince(place, {base, at(began)}), isSettled);
    }
    void whatBeganHereBeforeIsSettledWhateverTheStoresClockSays()
    {
        SettledNames names;
        const auto before = SettledNames::Clock::now();
        names.note(place, at(0));
        QVERIFY(names.isSettledSince(place, before));
        QVERIFY(
            !names.isSettledSince(place, SettledNames::Clock::now() + std::chrono::nanoseconds(1)));
    }
    void whatWasDescribedWithoutItsBeginningIsNot()
    {
        SettledNames names;
        names.note(place, at(0));
        QVERIFY(!names.isSettledSince(place, SettledNames::Beginning{}));
    }
    void othersNamesAreNot()
    {
        SettledNames names;
        names.note(place, at(0));
        for (const UploadPlace &other : {UploadPlace{place.bucket, "ben", place.key},
                                         UploadPlace{place.bucket, place.user, "g"},
                                         UploadPlace{"c-1250000000", place.user, place.key}}) {
            QVERIFY(!names.isSettledSince(other, overNothing(-9000)));
            QVERIFY(!names.isSettledSince(other, SettledNames::Clock::time_point()));
        }
    }
    void theLastTimeCounts()
    {
        SettledNames names;
        names.note(place, at(0));
        names.note(place, at(5000));
        QVERIFY(names.isSettledSince(place, overNothing(3000)));
        QVERIFY(!names.isSettledSince(place, overNothing(3001)));
    }
    void theOldestIsForgottenFirst()
    {
        const UploadPlace other{place.bucket, "ben", place.key};
        SettledNames names;
        names.note(place, at(0));
        names.note(other, at(1));
        names.note(place, at(2));
        for (int count = 0; count < 19'999; ++count)
            names.note({"b", "u", QByteArray::number(count)}, at(3));
        QVERIFY(names.isSettledSince(place, overNothing(-9000)));
        QVERIFY(!names.isSettledSince(other, overNothing(-9000)));
    }
};

COSFTP_TEST(SettledNamesTest)
#include "settled_names_test.moc"
