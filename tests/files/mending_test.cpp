// SPDX-License-Identifier: GPL-3.0-or-later
// Two servers and one folder: the mending of what a crash left, and owners that come back.
#include "renames_support.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class MendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLivingOwnerIsNotMended()
    {
        JobsFixture f;
        Owner owner(f.store);
        stopBehindFiveCopies(f, owner);
        Mender mender(f.store);
        QTRY_VERIFY(mender.report.has_value());
        QCOMPARE((*mender.report)->stillOwned, 1);
        QCOMPARE(mender.mended(), 0);
        f.store.releaseAll();
        QTRY_VERIFY(owner.answer.has_value());
        QVERIFY(*owner.answer);
        QCOMPARE(f.files(), namesIn("to"));
    }

    void ofTwoMendersOneMends_data()
    {
        QTest::addColumn<bool>("isDecided");
        QTest::addColumn<int>("step");
        for (const bool isDecided : {false, true})
            for (const int step : {0, 1, 2, 3, 4, 6, 8, 12, 20, 40, 80})
                QTest::addRow("%s, the other %d events later",
                              isDecided ? "decided" : "not decided", step)
                    << isDecided << step;
    }
    void ofTwoMendersOneMends()
    {
        QFETCH(const bool, isDecided);
        QFETCH(const int, step);
        JobsFixture f;
        leaveBehind(f.store, isDecided, isDecided ? fileCount : 20, isDecided ? 10 : 0);
        Mender first(f.store);
        letSomeEventsPass(step);
        Mender second(f.store);
        QTRY_VERIFY(first.report.has_value() && second.report.has_value());
        QCOMPARE(first.mended() + second.mended(), 1);
        const QByteArray where = isDecided ? "to" : "from";
        QVERIFY(isWholeIn(f, where));
        QTRY_COMPARE(f.store.keys(), namesIn(where));
    }

    void aMenderThatDiesIsFollowedInItsDirection_data()
    {
        QTest::addColumn<bool>("isDecided");
        QTest::addColumn<int>("step");
        for (const bool isDecided : {false, true})
            for (int step = 2; step < 60; step += 4)
                QTest::addRow("%s, dies after %d events", isDecided ? "decided" : "not decided",
                              step)
                    << isDecided << step;
    }
    void aMenderThatDiesIsFollowedInItsDirection()
    {
        QFETCH(const bool, isDecided);
        QFETCH(const int, step);
        JobsFixture f;
        leaveBehind(f.store, isDecided, isDecided ? fileCount : 20, isDecided ? 10 : 0);
        {
            Mender dying(f.store);
            letSomeEventsPass(step);
        }
        f.store.passTime(200s);
        Mender next(f.store);
        QTRY_VERIFY(next.report.has_value());
        const QByteArray where = isDecided ? "to" : "from";
        QVERIFY(isWholeIn(f, where));
        QTRY_COMPARE(f.store.keys(), namesIn(where));
    }

    void anOwnerThatComesBackFindsItsJobUndone()
    {
        JobsFixture f;
        Owner owner(f.store);
        stopBehindFiveCopies(f, owner);
        f.store.passTime(200s);
        Mender mender(f.store);
        QTRY_VERIFY(mender.report.has_value());
        QCOMPARE((*mender.report)->undone, 1);
        QCOMPARE(f.files(), namesIn("from"));
        f.store.releaseAll();
        QTRY_VERIFY(owner.answer.has_value());
        QVERIFY(!*owner.answer);
        QVERIFY(isWholeIn(f, "from"));
        QTRY_VERIFY(f.store.isQuiet());
        QCOMPARE(f.journals().size(), 0);
    }

    // What it would undo is what somebody else has finished since.
    void anOwnerThatComesBackDoesNotUndoWhatOthersFinished()
    {
        JobsFixture f;
        Owner owner(f.store);
        stopBehindFiveCopies(f, owner);
        f.store.passTime(200s);
        Mender mender(f.store);
        QTRY_VERIFY(mender.report.has_value());
        for (const QByteArray &key : namesIn("from")) {
            f.store.addObject("to/" + key.sliced(5), f.store.content(key));
            f.store.removeObject(key);
        }
        f.store.releaseAll();
        QTRY_VERIFY(owner.answer.has_value());
        QVERIFY(!*owner.answer);
        QTRY_VERIFY(f.store.isQuiet());
        QCOMPARE(f.store.keys(), namesIn("to"));
        QVERIFY(isWholeIn(f, "to"));
    }

    // It stops behind its last look, before the decision.
    void anOwnerThatComesBackCannotDecideWhatIsMended()
    {
        JobsFixture f;
        Owner owner(f.store);
        f.store.hold(Verb::Access);
        owner.rename();
        while (f.files().size() < 2 * fileCount) {
            QTRY_VERIFY(f.store.waiting(Verb::Access) > 0 || f.files().size() == 2 * fileCount);
            if (f.files().size() == 2 * fileCount - 1)
                break;
            f.store.release(Verb::Access);
            letSomeEventsPass(1);
        }
        f.store.passTime(200s);
        Mender mender(f.store);
        QTRY_VERIFY(mender.report.has_value());
        QCOMPARE(mender.mended(), 1);
        f.store.releaseAll();
        QTRY_VERIFY(owner.answer.has_value());
        QVERIFY(!*owner.answer);
        QTRY_VERIFY(f.store.isQuiet());
        QVERIFY(isWholeIn(f, "from"));
        f.store.passTime(200s);
        Mender again(f.store);
        QTRY_VERIFY(again.report.has_value());
        QVERIFY(isWholeIn(f, "from"));
    }

    void aJournalThatIsGoneIsNotBroughtBack()
    {
        JobsFixture f;
        QObject context;
        auto *journal = new JobJournal(f.store, "from/", "to/", &context);
        std::optional<Outcome> answer;
        journal->open([&](const Outcome &outcome) { answer = outcome; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(*answer);
        answer.reset();
        f.store.removeObject(journal->key());
        journal->decide([&](const Outcome &outcome) { answer = outcome; });
        QTRY_VERIFY(answer.has_value());
        QCOMPARE(nameOf(answer->error().code), nameOf(Code::Changed));
        QCOMPARE(f.store.keys(), namesIn("from"));
    }

    void aDecisionStandsBesideTheJournalAndIsRead()
    {
        JobsFixture f;
        QObject context;
        auto *journal = new JobJournal(f.store, "from/", "to/", &context);
        std::optional<Outcome> answer;
        journal->open([&](const Outcome &outcome) { answer = outcome; });
        QTRY_VERIFY(answer.has_value());
        for (const QByteArray &key : namesIn("from"))
            f.store.addObject("to/" + key.sliced(5), f.store.content(key));
        answer.reset();
        journal->decide([&](const Outcome &outcome) { answer = outcome; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(*answer);
        const auto report = f.recover();
        QVERIFY(report);
        QCOMPARE(report->finished, 1);
        QCOMPARE(f.files(), namesIn("to"));
    }

    void theSameBytesStoredIntoTheTargetSinceStay()
    {
        JobsFixture f;
        leaveBehind(f.store, false, 20, 0);
        f.store.passTime(130s);
        const QByteArray again = "to/" + namesIn("from").first().sliced(5);
        f.store.addObject(again, f.store.content(again));
        QVERIFY(f.recover());
        QCOMPARE(f.files(), namesIn("from") + QList<QByteArray>{again});
    }

    void theSameBytesStoredIntoTheSourceSinceStay()
    {
        JobsFixture f;
        leaveBehind(f.store, true, fileCount, 10);
        f.store.passTime(130s);
        const QByteArray again = namesIn("from").first();
        f.store.addObject(again, "content of " + again);
        QVERIFY(f.recover());
        QCOMPARE(f.files(), QList<QByteArray>{again} + namesIn("to"));
    }

    void aJobIsNotMendedWhileASessionHoldsAFileInside()
    {
        JobsFixture f;
        leaveBehind(f.store, false, 20, 0);
        RecoveryScope scope;
        scope.lease = 0s;
        scope.bucket = "b-1";
        HeldKeys held;
        scope.asker.guards.keys->take({{"b-1", "to/3", false}}, {1, "u", "APPE"}, 1s, &f.session,
                                      [&](const Result<HeldKeys> &keys) { held = *keys; });
        QTRY_VERIFY(held != nullptr);
        const auto report =
            f.answerTo<RecoveryReport>([&](auto h) { recoverJobs(f.store, scope, &f.session, h); });
        QVERIFY(report);
        QCOMPARE(report->stillOwned, 1);
    }

    void theSameRenameAgainAfterACrashMendsFirst()
    {
        JobsFixture f;
        leaveBehind(f.store, false, 20, 0);
        f.store.passTime(200s);
        QVERIFY(f.rename("/from", "/to"));
        QCOMPARE(f.store.keys(), namesIn("to"));
    }
};

COSFTP_TEST(MendingTest)
#include "mending_test.moc"
