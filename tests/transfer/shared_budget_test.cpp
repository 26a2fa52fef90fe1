// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/shared_budget.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace cosftp;

class SharedBudgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesItselfBackWhenTheGrantDies()
    {
        const auto budget = SharedBudget::create(10);
        {
            const BudgetGrant grant = budget->tryTake(7);
            QCOMPARE(grant.amount(), 7);
            QCOMPARE(budget->used(), 7);
        }
        QCOMPARE(budget->used(), 0);
    }

    void refusesMoreThanIsThere()
    {
        const auto budget = SharedBudget::create(10);
        const BudgetGrant first = budget->tryTake(7);
        QCOMPARE(budget->tryTake(4).amount(), 0);
        QCOMPARE(budget->tryTake(3).amount(), 3);
    }

    void mergedGrantsAreGivenBackTogether()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant first = budget->tryTake(3);
        first.merge(budget->tryTake(4));
        QCOMPARE(first.amount(), 7);
        QCOMPARE(budget->used(), 7);
        first.release();
        QCOMPARE(budget->used(), 0);
    }

    void whoHoldsMuchWaitsBehindWhoHoldsNothing()
    {
        const auto budget = SharedBudget::create(10);
        const auto rich = std::make_shared<BudgetHolder>();
        const auto poor = std::make_shared<BudgetHolder>();
        BudgetGrant first = budget->tryTake(4, rich);
        BudgetGrant second = budget->tryTake(6, rich);
        QObject context;
        QByteArray order;
        const auto note = [&order](char who) {
            return [&order, who](const BudgetGrant &) { order += who; };
        };
        budget->take(5, &context, note('r'), rich);
        budget->take(4, &context, note('p'), poor);
        QCOMPARE(rich->held, 10);
        first.release();
        QTRY_COMPARE(order, QByteArray("p"));
        second.release();
        QTRY_COMPARE(order, QByteArray("pr"));  // it is served as soon as it holds less
        QCOMPARE(rich->held, 0);
        QCOMPARE(poor->held, 0);
        QCOMPARE(budget->used(), 0);
    }

    void whatFinishesGoesFirst()
    {
        const auto budget = SharedBudget::create(2);
        const auto finishing = std::make_shared<BudgetHolder>();
        BudgetGrant first = budget->tryTake(1, finishing);
        BudgetGrant second = budget->tryTake(1);
        QObject context;
        QByteArray order;
        const auto note = [&order](char who) {
            return [&order, who](const BudgetGrant &) { order += who; };
        };
        budget->take(1, &context, note('n'));
        budget->take(1, &context, note('f'), finishing);
        finishing->goesFirst = true;
        second.release();
        QTRY_COMPARE(order, QByteArray("fn"));
    }

    void seedsGetHalfAndAreNotInTheWayOfOthers()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant seed = budget->tryTake(5, {}, BudgetUse::Seed);
        QCOMPARE(seed.amount(), 5);
        QCOMPARE(budget->tryTake(1, {}, BudgetUse::Seed).amount(), 0);
        QVERIFY(!budget->hasRoomForSeed(1));
        QObject context;
        QByteArray order;
        const auto note = [&order](char who) {
            return [&order, who](const BudgetGrant &) { order += who; };
        };
        budget->take(1, &context, note('s'), {}, BudgetUse::Seed);
        budget->take(5, &context, note('f'));
        QTRY_COMPARE(order, QByteArray("f"));
        QCOMPARE(budget->waiting(), 1);
        seed.merge(budget->tryTake(1));  // refused: somebody waits
        seed.makeFirm();
        QTRY_COMPARE(order, QByteArray("fs"));
        QCOMPARE(budget->used(), 5);
        seed.shrinkTo(2);
        QCOMPARE(budget->used(), 2);
        seed.release();
        QCOMPARE(budget->used(), 0);
        QVERIFY(budget->hasRoomForSeed(5));
    }

    void whatShrinksIsFewerSeedsToo()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant seed = budget->tryTake(5, {}, BudgetUse::Seed);
        seed.shrinkTo(1);
        QVERIFY(budget->hasRoomForSeed(4));
        QVERIFY(!budget->hasRoomForSeed(5));
    }

    void whoHasMostIdleIsAskedWhenSomebodyWaits()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant all = budget->tryTake(10);
        QObject context;
        QByteArray asked;
        const auto some = std::make_shared<BudgetHolder>();
        const auto most = std::make_shared<BudgetHolder>();
        const auto none = std::make_shared<BudgetHolder>();
        budget->whenWanted(&context, some, [&asked] { asked += 's'; });
        budget->whenWanted(&context, most, [&asked] { asked += 'm'; });
        budget->whenWanted(&context, none, [&asked] { asked += 'n'; });
        some->idle = 2;
        most->idle = 4;
        budget->take(3, &context, [](const BudgetGrant &) {});
        QVERIFY(asked.isEmpty());
        QTRY_COMPARE(asked, QByteArray("m"));
        QCOMPARE(most->idle.load(), 0);
        QCOMPARE(some->idle.load(), 2);
    }

    void aGrantIsMadeLargerOrStaysAsItIs()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant first;
        QVERIFY(resizeGrant(first, *budget, 4));
        BudgetGrant second;
        QVERIFY(resizeGrant(second, *budget, 6));
        QVERIFY(!resizeGrant(first, *budget, 5));
        QCOMPARE(first.amount(), 4);
        QVERIFY(resizeGrant(second, *budget, 1));
        QVERIFY(resizeGrant(first, *budget, 9));
        second.release();
        QVERIFY(resizeGrant(first, *budget, 50));  // alone
        QVERIFY(!resizeGrant(second, *budget, 1));
        first.release();
        QCOMPARE(budget->used(), 0);
    }

    void neverCallsBackFromInsideTake()
    {
        const auto budget = SharedBudget::create(10);
        QObject context;
        bool isGranted = false;
        budget->take(1, &context, [&isGranted](const BudgetGrant &) { isGranted = true; });
        QVERIFY(!isGranted);
        QTRY_VERIFY(isGranted);
        QCOMPARE(budget->used(), 0);
    }

    void servesInOrderAndLetsNobodyPassTheFirst()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant all = budget->tryTake(10);
        QObject context;
        QList<int> order;
        QList<std::shared_ptr<BudgetGrant>> grants;
        for (const int amount : {6, 2, 3})
            budget->take(amount, &context, [&, amount](BudgetGrant grant) {
                order += amount;
                grants += std::make_shared<BudgetGrant>(std::move(grant));
            });
        QCOMPARE(budget->waiting(), 3);
        all.release();
        QTRY_COMPARE(order, (QList<int>{6, 2}));
        QCOMPARE(budget->tryTake(1).amount(), 0);  // 2 are free, but one waits already
        grants.removeFirst();
        QTRY_COMPARE(order, (QList<int>{6, 2, 3}));
        QCOMPARE(budget->waiting(), 0);
    }

    void skipsWaitersThatDied()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant all = budget->tryTake(10);
        auto dying = std::make_unique<QObject>();
        QObject living;
        bool isDeadGranted = false;
        bool isGranted = false;
        budget->take(10, dying.get(), [&](const BudgetGrant &) { isDeadGranted = true; });
        budget->take(1, &living, [&](const BudgetGrant &) { isGranted = true; });
        dying.reset();
        all.release();
        QTRY_VERIFY(isGranted);
        QVERIFY(!isDeadGranted);
        QCOMPARE(budget->used(), 0);
    }

    void aGrantUnderWayToADeadWaiterComesBack()
    {
        const auto budget = SharedBudget::create(10);
        auto dying = std::make_unique<QObject>();
        budget->take(10, dying.get(), [](const BudgetGrant &) { QFAIL("served a dead waiter"); });
        QCOMPARE(budget->used(), 10);
        dying.reset();
        QCOMPARE(budget->used(), 0);
    }

    void moreThanTheTotalIsServedAlone()
    {
        const auto budget = SharedBudget::create(10);
        BudgetGrant one = budget->tryTake(1);
        QObject context;
        qint64 granted = 0;
        budget->take(25, &context, [&](const BudgetGrant &grant) { granted = grant.amount(); });
        QCoreApplication::processEvents();
        QCOMPARE(granted, 0);
        one.release();
        QTRY_COMPARE(granted, 25);
    }

    void aRaisedTotalServesAtOnce()
    {
        const auto budget = SharedBudget::create(10);
        const BudgetGrant all = budget->tryTake(10);
        QObject context;
        bool isGranted = false;
        budget->take(5, &context, [&](const BudgetGrant &) { isGranted = true; });
        budget->setTotal(15);
        QTRY_VERIFY(isGranted);
    }

    void servesEachWaiterInItsOwnThread()
    {
        constexpr int threadCount = 4;
        constexpr int rounds = 2000;
        const auto budget = SharedBudget::create(3);
        std::atomic<int> served = 0;
        std::atomic<int> wrongThread = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int index = 0; index < threadCount; ++index)
            threads.emplace_back(QThread::create([&] {
                QEventLoop loop;
                QObject context;
                const QThread *home = QThread::currentThread();
                int left = rounds;
                std::function<void(BudgetGrant)> again = [&](BudgetGrant grant) {
                    wrongThread += QThread::currentThread() == home ? 0 : 1;
                    ++served;
                    grant.release();
                    if (--left == 0)
                        return loop.quit();
                    budget->take(1 + left % 3, &context, again);
                };
                budget->take(1, &context, again);
                loop.exec();
            }));
        for (const auto &thread : threads)
            thread->start();
        for (const auto &thread : threads)
            QVERIFY(thread->wait(30'000));
        QCOMPARE(served.load(), threadCount * rounds);
        QCOMPARE(wrongThread.load(), 0);
        QCOMPARE(budget->used(), 0);
    }
};

COSFTP_TEST(SharedBudgetTest)
#include "shared_budget_test.moc"
