// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/connection_counter.h"
#include "support/test_main.h"

#include <QTest>
#include <QThread>

#include <map>
#include <memory>
#include <vector>

using namespace cosftp;

namespace {

using Lease = ConnectionCounter::Lease;

/// Guests by number; those who were let go are gone.
class Crowd : public QObject
{
public:
    explicit Crowd(int limit) : counter(std::make_shared<ConnectionCounter>(limit)) {}

    bool comes(int number, const QByteArray &network)
    {
        std::optional<Lease> lease =
            counter->takeGuest({network, this, [this, number] { gone += number; }});
        if (lease)
            leases.emplace(number, std::move(*lease));
        return leases.count(number) == 1;
    }
    QList<int> goneByNow()
    {
        QCoreApplication::sendPostedEvents();
        return gone;
    }

    std::shared_ptr<ConnectionCounter> counter;
    std::map<int, Lease> leases;
    QList<int> gone;
};

}  // namespace

class ConnectionCounterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guestsHaveHalfOfAllPlacesAndANetworkHalfOfThese()
    {
        Crowd crowd(512);
        for (int number = 0; number < 600; ++number)
            QVERIFY(crowd.comes(number, "flood"));
        QCOMPARE(crowd.counter->guests(), 128);
        for (int number = 600; number < 1200; ++number)
            QVERIFY(crowd.comes(number, QByteArray::number(number)));
        QCOMPARE(crowd.counter->guests(), 256);
        QCOMPARE(crowd.counter->count(), 256);
        QCOMPARE(crowd.goneByNow().size(), 1200 - 256);
    }
    void theSilentOneThatSitsLongestInTheGreatestCrowdGoes()
    {
        Crowd crowd(32);  // 16 guests
        for (int number = 0; number < 10; ++number)
            crowd.comes(number, "crowd");
        for (int number = 10; number < 16; ++number)
            crowd.comes(number, "others");
        crowd.leases.at(0).noteSpoken();
        crowd.comes(16, "new");
        crowd.comes(17, "new");
        QCOMPARE(crowd.goneByNow(), (QList<int>{1, 2}));
    }
    void whoWaitsForAnAnswerToAPasswordStays()
    {
        Crowd crowd(32);
        for (int number = 0; number < 16; ++number) {
            crowd.comes(number, "office");
            crowd.leases.at(number).beginCheck();
        }
        QCOMPARE(crowd.counter->guests(), 0);
        for (int number = 16; number < 32; ++number)
            QVERIFY(crowd.comes(number, "office"));
        QVERIFY(crowd.goneByNow().isEmpty());
        crowd.leases.at(0).endCheck();  // the password was wrong: one guest too many
        QCOMPARE(crowd.goneByNow(), QList<int>{16});
        QVERIFY(crowd.leases.at(1).becomeMember());
    }
    void usersWhoAreInFindRoomWhereGuestsSit()
    {
        Crowd crowd(20);
        crowd.comes(0, "user");
        QVERIFY(crowd.leases.at(0).becomeMember());
        for (int number = 1; number < 100; ++number)
            crowd.comes(number, "flood");
        std::vector<Lease> data;
        while (std::optional<Lease> lease = crowd.counter->take())
            data.push_back(std::move(*lease));
        QCOMPARE(data.size(), size_t{19});
        QCOMPARE(crowd.counter->count(), 20);
        QCOMPARE(crowd.counter->guests(), 0);
        QVERIFY(!crowd.comes(100, "new"));  // the users are in the majority
        data.pop_back();
        QVERIFY(crowd.comes(101, "new"));
    }
    void whoIsLetGoIsCountedOffOnce()
    {
        Crowd crowd(2);
        crowd.comes(0, "a");
        crowd.comes(1, "a");
        crowd.comes(2, "a");
        QCOMPARE(crowd.goneByNow(), QList<int>{0});
        QVERIFY(!crowd.leases.at(0).becomeMember());
        crowd.leases.erase(0);
        QCOMPARE(crowd.counter->count(), 2);
        crowd.leases.clear();
        QCOMPARE(crowd.counter->count(), 0);
        QCOMPARE(crowd.counter->guests(), 0);
    }
    void whoLogsOutIsAGuestAgain()
    {
        Crowd crowd(512);
        crowd.comes(0, "a");
        QVERIFY(crowd.leases.at(0).becomeMember());
        QCOMPARE(crowd.counter->guests(), 0);
        crowd.leases.at(0).becomeGuest();
        QCOMPARE(crowd.counter->guests(), 1);
        crowd.leases.clear();
        QCOMPARE(crowd.counter->guests(), 0);
    }
    void manyThreadsLeaveNothingBehind()
    {
        const auto counter = std::make_shared<ConnectionCounter>(64);
        std::vector<std::unique_ptr<QThread>> threads;
        for (int index = 0; index < 4; ++index) {
            threads.emplace_back(QThread::create([counter, index] {
                QObject context;
                for (int round = 0; round < 2000; ++round) {
                    auto guest = counter->takeGuest(
                        {QByteArray::number((index + round) % 3), &context, [] {}});
                    if (!guest)
                        continue;
                    guest->beginCheck();
                    if (round % 2 == 0)
                        guest->endCheck();
                    else if (guest->becomeMember())
                        (void)counter->take();
                }
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait(60'000));
        QCOMPARE(counter->count(), 0);
        QCOMPARE(counter->guests(), 0);
    }
};

COSFTP_TEST(ConnectionCounterTest)
#include "connection_counter_test.moc"
