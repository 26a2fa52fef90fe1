// SPDX-License-Identifier: GPL-3.0-or-later
// Claims where something fails: lost answers, askers that go away, refusals, killed servers,
// buckets that create nothing exclusively.
#include "claims_support.h"
#include "core/process_mark.h"
#include "files/claim_sweep.h"
#include "support/fake_answers.h"
#include "support/test_main.h"

#include <QTimer>

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;
using Held = BucketClaim::Held;

class ClaimsFailingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCreateWhoseAnswerWasLostIsFound()
    {
        FakeStore store;
        Server a(store);
        store.loseAnswer(Verb::Put, 1, fake::storeFailure(Code::Exists, "FileAlreadyExists", 409));
        const auto claim = a.take();
        QVERIFY(claim);
        QVERIFY(confirmed(*claim));
    }

    void aCreateThatFailedForGoodLeavesNothing()
    {
        FakeStore store;
        Server a(store);
        store.loseAnswer(Verb::Put, 1, cut());
        QCOMPARE(nameOf(a.take().error().code), nameOf(Code::Network));
        QTRY_VERIFY(store.keys().isEmpty());
    }

    void aLostAnswerAtAnyStepOfATakeoverLeavesItOpenToOthers_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<int>("nth");
        QTest::addColumn<bool>("isLost");
        for (const bool isLost : {false, true}) {
            const char *how = isLost ? "answer lost" : "failed";
            QTest::addRow("create, %s", how) << int(Verb::Put) << 1 << isLost;
            QTest::addRow("look, %s", how) << int(Verb::Read) << 1 << isLost;
            QTest::addRow("marker, %s", how) << int(Verb::Put) << 2 << isLost;
            QTest::addRow("second look, %s", how) << int(Verb::Read) << 2 << isLost;
            QTest::addRow("copy, %s", how) << int(Verb::Copy) << 1 << isLost;
            QTest::addRow("marker's removal, %s", how) << int(Verb::Remove) << 1 << isLost;
        }
    }
    void aLostAnswerAtAnyStepOfATakeoverLeavesItOpenToOthers()
    {
        QFETCH(const int, verb);
        QFETCH(const int, nth);
        QFETCH(const bool, isLost);
        FakeStore store;
        leaveBehind(store);
        store.passTime(31s);
        Server a(store);
        if (isLost)
            store.loseAnswer(static_cast<Verb>(verb), nth, cut());
        else
            store.fail(static_cast<Verb>(verb), nth, cut());
        auto claim = a.take();
        QTRY_VERIFY(store.isQuiet());
        if (claim)
            claim->reset();
        QTRY_VERIFY(store.isQuiet());
        store.passTime(31s);
        Server b(store, "server B");
        const auto next = b.take();
        QVERIFY(next);
        QVERIFY(confirmed(*next));
        leaveBehind(store);
        store.passTime(31s);
        Server c(store, "server C");
        QVERIFY(c.take());
        QTRY_VERIFY(!store.has(marker));
    }

    void aRenewalWhoseAnswerWasLostIsMadeUpFor()
    {
        FakeStore store;
        Server a(store);
        const auto claim = a.take();
        store.passTime(16s);
        store.loseAnswer(Verb::Copy, 1, cut());
        QCOMPARE(nameOf(confirmed(*claim).error().code), nameOf(Code::Network));
        QVERIFY(confirmed(*claim));
    }

    void aStoreThatIsAwayLosesNoClaim()
    {
        FakeStore store;
        Server a(store);
        const auto claim = a.take();
        store.vanish();
        store.passTime(50s);
        QCOMPARE(nameOf(confirmed(*claim).error().code), nameOf(Code::Network));
        store.comeBack();
        QVERIFY(confirmed(*claim));
    }

    void whoGoesAwayAtAnyStepLeavesNothing_data()
    {
        QTest::addColumn<bool>("isAbandoned");
        QTest::addColumn<int>("step");
        for (int step = 0; step < 16; ++step) {
            QTest::addRow("new, %d events", step) << false << step;
            QTest::addRow("taken over, %d events", step) << true << step;
        }
    }
    void whoGoesAwayAtAnyStepLeavesNothing()
    {
        QFETCH(const bool, isAbandoned);
        QFETCH(const int, step);
        FakeStore store;
        if (isAbandoned) {
            leaveBehind(store);
            store.passTime(31s);
        }
        {
            Server a(store);
            a.ask(10s);
            for (int done = 0; done < step; ++done)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
            a.context.reset();
        }
        QTRY_VERIFY(store.isQuiet());
        QVERIFY(!store.has(marker));
        QVERIFY(!store.has(key) || holderIn(store) == "the dead server");
        Server b(store, "server B");
        QVERIFY(b.take());
    }

    void whoGoesAwayWhileWaitingStopsAsking()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        const auto claim = a.take();
        b.ask(1h);
        QTRY_VERIFY(store.requests(Verb::Read) > 1);
        b.context.reset();
        QTRY_VERIFY(store.isQuiet());
        QTRY_VERIFY(store.background()->children().isEmpty());
        QVERIFY(!b.answer);
        QVERIFY(confirmed(*claim));
    }

    void aKeyThatMayNotWriteOwnObjectsWorksWithoutClaims()
    {
        FakeStore store;
        Server a(store, "server A", "hands-off-1");
        Server b(store, "server B", "hands-off-1");
        for (int number = 1; number <= 4; ++number)
            store.fail(Verb::Put, number, Failure::of(Code::Denied));
        auto first = a.take();
        QCOMPARE(store.requests(Verb::Put), 3);  // one refusal may pass
        auto second = b.take();
        QVERIFY(first && second);
        QCOMPARE(store.requests(Verb::Put), 4);
        store.passTime(10min);
        QVERIFY(confirmed(*first));
        const int asked = store.requests();
        first->reset();
        QTRY_VERIFY(store.isQuiet());
        QCOMPARE(store.requests(), asked);
    }

    // A key that was just rotated is refused for a moment.
    void oneRefusalIsNotTakenForAMissingRight()
    {
        FakeStore store;
        Server a(store);
        store.fail(Verb::Put, 1, Failure::of(Code::Denied));
        const auto claim = a.take();
        QVERIFY(claim);
        QCOMPARE(holderIn(store), QByteArray("server A"));
    }

    void nobodyGoesOnWithoutTheClaimWhereItWasPossibleBefore()
    {
        FakeStore store;
        Server a(store, "server A", "turned-1");
        QVERIFY(a.take());
        QTRY_VERIFY(store.keys().isEmpty());
        for (int number = 1; number <= 3; ++number)
            store.fail(Verb::Put, number, Failure::of(Code::Denied));
        const auto refused = a.take();
        QVERIFY(!refused);
        QCOMPARE(nameOf(refused.error().code), nameOf(Code::Busy));
    }

    void aClaimOfAKilledServerOfThisMachineIsTakenOverAtOnce()
    {
        FakeStore store;
        QByteArray dead = processMark();
        dead = dead.first(dead.lastIndexOf('/') + 1) + '1';  // began at another time: it has ended
        store.addObject(key, claimJson({"log.txt", "the dead server", "its id", dead}));
        Server a(store);
        QVERIFY(a.take());
        QCOMPARE(holderIn(store), QByteArray("server A"));
    }

    void whatIsNoClaimExpiresLikeOne()
    {
        FakeStore store;
        store.addObject(key, "something else");
        Server a(store);
        const auto refused = a.take();
        QVERIFY(!refused);
        QCOMPARE(nameOf(refused.error().code), nameOf(Code::InUse));
        store.passTime(31s);
        QVERIFY(a.take());
    }

    void aBucketWithVersionsIsLookedAtFirstAndReadBack()
    {
        FakeStore store;
        store.keepVersions();
        const auto take = [&store](const QByteArray &name) {
            std::optional<Result<Held>> answer;
            QObject context;
            BucketClaim::take(store, {"log.txt", name, 0ms, "versioned"}, &context,
                              [&answer](const Result<Held> &result) { answer = result; });
            (void)QTest::qWaitFor([&answer] { return answer.has_value(); }, 30000);
            return *answer;
        };
        const auto first = take("A");
        QVERIFY(first);
        QCOMPARE(store.requests(Verb::Read), 1);
        const auto second = take("B");
        QVERIFY(!second);
        QCOMPARE(second.error().holder, QByteArray("A"));
        QVERIFY(confirmed(*first));
        QCOMPARE(store.requests(Verb::Copy), 1);
    }

    void whatKilledServersLeftIsSweptAfterADay()
    {
        FakeStore store;
        leaveBehind(store);
        store.addObject(marker, claimJson({"log.txt", "the other dead server", "m"}));
        store.addObject(claimPrefix() + "odd", "something else");
        store.passTime(25h);
        store.addObject(claimObjectKey("other"), claimJson({"other", "living", "id"}));
        QObject context;
        std::optional<Result<int>> swept;
        sweepClaims(store, "b-1", &context, [&](const Result<int> &result) { swept = result; });
        QTRY_VERIFY(swept.has_value());
        QVERIFY(*swept);
        QCOMPARE(**swept, 3);
        QTRY_COMPARE(store.keys(), (QList<QByteArray>{claimObjectKey("other")}));
    }

    void ofTwoThatCrossInABucketWithVersionsOneIsConfirmed()
    {
        FakeStore store;
        store.keepVersions();
        Server a(store);
        Server b(store, "server B");
        a.ask();
        b.ask();
        QTRY_VERIFY(a.answer.has_value() && b.answer.has_value());
        const bool aHasIt = *a.answer && confirmed(**a.answer);
        const bool bHasIt = *b.answer && confirmed(**b.answer);
        QVERIFY(aHasIt != bHasIt);
    }
};

COSFTP_TEST(ClaimsFailingTest)
#include "claims_failing_test.moc"
