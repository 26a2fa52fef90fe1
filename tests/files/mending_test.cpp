// SPDX-License-Identifier: GPL-3.0-or-later
// Two servers and one folder: renames at once, the mending of what a crash left, owners that come
// back, and others who store into both folders meanwhile.
#include "jobs_fixture.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

/// A server that renames, with books of its own.
struct Owner
{
    explicit Owner(FakeStore &store, const KeyGuards &guards = {}, quint64 id = 7)
        : tree({{at("/"), &store, "b-1", {}, Rights::all()}})
    {
        tree.setAsker({guards, {id, "camera", {}}, 30s});
    }
    void rename(const QByteArray &from = "/from", const QByteArray &to = "/to")
    {
        answer.reset();
        tree.rename(at(from), at(to), context.get(),
                    [this](const Outcome &outcome) { answer = outcome; });
    }
    [[nodiscard]] Code failure() const { return answer->error().code; }

    std::unique_ptr<QObject> context = std::make_unique<QObject>();
    FileTree tree;
    std::optional<Outcome> answer;
};

/// A server that mends.
struct Mender
{
    explicit Mender(FakeStore &store)
    {
        recoverJobs(store, {{}, 0s, "b-1"}, &context,
                    [this](const Result<RecoveryReport> &result) { report = result; });
    }
    [[nodiscard]] int mended() const { return (*report)->undone + (*report)->finished; }

    QObject context;
    std::optional<Result<RecoveryReport>> report;
};

/// Stops the owner behind its first copies, as a machine that is suspended.
void stopBehindFiveCopies(JobsFixture &f, Owner &owner)
{
    f.store.hold(Verb::Access);
    owner.rename();
    for (int copied = 0; copied < 5; ++copied) {
        QTRY_VERIFY(f.store.waiting(Verb::Access) > 0);
        f.store.release(Verb::Access);
    }
    const auto copies = [&f] {
        const QList<QByteArray> keys = f.store.keys();
        return std::count_if(keys.begin(), keys.end(),
                             [](const QByteArray &key) { return key.startsWith("to/"); });
    };
    QTRY_COMPARE(copies(), 5);
}

void letSomeEventsPass(int count)
{
    for (int done = 0; done < count; ++done)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
}

bool isWholeIn(const JobsFixture &f, const QByteArray &folder)
{
    const QList<QByteArray> names = namesIn(folder);
    return std::all_of(names.begin(), names.end(), [&](const QByteArray &name) {
        return f.store.content(name) == "content of from/" + name.sliced(folder.size() + 1);
    });
}

}  // namespace

class MendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- two renames

    void aSecondRenameOfTheFolderIsRefused_data()
    {
        QTest::addColumn<bool>("isOtherServer");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        for (const bool isOther : {false, true}) {
            const char *who = isOther ? "another server" : "another session";
            QTest::addRow("%s, the same", who)
                << isOther << QByteArray("/from") << QByteArray("/to");
            QTest::addRow("%s, elsewhere", who)
                << isOther << QByteArray("/from") << QByteArray("/elsewhere");
            QTest::addRow("%s, another there", who)
                << isOther << QByteArray("/other") << QByteArray("/to");
            QTest::addRow("%s, back", who) << isOther << QByteArray("/to") << QByteArray("/from");
        }
    }
    void aSecondRenameOfTheFolderIsRefused()
    {
        QFETCH(const bool, isOtherServer);
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        JobsFixture f;
        f.store.addObject("other/x", "x");
        const KeyGuards guards;
        Owner first(f.store, guards, 12);
        Owner second(f.store, isOtherServer ? KeyGuards() : guards, 13);
        stopBehindFiveCopies(f, first);
        second.rename(from, to);
        QTRY_VERIFY(second.answer.has_value());
        QCOMPARE(nameOf(second.failure()), nameOf(Code::InUse));
        QCOMPARE(second.answer->error().holder, QByteArray("session 12 of camera (RNTO)"));
        f.store.releaseAll();
        QTRY_VERIFY(first.answer.has_value());
        QVERIFY(*first.answer);
        QCOMPARE(f.files(), QList<QByteArray>{"other/x"} + namesIn("to"));
    }
    void oneRenameAfterTheOtherFindsTheFolderFree()
    {
        JobsFixture f;
        Owner owner(f.store);
        for (const auto &[from, to] : {std::pair("/from", "/a"), {"/a", "/b"}, {"/b", "/from"}}) {
            owner.rename(from, to);
            QTRY_VERIFY(owner.answer.has_value());
            QVERIFY(*owner.answer);
        }
        QCOMPARE(f.store.keys(), namesIn("from"));
    }
    void twoServersAtOnceLeaveTheFolderOnce_data()
    {
        QTest::addColumn<int>("step");
        for (const int step : {0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 80})
            QTest::addRow("the other one %d events later", step) << step;
    }
    void twoServersAtOnceLeaveTheFolderOnce()
    {
        QFETCH(const int, step);
        JobsFixture f;
        Owner first(f.store);
        Owner second(f.store);
        first.rename("/from", "/to");
        letSomeEventsPass(step);
        second.rename("/from", "/away");
        QTRY_VERIFY(first.answer.has_value() && second.answer.has_value());
        QVERIFY(!*first.answer || !*second.answer);
        const QByteArray where = *first.answer ? "to" : *second.answer ? "away" : "from";
        QTRY_COMPARE(f.store.keys(), namesIn(where));
        QVERIFY(isWholeIn(f, where));
    }

    // --- others who store meanwhile

    void whatSomebodyStoresIntoTheTargetIsNotReplaced()
    {
        JobsFixture f;
        Owner owner(f.store);
        stopBehindFiveCopies(f, owner);
        const QByteArray taken = "to/" + QByteArray::number(fileCount - 1);
        QVERIFY(!f.store.has(taken));
        f.store.addObject(taken, "theirs");
        f.store.addObject("to/new", "theirs");
        f.store.releaseAll();
        QTRY_VERIFY(owner.answer.has_value());
        QCOMPARE(nameOf(owner.failure()), nameOf(Code::Exists));
        QVERIFY(isWholeIn(f, "from"));
        QTRY_COMPARE(f.files(), namesIn("from") + QList<QByteArray>({taken, "to/new"}));
        QCOMPARE(f.store.content(taken), QByteArray("theirs"));
        QCOMPARE(f.journals().size(), 0);
    }
    void undoingRemovesOwnCopiesOnly_data()
    {
        QTest::addColumn<bool>("isAborted");
        QTest::newRow("a copy fails") << false;
        QTest::newRow("ABOR") << true;
    }
    void undoingRemovesOwnCopiesOnly()
    {
        QFETCH(const bool, isAborted);
        JobsFixture f;
        Owner owner(f.store);
        stopBehindFiveCopies(f, owner);
        QByteArray copied;
        for (const QByteArray &key : f.files())
            if (key.startsWith("to/"))
                copied = key;
        f.store.addObject(copied, "stored over the copy");
        f.store.addObject("to/new", "stored beside it");
        if (isAborted)
            owner.context.reset();
        else
            f.store.fail(Verb::Copy, 1, Failure::of(Code::Archived));
        f.store.releaseAll();
        QTRY_COMPARE(f.store.keys(), namesIn("from") + QList<QByteArray>({copied, "to/new"}));
        QCOMPARE(f.store.content(copied), QByteArray("stored over the copy"));
        QCOMPARE(owner.answer.has_value(), !isAborted);
    }
    void aCopyWhoseAnswerWasLostIsUndoneToo()
    {
        JobsFixture f;
        Owner owner(f.store);
        for (int nth = 1; nth <= 3; ++nth)
            f.store.loseAnswer(Verb::Copy, nth, Failure::of(Code::Network));
        owner.rename();
        QTRY_VERIFY(owner.answer.has_value());
        QCOMPARE(nameOf(owner.failure()), nameOf(Code::Network));
        QTRY_COMPARE(f.store.keys(), namesIn("from"));
    }
    void aCopyThatIsTriedAgainAfterALostAnswerIsGood()
    {
        JobsFixture f;
        Owner owner(f.store);
        for (int nth = 1; nth <= 3; ++nth)
            f.store.loseAnswer(Verb::Copy, nth, busy());
        owner.rename();
        QTRY_VERIFY(owner.answer.has_value());
        QVERIFY(*owner.answer);
        QCOMPARE(f.store.keys(), namesIn("to"));
    }
    void whoPublishesIntoTheSourceIsWaitedFor()
    {
        JobsFixture f;
        const KeyGuards guards;
        Owner owner(f.store, guards);
        HeldKeys publishing;
        guards.publishing->take({{"b-1", "from/7", false}}, {9, "other", "STOR"}, 1s, &f.session,
                                [&](const Result<HeldKeys> &held) { publishing = *held; });
        owner.rename();
        QTRY_COMPARE(guards.publishing->waiting(), 1);
        f.store.addObject("from/7", "published meanwhile");
        publishing.reset();
        QTRY_VERIFY(owner.answer.has_value());
        QVERIFY(*owner.answer);
        QCOMPARE(f.store.content("from/7"), QByteArray("published meanwhile"));
        QCOMPARE(f.store.content("to/7"), QByteArray("content of from/7"));
    }
    void anAbortAtAnyMomentLeavesTheFolderOnce_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 0; step < 120; step += 3)
            QTest::addRow("after %d events", step) << step;
    }
    void anAbortAtAnyMomentLeavesTheFolderOnce()
    {
        QFETCH(const int, step);
        JobsFixture f;
        Owner owner(f.store);
        owner.rename();
        letSomeEventsPass(step);
        owner.context.reset();
        QTRY_VERIFY(f.store.isQuiet());
        QVERIFY(isWholeIn(f, "from") || isWholeIn(f, "to"));
        f.store.passTime(200s);
        Mender mender(f.store);
        QTRY_VERIFY(mender.report.has_value());
        QTRY_VERIFY(f.store.isQuiet());
        const QByteArray where = isWholeIn(f, "from") ? "from" : "to";
        QVERIFY(isWholeIn(f, where));
        QCOMPARE(f.store.keys(), namesIn(where));
    }

    // --- mending

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
