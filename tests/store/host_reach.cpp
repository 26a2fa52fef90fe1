// SPDX-License-Identifier: GPL-3.0-or-later
// A store that goes and comes back is two lines of the log.
#include "store/cos/host_reach.h"

#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;

class TestHostReach : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatGoesAndComesBackIsToldOnceEach();
    void aRequestThatFailsWhileOthersAreAnsweredIsItsOwnAffair();
    void workersSeeTheSameHost();
};

void TestHostReach::whatGoesAndComesBackIsToldOnceEach()
{
    HostReach reach("cos.example");
    const HostReach::Clock::time_point start = HostReach::Clock::now();
    QVERIFY(!reach.answered(start));
    const HostReach::Silence first =
        reach.missed(start + 1s, QStringLiteral("it does not resolve"));
    QVERIFY(first.line
            && first.line->startsWith(
                QStringLiteral("cos.example cannot be reached: it does not resolve;")));
    for (int request = 0; request < 9; ++request) {
        const HostReach::Silence next = reach.missed(start + 2s, QStringLiteral("no"));
        QVERIFY(!next.line && !next.isOfThisRequest);
    }
    QCOMPARE(reach.answered(start + 601s).value_or(QString()),
             QStringLiteral("cos.example answers again after 600 s; 10 requests failed meanwhile"));
    QVERIFY(!reach.answered(start + 602s));
    QVERIFY(reach.missed(start + 603s, QStringLiteral("no")).line.has_value());
}

void TestHostReach::aRequestThatFailsWhileOthersAreAnsweredIsItsOwnAffair()
{
    HostReach reach("cos.example");
    const HostReach::Clock::time_point start = HostReach::Clock::now();
    QVERIFY(!reach.answered(start + 5s));
    const HostReach::Silence silence = reach.missed(start, QStringLiteral("no answer"));
    QVERIFY(silence.isOfThisRequest && !silence.line);
    QVERIFY(!reach.answered(start + 6s));
}

void TestHostReach::workersSeeTheSameHost()
{
    const std::shared_ptr<HostReach> one = HostReach::of("one.example");
    QVERIFY(one == HostReach::of("one.example"));
    QVERIFY(one != HostReach::of("other.example"));
}

COSFTP_TEST(TestHostReach)
#include "host_reach.moc"
