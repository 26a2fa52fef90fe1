// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_ledger.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {

QByteArray etagOf(int number)
{
    return '"' + QByteArray::number(number).rightJustified(32, 'a') + '"';
}

ObjectVersion versionOf(const QByteArray &etag, qint64 sizeBytes = 5,
                        std::optional<quint64> crc64 = 7)
{
    return {etag, sizeBytes, crc64, {}};
}

bool isSame(const ObjectVersion &first, const ObjectVersion &second)
{
    return first.etag == second.etag && first.sizeBytes == second.sizeBytes
           && first.crc64 == second.crc64 && first.notAfter == second.notAfter;
}

}  // namespace

class FolderLedgerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isFoundByItsNameWhateverTheOrder()
    {
        FolderLedger ledger;
        for (const char *name : {"b", "", "a/\xc3\xa9", "a/", "a", "a/z"})
            ledger.add(name, etagOf(1), 1);
        ledger.sort();
        QCOMPARE(ledger.count(), 6);
        for (const char *name : {"b", "", "a/\xc3\xa9", "a/", "a", "a/z"}) {
            const auto number = ledger.find(name);
            QVERIFY(number.has_value());
            QCOMPARE(ledger.name(*number), QByteArray(name));
        }
        QVERIFY(!ledger.find("a/zz"));
        QVERIFY(!ledger.find("c"));
        QCOMPARE(ledger.longestName(), 4);
    }

    // 651 bytes of a rename before.
    void anObjectCostsLittleMoreThanItsName()
    {
        qint64 told = 0;
        FolderLedger ledger([&told](qint64 bytes) {
            told = bytes;
            return true;
        });
        constexpr int count = 99'000;
        for (int number = 0; number < count; ++number)
            ledger.add("file-" + QByteArray::number(number), etagOf(number), 1);
        ledger.sort();
        for (int number = 0; number < count; ++number) {
            const ObjectVersion source = versionOf(ledger.etag(number));
            ledger.begin(number, source);
            ledger.confirm(number, source, source);
        }
        QVERIFY(ledger.mayBeHeld());
        QCOMPARE(told, ledger.bytes());
        const qint64 each = told / count;
        qInfo("%lld bytes for each object, its name of 10 included", each);
        QVERIFY(each <= 110);
    }

    void thatItIsTooMuchIsTold()
    {
        FolderLedger ledger([](qint64 bytes) { return bytes < 100'000; });
        ledger.add("a", etagOf(1), 1);
        QVERIFY(ledger.mayBeHeld());
        for (int number = 0; number < 2000; ++number)
            ledger.add(QByteArray::number(number), etagOf(number), 1);
        QVERIFY(!ledger.mayBeHeld());
    }

    void aCopyIsWhatItWasMadeOfUntilTheStoreConfirmsIt()
    {
        FolderLedger ledger;
        ledger.add("a", etagOf(1), 1);
        ledger.add("b", {}, 0);
        ledger.sort();
        QVERIFY(ledger.copies(0).isEmpty());
        const ObjectVersion first = versionOf(etagOf(1), 10, {});
        const ObjectVersion second = versionOf(etagOf(2), 20, 3);
        ledger.begin(0, first);
        QCOMPARE(ledger.copies(0).size(), 1);
        ledger.begin(0, second);  // the object was changed before the first copy
        QCOMPARE(ledger.copies(0).size(), 2);
        QVERIFY(isSame(ledger.copies(0).first(), first));
        QVERIFY(isSame(ledger.copies(0).last(), second));
        QVERIFY(!ledger.isConfirmed(0));
        QCOMPARE(ledger.confirmed(), 0);

        ObjectVersion copy = versionOf(etagOf(3), 20, 3);
        copy.notAfter = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
        ledger.confirm(0, second, copy);
        QVERIFY(ledger.isConfirmed(0));
        QCOMPARE(ledger.confirmed(), 1);
        QCOMPARE(ledger.copies(0).size(), 1);
        QVERIFY(isSame(ledger.copies(0).first(), copy));
        QVERIFY(isSame(ledger.source(0), second));
        QVERIFY(ledger.copies(1).isEmpty());
        QCOMPARE(ledger.name(0), QByteArray("a"));
        QCOMPARE(ledger.name(1), QByteArray("b"));

        ledger.forget(0);
        QVERIFY(ledger.copies(0).isEmpty());
        QCOMPARE(ledger.confirmed(), 0);
    }

    void theLastOnesCanBeDropped()
    {
        FolderLedger ledger;
        for (int number = 0; number < 10; ++number)
            ledger.add(QByteArray::number(number), etagOf(number), number);
        ledger.dropLast(3);
        QCOMPARE(ledger.count(), 7);
        QCOMPARE(ledger.name(6), QByteArray("6"));
        QCOMPARE(ledger.etag(6), etagOf(6));
        ledger.dropLast(7);
        QCOMPARE(ledger.count(), 0);
        ledger.add("again", etagOf(1), 1);
        QCOMPARE(ledger.name(0), QByteArray("again"));
    }
};

COSFTP_TEST(FolderLedgerTest)
#include "folder_ledger_test.moc"
