// SPDX-License-Identifier: GPL-3.0-or-later
// What only one server may do at a time: claims in the bucket, what crashes leave of them, answers
// that are lost.
#include "core/process_mark.h"
#include "files/bucket_claim.h"
#include "files/claim_sweep.h"
#include "support/fake_answers.h"
#include "support/fake_store.h"
#include "support/test_main.h"

#include <QTimer>

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;
using Held = BucketClaim::Held;

namespace {

const QByteArray key = claimObjectKey("log.txt");
const QByteArray marker = claimMarkerKey(key);

Failure cut()
{
    Failure failure = Failure::of(Code::Network);
    failure.retryable = true;
    return failure;
}

/// One server that wants the claim; several of them share a store.
struct Server
{
    explicit Server(FakeStore &store_, const QByteArray &name_ = "server A",
                    const QByteArray &bucket_ = "b-1")
        : store(store_), name(name_), bucket(bucket_)
    {}
    void ask(std::chrono::milliseconds patience = 0ms)
    {
        context = std::make_unique<QObject>();
        answer.reset();
        BucketClaim::take(store, {"log.txt", name, patience, bucket}, context.get(),
                          [this](const Result<Held> &result) { answer = result; });
    }
    Result<Held> take(std::chrono::milliseconds patience = 0ms)
    {
        ask(patience);
        if (!QTest::qWaitFor([this] { return answer.has_value(); }, 30000))
            return Failure::of(Code::Timeout);
        return *std::exchange(answer, std::nullopt);
    }

    FakeStore &store;
    QByteArray name;
    QByteArray bucket;
    std::unique_ptr<QObject> context;
    std::optional<Result<Held>> answer;
};

Outcome confirmed(const Held &claim)
{
    QObject context;
    std::optional<Outcome> answer;
    claim->confirm(&context, [&answer](const Outcome &outcome) { answer = outcome; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30000))
        return Failure::of(Code::Timeout);
    return *answer;
}

QByteArray holderIn(const FakeStore &store) { return parseClaim(store.content(key))->holder; }

/// A claim whose server was killed.
void leaveBehind(FakeStore &store, const QByteArray &holder = "the dead server")
{
    store.addObject(key, claimJson({"log.txt", holder, "id of " + holder}));
}

}  // namespace

class ClaimsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takingCostsOneRequestAndGivingBackOne()
    {
        FakeStore store;
        Server a(store);
        auto claim = a.take();
        QVERIFY(claim);
        QCOMPARE(store.requests(), 1);
        QCOMPARE(holderIn(store), QByteArray("server A"));
        QVERIFY(confirmed(*claim));
        QCOMPARE(store.requests(), 1);
        claim->reset();
        QTRY_VERIFY(store.keys().isEmpty());
        QCOMPARE(store.requests(), 2);
    }
    void whoComesSecondHearsWhoHasIt()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        const auto first = a.take();
        QVERIFY(first);
        const auto second = b.take();
        QVERIFY(!second);
        QCOMPARE(nameOf(second.error().code), nameOf(Code::InUse));
        QCOMPARE(second.error().holder, QByteArray("server A"));
        QVERIFY(confirmed(*first));
    }
    void whoWaitsGetsItWhenItIsGivenBack()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        auto first = a.take();
        QVERIFY(first);
        b.ask(20s);
        QTRY_VERIFY(store.requests(Verb::Read) > 2);
        QVERIFY(!b.answer);
        first->reset();
        QTRY_VERIFY(b.answer.has_value());
        QVERIFY(*b.answer);
        QCOMPARE(holderIn(store), QByteArray("server B"));
    }
    void patienceEnds()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        const auto first = a.take();
        const auto second = b.take(400ms);
        QVERIFY(!second);
        QCOMPARE(nameOf(second.error().code), nameOf(Code::InUse));
        QVERIFY(store.requests(Verb::Read) >= 2);
    }
    void manyServersHoldItOneAfterTheOther()
    {
        FakeStore store;
        std::vector<std::unique_ptr<Server>> servers;
        for (int number = 0; number < 8; ++number) {
            servers.push_back(std::make_unique<Server>(store, QByteArray::number(number)));
            servers.back()->ask(30s);
        }
        const auto holders = [&servers] {
            return std::count_if(servers.begin(), servers.end(), [](const auto &server) {
                return server->answer && *server->answer && **server->answer != nullptr;
            });
        };
        for (int served = 0; served < 8; ++served) {
            QTRY_COMPARE_WITH_TIMEOUT(holders(), 1, 30000);
            for (const auto &server : servers)
                if (server->answer && **server->answer != nullptr)
                    server->answer = Result<Held>(Held());
        }
        QTRY_VERIFY(store.keys().isEmpty());
    }

    void whatNobodyRenewsIsTakenOver()
    {
        FakeStore store;
        leaveBehind(store);
        Server b(store, "server B");
        QVERIFY(!b.take());
        store.passTime(31s);
        const auto claim = b.take();
        QVERIFY(claim);
        QCOMPARE(holderIn(store), QByteArray("server B"));
        QTRY_VERIFY(!store.has(marker));
        QVERIFY(confirmed(*claim));
    }
    void whatIsRenewedIsNot()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        const auto claim = a.take();
        QVERIFY(claim);
        for (int round = 0; round < 5; ++round) {
            store.passTime(16s);
            QVERIFY(confirmed(*claim));
            QVERIFY(!b.take());
        }
        QCOMPARE(store.requests(Verb::Copy), 5);
    }
    void theTimerRenews()
    {
        FakeStore store;
        Server a(store);
        const auto claim = a.take();
        QVERIFY(claim);
        QTimer &timer = *(*claim)->findChild<QTimer *>();
        QCOMPARE(timer.intervalAsDuration(), std::chrono::milliseconds(BucketClaim::renewal));
        store.passTime(10s);
        timer.start(0);
        QTRY_VERIFY(store.requests(Verb::Copy) > 0);
        timer.stop();
        store.passTime(10s);
        const int before = store.requests();
        QVERIFY(confirmed(*claim));
        QCOMPARE(store.requests(), before);
    }
    void ofManyThatFindItAbandonedOneTakesItOver_data()
    {
        QTest::addColumn<bool>("hasStaleMarker");
        QTest::newRow("of a crash") << false;
        QTest::newRow("and of a crash while it was taken over") << true;
    }
    void ofManyThatFindItAbandonedOneTakesItOver()
    {
        QFETCH(const bool, hasStaleMarker);
        for (int round = 0; round < 6; ++round) {
            FakeStore store;
            leaveBehind(store);
            if (hasStaleMarker)
                store.addObject(marker, claimJson({"log.txt", "the other dead server", "m"}));
            store.passTime(31s);
            std::vector<std::unique_ptr<Server>> servers;
            for (int number = 0; number < 6; ++number) {
                servers.push_back(std::make_unique<Server>(store, QByteArray::number(number)));
                servers.back()->ask(number % 2 == 0 ? 0ms : 300ms);
                if (round % 3 == number % 3)
                    QCoreApplication::processEvents();
            }
            for (const auto &server : servers)
                QTRY_VERIFY(server->answer.has_value());
            int holding = 0;
            for (const auto &server : servers)
                holding += *server->answer && confirmed(**server->answer) ? 1 : 0;
            QVERIFY(holding <= 1);
            Server last(store, "last");
            const auto claim = last.take();
            QVERIFY(holding == 1 || claim);  // one of them, or none: it is never blocked
        }
    }
    void aMarkerThatACrashLeftDoesNotBlockForEver()
    {
        FakeStore store;
        leaveBehind(store);
        store.passTime(31s);
        store.addObject(marker, claimJson({"log.txt", "dying", "m"}));
        Server b(store, "server B");
        QVERIFY(!b.take());
        store.passTime(31s);
        QVERIFY(b.take());
        QTRY_VERIFY(!store.has(marker));
    }

    void aHolderThatWasAwayForLongLearnsThatAnotherHasIt()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        const auto old = a.take();
        QVERIFY(old);
        store.passTime(60s);
        const auto claim = b.take();
        QVERIFY(claim);
        QCOMPARE(nameOf(confirmed(*old).error().code), nameOf(Code::Changed));
        QVERIFY(confirmed(*claim));
        QCOMPARE(holderIn(store), QByteArray("server B"));
    }
    void aHolderThatIsLateGivesBackNothingOfOthers()
    {
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        auto old = a.take();
        store.passTime(60s);
        const auto claim = b.take();
        QVERIFY(claim);
        old->reset();
        QTRY_VERIFY(store.isQuiet());
        QCOMPARE(holderIn(store), QByteArray("server B"));
    }
    void aHolderThatWasAwayWhileNobodyCameGoesOn()
    {
        FakeStore store;
        Server a(store);
        const auto claim = a.take();
        QVERIFY(claim);
        store.passTime(10min);
        QVERIFY(confirmed(*claim));
        QTRY_VERIFY(!store.has(marker));
        Server b(store, "server B");
        QVERIFY(!b.take());
    }
    void aHolderWhoseClaimWasRemovedByHandHasLostIt()
    {
        FakeStore store;
        Server a(store);
        const auto claim = a.take();
        store.removeObject(key);
        store.passTime(16s);
        QCOMPARE(nameOf(confirmed(*claim).error().code), nameOf(Code::Changed));
        QCOMPARE(nameOf(confirmed(*claim).error().code), nameOf(Code::Changed));
    }
    // The owner wakes up and renews while another server is between its look and its copy.
    void renewalAndTakeoverAtOnceLeaveOneHolder_data()
    {
        QTest::addColumn<int>("step");
        for (int step = 0; step < 12; ++step)
            QTest::addRow("after %d events", step) << step;
    }
    void renewalAndTakeoverAtOnceLeaveOneHolder()
    {
        QFETCH(const int, step);
        FakeStore store;
        Server a(store);
        Server b(store, "server B");
        const auto old = a.take();
        store.passTime(31s);
        b.ask();
        for (int done = 0; done < step; ++done)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
        const bool oldHasIt = confirmed(*old).has_value();
        QTRY_VERIFY(b.answer.has_value());
        const bool newHasIt = *b.answer && confirmed(**b.answer);
        QVERIFY(!oldHasIt || !newHasIt);
        QVERIFY(oldHasIt || newHasIt);
        QCOMPARE(confirmed(*old).has_value(), oldHasIt);
    }

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

COSFTP_TEST(ClaimsTest)
#include "claims_test.moc"
