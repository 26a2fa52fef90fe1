// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "uploader.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

const QByteArray oldContent = "what was there before";

struct Bench
{
    FakeStore store;
    TransferBudgets budgets = budgetsOf(64 * mebibyte);
    Bench() { store.addObject("a", oldContent); }

    [[nodiscard]] bool isUntouched() const
    {
        return store.content("a") == oldContent && store.openUploads() == 0
               && budgets.memory->used() == 0 && budgets.partsInFlight->used() == 0;
    }
};

}  // namespace

class UploadFailuresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailureOfAnyCallLeavesTheOldObject_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<int>("verb");
        QTest::addColumn<int>("nth");
        QTest::newRow("put") << 10LL << static_cast<int>(Verb::Put) << 1;
        QTest::newRow("initiate") << 20 * mebibyte << static_cast<int>(Verb::Initiate) << 1;
        for (int nth = 1; nth <= 5; ++nth)
            QTest::addRow("part %d", nth)
                << 40 * mebibyte << static_cast<int>(Verb::PutPart) << nth;
        QTest::newRow("complete") << 20 * mebibyte << static_cast<int>(Verb::Complete) << 1;
    }
    void aFailureOfAnyCallLeavesTheOldObject()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const int, verb);
        QFETCH(const int, nth);
        Bench bench;
        bench.store.fail(static_cast<Verb>(verb), nth, Failure::of(Code::Busy));
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(sizeBytes));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(!uploader.outcome->has_value());
        QCOMPARE(uploader.outcome->error().code, Code::Busy);
        QTRY_VERIFY(bench.isUntouched());
        QVERIFY(uploader.upload().space().empty());
        QCOMPARE(uploader.finishedCount, 1);
    }

    void aClientThatVanishesAtAnyStepLeavesTheOldObject_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<int>("heldVerb");
        QTest::addColumn<bool>("isAbandoned");
        for (const bool isAbandoned : {false, true}) {
            const char *how = isAbandoned ? "abandoned" : "deleted";
            QTest::addRow("%s before any byte", how) << 0LL << -1 << isAbandoned;
            QTest::addRow("%s in the first part", how) << 3 * mebibyte << -1 << isAbandoned;
            QTest::addRow("%s while initiating", how)
                << 20 * mebibyte << static_cast<int>(Verb::Initiate) << isAbandoned;
            QTest::addRow("%s while parts are sent", how)
                << 60 * mebibyte << static_cast<int>(Verb::PutPart) << isAbandoned;
        }
    }
    void aClientThatVanishesAtAnyStepLeavesTheOldObject()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const int, heldVerb);
        QFETCH(const bool, isAbandoned);
        Bench bench;
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(sizeBytes));
        uploader.endsByItself = false;
        if (heldVerb >= 0)
            bench.store.hold(static_cast<Verb>(heldVerb));
        uploader.feed();
        if (heldVerb >= 0)
            QTRY_VERIFY(bench.store.waiting(static_cast<Verb>(heldVerb)) > 0);
        if (isAbandoned)
            uploader.upload().abandon(Failure::of(Code::Cancelled));
        else
            uploader.vanish();
        bench.store.releaseAll();
        QTRY_VERIFY(bench.isUntouched());
        if (isAbandoned) {
            QTRY_VERIFY(uploader.outcome.has_value());
            QCOMPARE(uploader.outcome->error().code, Code::Cancelled);
        }
        if (heldVerb >= 0)
            QTRY_COMPARE(bench.store.requests(Verb::Abort), 1);
        QCOMPARE(bench.store.requests(Verb::Complete), 0);
        QCOMPARE(bench.store.requests(Verb::Put), 0);
    }

    void aJobDeletedWhileItPublishesLeavesNothingHalf_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<int>("verb");
        QTest::newRow("put") << 10LL << static_cast<int>(Verb::Put);
        QTest::newRow("complete") << 20 * mebibyte << static_cast<int>(Verb::Complete);
    }
    void aJobDeletedWhileItPublishesLeavesNothingHalf()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const int, verb);
        Bench bench;
        bench.store.hold(static_cast<Verb>(verb));
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(sizeBytes));
        uploader.feed();
        QTRY_COMPARE(bench.store.waiting(static_cast<Verb>(verb)), 1);
        uploader.vanish();
        bench.store.releaseAll();
        QTRY_VERIFY(bench.isUntouched());
    }

    void abandoningAfterThePublishingRequestChangesNothing_data()
    {
        aJobDeletedWhileItPublishesLeavesNothingHalf_data();
    }
    void abandoningAfterThePublishingRequestChangesNothing()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const int, verb);
        Bench bench;
        bench.store.hold(static_cast<Verb>(verb));
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(sizeBytes));
        uploader.feed();
        QTRY_COMPARE(bench.store.waiting(static_cast<Verb>(verb)), 1);
        uploader.upload().abandon(Failure::of(Code::Cancelled));
        bench.store.releaseAll();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QCOMPARE(bench.store.content("a").size(), sizeBytes);
    }

    void abandoningAfterTheInputButBeforeTheCompletionPublishesNothing()
    {
        Bench bench;
        bench.store.hold(Verb::PutPart);
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(20 * mebibyte));
        uploader.feed();
        QTRY_COMPARE(bench.store.waiting(Verb::PutPart), 2);
        QVERIFY(uploader.allGiven());
        uploader.upload().abandon(Failure::of(Code::Cancelled));
        bench.store.releaseAll();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(!uploader.outcome->has_value());
        QTRY_VERIFY(bench.isUntouched());
    }

    void aStoreThatVanishesFailsTheUpload_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<int>("verb");
        QTest::newRow("put") << 10LL << static_cast<int>(Verb::Put);
        QTest::newRow("initiate") << 20 * mebibyte << static_cast<int>(Verb::Initiate);
        QTest::newRow("part") << 20 * mebibyte << static_cast<int>(Verb::PutPart);
        QTest::newRow("complete") << 20 * mebibyte << static_cast<int>(Verb::Complete);
    }
    void aStoreThatVanishesFailsTheUpload()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const int, verb);
        Bench bench;
        bench.store.hold(static_cast<Verb>(verb));
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(sizeBytes));
        uploader.feed();
        QTRY_VERIFY(bench.store.waiting(static_cast<Verb>(verb)) > 0);
        bench.store.vanish();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(!uploader.outcome->has_value());
        QCOMPARE(uploader.outcome->error().code, Code::Network);
        QCOMPARE(bench.store.content("a"), oldContent);
        QCOMPARE(bench.budgets.memory->used(), 0);
    }

    void bytesDamagedOnceAreSentAgain_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<int>("verb");
        QTest::newRow("whole object") << 1000LL << static_cast<int>(Verb::Put);
        QTest::newRow("part") << 20 * mebibyte << static_cast<int>(Verb::PutPart);
    }
    void bytesDamagedOnceAreSentAgain()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const int, verb);
        Bench bench;
        bench.store.corruptBody(static_cast<Verb>(verb), 1);
        const QByteArray content = patternOf(sizeBytes);
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, content);
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QVERIFY(bench.store.content("a") == content);
    }

    void aPartDamagedTwiceFailsTheUpload()
    {
        Bench bench;
        for (int nth = 1; nth <= 6; ++nth)
            bench.store.corruptBody(Verb::PutPart, nth);
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(20 * mebibyte));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QCOMPARE(uploader.outcome->error().code, Code::Corrupt);
        QTRY_VERIFY(bench.isUntouched());
    }

    void aDamagedObjectIsNeverLeftAsIfItWereWhole_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::newRow("one request") << 1000LL;
        QTest::newRow("parts") << 20 * mebibyte;
    }
    void aDamagedObjectIsNeverLeftAsIfItWereWhole()
    {
        QFETCH(const qint64, sizeBytes);
        Bench bench;
        for (const Verb verb : {Verb::Put, Verb::Complete})
            bench.store.loseAnswer(verb, 1, fake::damaged());
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, patternOf(sizeBytes));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QCOMPARE(uploader.outcome->error().code, Code::Corrupt);
        QTRY_VERIFY(!bench.store.has("a"));
    }

    void moreThanTheLimitIsRefusedAndNothingStored_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<qint64>("maxBytes");
        QTest::addColumn<bool>("isStored");
        QTest::newRow("at the limit") << 100LL << 100LL << true;
        QTest::newRow("one byte more") << 101LL << 100LL << false;
        QTest::newRow("at the limit in parts") << 20 * mebibyte << 20 * mebibyte << true;
        QTest::newRow("more in parts") << 20 * mebibyte + 1 << 20 * mebibyte << false;
    }
    void moreThanTheLimitIsRefusedAndNothingStored()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const bool, isStored);
        QFETCH(const qint64, maxBytes);
        Bench bench;
        UploadRequest request{"a", {}};
        request.maxBytes = maxBytes;
        Uploader uploader(bench.store, bench.budgets, request, patternOf(sizeBytes));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QCOMPARE(uploader.outcome->has_value(), isStored);
        if (!isStored) {
            QCOMPARE(uploader.outcome->error().code, Code::TooLarge);
            QTRY_VERIFY(bench.isUntouched());
        }
    }

    void anUploadThatWaitsForMemoryCanBeAbandoned()
    {
        Bench bench;
        BudgetGrant all = bench.budgets.memory->tryTake(64 * mebibyte);
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, "data");
        uploader.feed();
        QCOMPARE(bench.budgets.memory->waiting(), 1);
        uploader.upload().abandon(Failure::of(Code::Cancelled));
        QTRY_VERIFY(uploader.outcome.has_value());
        QCOMPARE(bench.budgets.memory->waiting(), 0);
        all.release();
        QVERIFY(bench.isUntouched());
    }

    void finishingTwiceOrAbandoningTwiceIsHarmless()
    {
        Bench bench;
        Uploader uploader(bench.store, bench.budgets, {"a", {}}, "data");
        uploader.feed();
        uploader.upload().finishInput();
        uploader.upload().abandon(Failure::of(Code::Cancelled));
        uploader.upload().abandon(Failure::of(Code::Cancelled));
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QCoreApplication::processEvents();
        QCOMPARE(uploader.finishedCount, 1);
        QCOMPARE(bench.store.requests(Verb::Put), 1);
    }
};

COSFTP_TEST(UploadFailuresTest)
#include "upload_failures_test.moc"
