// SPDX-License-Identifier: GPL-3.0-or-later
// One folder in many hands: renames at once, others who store into both folders meanwhile, ABOR.
#include "renames_support.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

class FolderOwnersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    // The store may carry out what it was asked even if nobody waits for the answer any more.
    void anAbortWaitsForTheCopiesThatAreUnderWay()
    {
        JobsFixture f;
        Owner owner(f.store);
        stopBehindFiveCopies(f, owner);
        f.store.hold(Verb::Copy);
        f.store.release(Verb::Access);
        QTRY_COMPARE(f.store.waiting(Verb::Copy), 1);
        owner.context.reset();
        QTRY_COMPARE(f.files(), namesIn("from"));
        QCOMPARE(f.store.waiting(Verb::Copy), 1);
        Owner next(f.store);
        next.rename();
        QTRY_VERIFY(next.answer.has_value());
        QCOMPARE(nameOf(next.failure()), nameOf(Code::InUse));
        f.store.release(Verb::Copy);
        QCOMPARE(f.files().size(), fileCount + 1);
        f.store.releaseAll();
        QTRY_COMPARE(f.store.keys(), namesIn("from"));
    }

    void aFolderThatHasGoneMeanwhileIsNotRenamedAndLeavesNothing()
    {
        JobsFixture f;
        Owner owner(f.store);
        f.store.hold(Verb::Access);
        owner.rename();
        QTRY_VERIFY(f.store.waiting(Verb::Access) > 0);
        QCOMPARE(f.journals().size(), 1);
        for (const QByteArray &key : namesIn("from"))
            f.store.removeObject(key);
        f.store.releaseAll();
        QTRY_VERIFY(owner.answer.has_value());
        QCOMPARE(nameOf(owner.failure()), nameOf(Code::NotFound));
        QTRY_COMPARE(f.store.keys(), QList<QByteArray>());
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
};

COSFTP_TEST(FolderOwnersTest)
#include "folder_owners_test.moc"
