// SPDX-License-Identifier: GPL-3.0-or-later
// Renaming and removing whole folders: the journal, what a crash leaves, a store that is busy.
#include "jobs_fixture.h"
#include "support/test_main.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class FolderJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theJournalIsThereWhileItRunsAndGoneAfterwards()
    {
        JobsFixture f;
        f.store.hold(Verb::Copy);
        std::optional<Outcome> outcome;
        f.tree.rename(at("/from"), at("/to"), &f.session,
                      [&](const Outcome &result) { outcome = result; });
        QTRY_VERIFY(f.store.waiting(Verb::Copy) > 0);
        QCOMPARE(f.journals().size(), 1);
        const auto record = parseJournal(f.store.content(f.journals().first()));
        QVERIFY(record);
        QCOMPARE(record->from, QByteArray("from/"));
        QCOMPARE(record->to, QByteArray("to/"));
        QVERIFY(!record->isDecided);
        f.store.releaseAll();
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(*outcome);
        QTRY_COMPARE(f.journals().size(), 0);
        QCOMPARE(f.files(), namesIn("to"));
    }
    void aJournalIsReadBackAsItWasWritten()
    {
        const JournalRecord record{"id", "a \"b\"/\xe8\x85\xbe/", "c/", true,
                                   QDateTime::fromSecsSinceEpoch(5, Qt::UTC)};
        const auto back = parseJournal(journalJson(record));
        QVERIFY(back);
        QVERIFY(*back == record);
    }
    void whatIsNoJournalIsNotActedUpon_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no json") << QByteArray("from to");
        QTest::newRow("no slash") << journalJson({"i", "from", "to/", true, {}});
        QTest::newRow("whole bucket") << journalJson({"i", "/", "to/", true, {}});
        QTest::newRow("no source") << journalJson({"i", "", "to/", true, {}});
        QTest::newRow("inside itself") << journalJson({"i", "a/", "a/b/", true, {}});
        QTest::newRow("around itself") << journalJson({"i", "a/b/", "a/", false, {}});
    }
    void whatIsNoJournalIsNotActedUpon()
    {
        QFETCH(const QByteArray, json);
        QVERIFY(!parseJournal(json));
    }

    void aCrashWhileCopyingIsUndone_data()
    {
        QTest::addColumn<int>("copies");
        for (const int copies : {0, 1, 20, fileCount})
            QTest::addRow("%d copies", copies) << copies;
    }
    void aCrashWhileCopyingIsUndone()
    {
        QFETCH(const int, copies);
        JobsFixture f;
        leaveBehind(f.store, false, copies, 0);
        const auto report = f.recover();
        QVERIFY(report);
        QCOMPARE(report->undone, 1);
        QCOMPARE(f.files(), namesIn("from"));
        QCOMPARE(f.journals().size(), 0);
    }
    void aCrashWhileRemovingIsFinished_data()
    {
        QTest::addColumn<int>("removed");
        for (const int removed : {0, 1, 20, fileCount})
            QTest::addRow("%d removed", removed) << removed;
    }
    void aCrashWhileRemovingIsFinished()
    {
        QFETCH(const int, removed);
        JobsFixture f;
        leaveBehind(f.store, true, fileCount, removed);
        const auto report = f.recover();
        QVERIFY(report);
        QCOMPARE(report->finished, 1);
        QCOMPARE(f.files(), namesIn("to"));
        QCOMPARE(f.journals().size(), 0);
    }
    void recoveryNeverRemovesTheOnlyCopyOfAnything()
    {
        for (const bool isDecided : {false, true}) {
            JobsFixture f;
            leaveBehind(f.store, isDecided, 20, 0);
            f.store.addObject("from/0", "stored into the source since");
            f.store.addObject("to/1", "stored into the target since");
            f.store.addObject("to/new", "stored into the target since");
            QVERIFY(f.recover());
            QCOMPARE(f.store.content("from/0"), QByteArray("stored into the source since"));
            QCOMPARE(f.store.content("to/1"), QByteArray("stored into the target since"));
            QCOMPARE(f.store.content("from/1"), QByteArray("content of from/1"));
            QVERIFY(f.store.has("to/new"));
            for (const QByteArray &name : namesIn("from"))
                QVERIFY2(f.store.has(name) || f.store.has("to/" + name.sliced(5)),
                         name.constData());
        }
    }
    void aJobWhoseOwnerLivesIsLeftAlone()
    {
        JobsFixture f;
        leaveBehind(f.store, false, 20, 0);
        const QList<QByteArray> before = f.files();
        const auto report = f.recover(JobJournal::lease);
        QVERIFY(report);
        QCOMPARE(report->stillOwned, 1);
        QCOMPARE(f.files(), before);
        QCOMPARE(f.journals().size(), 1);
    }
    void lookingForJobsInABucketWithoutAnyIsOneRequest()
    {
        JobsFixture f;
        const auto report = f.recover();
        QVERIFY(report);
        QCOMPARE(report->matching, 0);
        QCOMPARE(f.store.requests(), 1);
    }
    void theSameRenameAgainSaysThatTheFirstIsNotOver()
    {
        JobsFixture f;
        leaveBehind(f.store, false, 20, 0);
        COMPARE_FAILURE(f.rename("/from", "/to"), Code::Busy);
        COMPARE_FAILURE(f.rename("/from", "/other/../to"), Code::Busy);
    }

    void aBusyStoreIsAskedLessAtOnceAndAllIsCopied()
    {
        JobsFixture f;
        for (const int nth : {3, 9, 10, 30})
            f.store.fail(Verb::Copy, nth, busy());
        QVERIFY(f.rename("/from", "/to"));
        QCOMPARE(f.files(), namesIn("to"));
        QCOMPARE(f.store.requests(Verb::Copy), fileCount + 4 + 1);  // and the decision
    }
    void aStoreThatStaysBusyLeavesTheSourceWhole()
    {
        JobsFixture f;
        for (int nth = 1; nth <= 20 * fileCount; ++nth)
            f.store.fail(Verb::Copy, nth, busy());
        COMPARE_FAILURE(f.rename("/from", "/to"), Code::Busy);
        QTRY_COMPARE(f.store.keys(), namesIn("from"));
    }
    void whatChangesInTheSourceMeanwhileStaysThere()
    {
        JobsFixture f;
        f.store.hold(Verb::RemoveMany);
        std::optional<Outcome> outcome;
        bool isChanged = false;
        FolderJobOptions options;
        options.onDecided = [&] {
            f.store.addObject("from/7", "stored since");
            f.store.addObject("from/new", "stored since");
            isChanged = true;
        };
        f.tree.rename(
            at("/from"), at("/to"), &f.session, [&](const Outcome &result) { outcome = result; },
            options);
        QTRY_VERIFY(isChanged);
        f.store.releaseAll();
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(*outcome);
        QCOMPARE(f.store.content("from/7"), QByteArray("stored since"));
        QVERIFY(f.store.has("from/new"));
        QCOMPARE(f.files().size(), fileCount + 2);
    }
    void aFolderAboveTheLimitIsRefusedUntouched()
    {
        JobsFixture f;
        FolderJobOptions options;
        options.maxKeys = fileCount - 1;
        COMPARE_FAILURE(f.answerTo<Done>([&](auto h) {
            f.tree.rename(at("/from"), at("/to"), &f.session, h, options);
        }),
                        Code::TooLarge);
        COMPARE_FAILURE(f.answerTo<Done>([&](auto h) {
            f.tree.removeTree(at("/from"), &f.session, h, options);
        }),
                        Code::TooLarge);
        QCOMPARE(f.store.keys(), namesIn("from"));
    }
    void aFolderWhoseNamesDoNotFitIntoMemoryIsRefusedUntouched()
    {
        JobsFixture f;
        FolderJobOptions options;
        options.mayHold = [](qint64 bytes) { return bytes < 100; };
        COMPARE_FAILURE(f.answerTo<Done>([&](auto h) {
            f.tree.rename(at("/from"), at("/to"), &f.session, h, options);
        }),
                        Code::Busy);
        COMPARE_FAILURE(f.answerTo<Done>([&](auto h) {
            f.tree.removeTree(at("/from"), &f.session, h, options);
        }),
                        Code::Busy);
        QTRY_COMPARE(f.store.keys(), namesIn("from"));
    }
    void whatAFolderJobHoldsIsCountedWhileItRuns()
    {
        JobsFixture f;
        const auto counted = std::make_shared<qint64>(0);
        FolderJobOptions options;
        options.mayHold = [counted](qint64 bytes) {
            *counted = bytes;
            return true;
        };
        qint64 whileRunning = 0;
        options.onProgress = [&whileRunning, counted = counted.get()](qint64, qint64) {
            whileRunning = *counted;
        };
        QVERIFY(f.answerTo<Done>(
            [&](auto h) { f.tree.rename(at("/from"), at("/to"), &f.session, h, options); }));
        QVERIFY(whileRunning > fileCount * 40);
        QVERIFY(whileRunning < fileCount * 200);
        options = {};
        QTRY_COMPARE(counted.use_count(), 1);
    }
    // More than is removed at a time, and the last copy of all is the one that fails.
    void aRenameOfThousandsIsTakenBackWhole()
    {
        JobsFixture f;
        for (int index = 0; index < 2500; ++index)
            f.store.addObject("from/many/" + QByteArray::number(index), "x");
        const QList<QByteArray> before = f.store.keys();
        f.store.fail(Verb::Copy, 2500, Failure::of(Code::Internal));
        COMPARE_FAILURE(f.rename("/from", "/to"), Code::Internal);
        QTRY_COMPARE(f.store.keys(), before);
    }
    void progressCountsUpToAllObjects()
    {
        JobsFixture f;
        QList<qint64> seen;
        FolderJobOptions options;
        options.onProgress = [&](qint64 done, qint64 total) {
            QCOMPARE(total, qint64{fileCount});
            seen += done;
        };
        QVERIFY(f.answerTo<Done>(
            [&](auto h) { f.tree.rename(at("/from"), at("/to"), &f.session, h, options); }));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QCOMPARE(seen.last(), qint64{fileCount});
    }

    void aFolderIsRemovedWithAllItHolds()
    {
        JobsFixture f;
        f.store.addObject("from/");
        f.store.addObject("from/sub/deep/x");
        f.store.addObject("from-not");
        for (int index = 0; index < 2500; ++index)
            f.store.addObject("from/many/" + QByteArray::number(index));
        QVERIFY(f.answerTo<Done>([&](auto h) { f.tree.removeTree(at("/from"), &f.session, h); }));
        QCOMPARE(f.store.keys(), (QList<QByteArray>{"from-not"}));
        QCOMPARE(f.store.requests(Verb::RemoveMany), 3);
        COMPARE_FAILURE(f.enter("/from"), Code::NotFound);
        COMPARE_FAILURE(
            f.answerTo<Done>([&](auto h) { f.tree.removeTree(at("/from"), &f.session, h); }),
            Code::NotFound);
    }
    void removingAFolderNeedsTheRight()
    {
        TreeFixture f(Rights::of(true, true, false));
        f.store.addObject("d/x");
        COMPARE_FAILURE(
            f.answerTo<Done>([&](auto h) { f.tree.removeTree(at("/d"), &f.session, h); }),
            Code::Denied);
        QVERIFY(f.store.has("d/x"));
    }
};

COSFTP_TEST(FolderJobsTest)
#include "folder_jobs_test.moc"
