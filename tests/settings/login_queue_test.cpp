// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/login_queue.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

namespace {

using Standing = LoginOrigin::Standing;

QList<QByteArray> taken(LoginQueue &queue)
{
    QList<QByteArray> jobs;
    while (const auto job = queue.takeNext())
        jobs += *job;
    return jobs;
}

}  // namespace

class LoginQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstOfOneNetworkComesBeforeTheSecondOfAnother()
    {
        LoginQueue queue;
        for (const char *job : {"a1", "a2", "a3"})
            QVERIFY(!queue.add(job, {"a"}));
        QVERIFY(!queue.add("b1", {"b"}));
        QVERIFY(!queue.add("c1", {"c"}));
        QCOMPARE(taken(queue), (QList<QByteArray>{"a1", "b1", "c1", "a2", "a3"}));
        QCOMPARE(queue.size(), 0);
    }
    void whoHasLoggedInBeforeIsNextAndWhoHasFailedIsLast()
    {
        LoginQueue queue;
        for (int number = 0; number < 100; ++number)
            queue.add("guess", {QByteArray::number(number), Standing::Failed});
        queue.add("new", {"x", Standing::New});
        queue.add("known", {"y", Standing::Known});
        QCOMPARE(*queue.takeNext(), QByteArray("known"));
        QCOMPARE(*queue.takeNext(), QByteArray("new"));
    }
    void theOthersHaveOneTurnInFour()
    {
        LoginQueue queue;
        for (int number = 0; number < 50; ++number)
            queue.add("known", {"y", Standing::Known});
        queue.add("guess", {"x", Standing::Failed});
        QCOMPARE(taken(queue).indexOf("guess"), 3);
    }
    void aNetworkThatAsksForTooMuchIsTurnedAway()
    {
        LoginQueue queue;
        for (int number = 0; number < LoginQueue::mostOfNetwork; ++number)
            QVERIFY(!queue.add("x", {"flood"}));
        QCOMPARE(*queue.add("one more", {"flood"}), QByteArray("one more"));
        QVERIFY(!queue.add("other", {"office"}));
    }
    void whereAllIsFullTheWorstGivesWay()
    {
        LoginQueue queue;
        for (int number = 0; number < LoginQueue::mostInAll; ++number)
            queue.add("f" + QByteArray::number(number),
                      {QByteArray::number(number % 3), Standing::Failed});
        QCOMPARE(queue.size(), LoginQueue::mostInAll);
        QCOMPARE(*queue.add("guess", {"x", Standing::Failed}), QByteArray("guess"));
        const auto dropped = queue.add("good", {"x", Standing::New});
        QVERIFY(dropped && dropped->startsWith('f'));
        QCOMPARE(*queue.takeNext(), QByteArray("good"));
    }
};

COSFTP_TEST(LoginQueueTest)
#include "login_queue_test.moc"
