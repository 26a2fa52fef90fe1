// SPDX-License-Identifier: GPL-3.0-or-later
// An upload that did not end stays in the bucket and goes on, in another process too: nothing but
// the bucket is carried from one half of a test to the other.
#include "parking_support.h"
#include "support/test_main.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class ParkingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTailIsKeptWhenTheStoreTakesIt_data()
    {
        QTest::addColumn<qint64>("sent");
        QTest::addColumn<qint64>("kept");
        QTest::newRow("nothing came") << 0LL << 0LL;
        QTest::newRow("too little for a part") << mebibyte - 1 << 0LL;
        QTest::newRow("just enough for one part") << mebibyte << mebibyte;
        QTest::newRow("most of the first part") << 5 * mebibyte + 7 << 5 * mebibyte + 7;
        QTest::newRow("a part and a small tail") << 8 * mebibyte + 1000 << 8 * mebibyte;
        QTest::newRow("two parts and a tail") << 19 * mebibyte << 19 * mebibyte;
    }
    void theTailIsKeptWhenTheStoreTakesIt()
    {
        QFETCH(const qint64, sent);
        QFETCH(const qint64, kept);
        FakeStore store;
        store.addObject("a", oldContent);
        const Process process;
        QCOMPARE(parkAfter(store, process, process.request(), patternOf(sent)), kept);
        QCOMPARE(store.content("a"), oldContent);
        QCOMPARE(store.openUploads(), kept > 0 ? 1 : 0);
        QCOMPARE(process.budgets.memory->used(), 0);
        QCOMPARE(process.budgets.partsInFlight->used(), 0);
        const auto found = Process().find(store);
        QVERIFY(found);
        QCOMPARE(found->has_value() ? (*found)->sizeBytes() : 0, kept);
    }

    void anotherProcessGoesOnAndTheWholeIsChecked()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const QByteArray content = patternOf(50 * mebibyte + 5);
        const Process first;
        const qint64 kept = parkAfter(store, first, first.request(), content.first(21 * mebibyte));
        QCOMPARE(kept, 21 * mebibyte);
        const Process second;
        UploadRequest request = second.goingOnWith(*second.find(store).value());
        const Result<StoredObject> stored = sendAll(store, second, request, content.sliced(kept));
        QVERIFY(stored);
        QVERIFY(store.content("a") == content);
        QCOMPARE(store.openUploads(), 0);
        QTRY_COMPARE(store.keys(), (QList<QByteArray>{"a"}));  // nothing of ours is left
        QVERIFY(!second.find(store)->has_value());
    }

    void anUploadMayBeInterruptedAgainAndAgain()
    {
        FakeStore store;
        const QByteArray content = patternOf(30 * mebibyte);
        qint64 kept = 0;
        for (const qint64 upTo : {3 * mebibyte, 9 * mebibyte + 5, 12 * mebibyte, 25 * mebibyte}) {
            const Process process;
            const UploadRequest request =
                kept > 0 ? process.goingOnWith(*process.find(store).value()) : process.request();
            kept = parkAfter(store, process, request, content.mid(kept, upTo - kept));
            QCOMPARE(kept, upTo);
            QCOMPARE(store.openUploads(), 1);
        }
        const Process last;
        UploadRequest request = last.goingOnWith(*last.find(store).value());
        QVERIFY(sendAll(store, last, request, content.sliced(kept)));
        QVERIFY(store.content("a") == content);
    }

    void goingOnWithNothingMoreCompletesWhatIsThere()
    {
        FakeStore store;
        const QByteArray content = patternOf(9 * mebibyte);
        const Process process;
        QCOMPARE(parkAfter(store, process, process.request(), content), content.size());
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QVERIFY(sendAll(store, process, request, {}));
        QVERIFY(store.content("a") == content);
    }

    void goingOnAtAnEarlierBorderDropsWhatLiesBehind()
    {
        FakeStore store;
        const QByteArray content = patternOf(24 * mebibyte);
        QByteArray other = content;
        other.replace(16 * mebibyte, 8 * mebibyte, patternOf(8 * mebibyte, 99));
        const Process process;
        parkAfter(store, process, process.request(), content);
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QCOMPARE(request.goesOn->borderBelow(16 * mebibyte + 5), 16 * mebibyte);
        request.goesOn->truncate(16 * mebibyte + 5);
        QVERIFY(sendAll(store, process, request, other.sliced(16 * mebibyte)));
        QVERIFY(store.content("a") == other);
    }

    void anObjectThatWasReplacedMeanwhileIsNotReplacedByAnUploadThatGoesOn()
    {
        FakeStore store;
        store.addObject("a", oldContent);
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        const UploadRequest request = process.goingOnWith(*process.find(store).value());
        store.addObject("a", "newer");
        const Result<StoredObject> stored = sendAll(store, process, request, "the rest");
        QVERIFY(!stored);
        QCOMPARE(stored.error().code, Code::Changed);
        QCOMPARE(store.content("a"), QByteArray("newer"));
        QTRY_COMPARE(store.openUploads(), 0);  // what it stood on is gone
        QTRY_COMPARE(store.keys(), QList<QByteArray>{"a"});
    }

    void aWholeUploadClearsAwayWhatWasInterruptedBefore_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::newRow("one request") << 100LL;
        QTest::newRow("parts") << 20 * mebibyte;
    }
    void aWholeUploadClearsAwayWhatWasInterruptedBefore()
    {
        QFETCH(const qint64, sizeBytes);
        FakeStore store;
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        QVERIFY(sendAll(store, process, process.request(), patternOf(sizeBytes, 3)));
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_COMPARE(store.keys(), (QList<QByteArray>{"a"}));
        QVERIFY(process.index->below("b-1", "anna", {}).isEmpty());
    }

    void aFailedTryToGoOnKeepsWhatWasThere()
    {
        FakeStore store;
        const Process process;
        parkAfter(store, process, process.request(), patternOf(9 * mebibyte));
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        Failure busy = Failure::of(Code::Busy);
        busy.retryable = true;
        store.fail(Verb::PutPart, 1, busy);
        QVERIFY(!sendAll(store, process, request, patternOf(20 * mebibyte, 2)));
        QCOMPARE(store.openUploads(), 1);
        QVERIFY(process.find(store).value()->sizeBytes() >= 9 * mebibyte);
    }

    void aRefusalInTheMiddleKeepsWhatCameBefore()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::PutPart, 2, Failure::of(Code::Denied));  // a key that was just rotated
        QVERIFY(!sendAll(store, process, process.request(), patternOf(30 * mebibyte)));
        QCOMPARE(store.openUploads(), 1);
        QVERIFY(process.find(store).value()->sizeBytes() >= 8 * mebibyte);
    }

    void rightsThatAreMissingFromTheStartKeepNothing()
    {
        FakeStore store;
        const Process process;
        for (int nth = 1; nth <= 20; ++nth)
            store.fail(Verb::PutPart, nth, Failure::of(Code::Denied));
        QVERIFY(!sendAll(store, process, process.request(), patternOf(30 * mebibyte)));
        QTRY_COMPARE(store.openUploads(), 0);
        QTRY_VERIFY(store.keys().isEmpty());
    }

    void damageKeepsNothing()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::PutPart, 2, Failure::of(Code::Corrupt));
        QVERIFY(!sendAll(store, process, process.request(), patternOf(30 * mebibyte)));
        QTRY_COMPARE(store.openUploads(), 0);
    }

    void aLostCompletionCanBeRepeatedByTheClient()
    {
        FakeStore store;
        const Process process;
        const QByteArray content = patternOf(20 * mebibyte);
        store.fail(Verb::Complete, 1, fake::gone());
        QVERIFY(!sendAll(store, process, process.request(), content));
        QCOMPARE(process.find(store).value()->sizeBytes(), content.size());
        UploadRequest request = process.goingOnWith(*process.find(store).value());
        QVERIFY(sendAll(store, process, request, {}));
        QVERIFY(store.content("a") == content);
    }

    void withoutItsDescriptionNothingIsKept()
    {
        FakeStore store;
        const Process process;
        store.fail(Verb::Put, 1, Failure::of(Code::Denied));
        QCOMPARE(parkAfter(store, process, process.request(), patternOf(9 * mebibyte)), 0);
        QTRY_COMPARE(store.openUploads(), 0);
    }

    void aPartIsTriedAgainForALongTime()
    {
        FakeStore store;
        const Process process;
        Failure busy = Failure::of(Code::Busy);
        busy.retryable = true;
        busy.httpStatus = 503;
        for (int nth = 1; nth <= 4; ++nth)
            store.fail(Verb::PutPart, nth, busy);
        UploadRequest request = process.request();
        request.retryTime = std::chrono::minutes(3);
        const QByteArray content = patternOf(20 * mebibyte);
        QVERIFY(sendAll(store, process, request, content));
        QVERIFY(store.content("a") == content);
        QVERIFY(store.requests(Verb::PutPart) >= 7);
    }
};

COSFTP_TEST(ParkingTest)
#include "parking_test.moc"
