// SPDX-License-Identifier: GPL-3.0-or-later
// What only one server may do at a time: claims in the bucket, renewed, given back, taken over.
#include "claims_support.h"
#include "support/fake_answers.h"
#include "support/test_main.h"

#include <QTimer>

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;
using Held = BucketClaim::Held;

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
        QTRY_VERIFY(store.isIdle());  // the renewal has been heard
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
};

COSFTP_TEST(ClaimsTest)
#include "claims_test.moc"
