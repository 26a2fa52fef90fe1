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

bool isSettled(const SettledNames &names, const UploadPlace &where, qint64 began)
{
    return names.isSettledSince(where, {}, at(began));
}

}  // namespace

class SettledNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBeganBeforeIsSettled_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<qint64>("began");  // ms, the name was stored at 0
        QTest::addColumn<bool>("isSettled");
        QTest::newRow("before") << QByteArray() << qint64{-2000} << true;
        QTest::newRow("before, as far as is known") << QByteArray() << qint64{-1999} << false;
        QTest::newRow("after") << QByteArray() << qint64{1} << false;
        QTest::newRow("before, over an object") << QByteArray("v1") << qint64{-2000} << false;
    }
    void whatBeganBeforeIsSettled()
    {
        QFETCH(const QByteArray, base);
        QFETCH(const qint64, began);
        QFETCH(const bool, isSettled);
        SettledNames names;
        names.note(place, at(0));
        QCOMPARE(names.isSettledSince(place, base, at(began)), isSettled);
    }
    void whatWasDescribedWithoutItsBeginningIsNot()
    {
        SettledNames names;
        names.note(place, at(0));
        QVERIFY(!names.isSettledSince(place, {}, {}));
    }
    void othersNamesAreNot()
    {
        SettledNames names;
        names.note(place, at(0));
        for (const UploadPlace &other : {UploadPlace{place.bucket, "ben", place.key},
                                         UploadPlace{place.bucket, place.user, "g"},
                                         UploadPlace{"c-1250000000", place.user, place.key}})
            QVERIFY(!isSettled(names, other, -9000));
    }
    void theLastTimeCounts()
    {
        SettledNames names;
        names.note(place, at(0));
        names.note(place, at(5000));
        QVERIFY(isSettled(names, place, 3000));
        QVERIFY(!isSettled(names, place, 3001));
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
        QVERIFY(isSettled(names, place, -9000));
        QVERIFY(!isSettled(names, other, -9000));
    }
};

COSFTP_TEST(SettledNamesTest)
#include "settled_names_test.moc"
