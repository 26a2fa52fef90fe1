// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/passive_ports.h"
#include "support/test_main.h"

#include <QSet>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <memory>
#include <vector>

using namespace cosftp;
using namespace std::chrono_literals;

namespace {

QList<quint16> allOf(PortRound round)
{
    QList<quint16> ports;
    while (const auto port = round.next())
        ports += *port;
    return ports;
}

QSet<quint16> setOf(const QList<quint16> &ports) { return {ports.begin(), ports.end()}; }

}  // namespace

class TestPassivePorts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoundMeetsEveryPortOnce_data();
    void aRoundMeetsEveryPortOnce();
    void withoutARangeAnyPortWillDo();
    void theFirstChoiceIsSpreadAndNoProgression();
    void recentlyUsedPortsComeLast();
    void aPortIsForgottenAfterItsTime();
    void aNewRangeCountsForNewRounds();
    void threadsMayUseItTogether();
};

void TestPassivePorts::aRoundMeetsEveryPortOnce_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("one port") << 2000 << 2000;
    QTest::newRow("two ports") << 2000 << 2001;
    QTest::newRow("a prime number of ports") << 50000 << 50100;
    QTest::newRow("the default") << 60000 << 65535;
    QTest::newRow("all") << 1 << 65535;
}

void TestPassivePorts::aRoundMeetsEveryPortOnce()
{
    QFETCH(int, first);
    QFETCH(int, last);
    const PortRange range{static_cast<quint16>(first), static_cast<quint16>(last)};
    PassivePorts ports(range);
    const QList<quint16> met = allOf(ports.newRound());
    QCOMPARE(met.size(), last - first + 1);
    QCOMPARE(setOf(met).size(), met.size());
    QCOMPARE(*std::min_element(met.begin(), met.end()), range.first);
    QCOMPARE(*std::max_element(met.begin(), met.end()), range.last);
}

void TestPassivePorts::withoutARangeAnyPortWillDo()
{
    PassivePorts ports(PortRange{});
    QCOMPARE(allOf(ports.newRound()), QList<quint16>{0});
    ports.noteUsed(40000);
    QVERIFY(!ports.wasUsedLately(40000));
    QCOMPARE(allOf(ports.newRound()), QList<quint16>{0});
}

void TestPassivePorts::theFirstChoiceIsSpreadAndNoProgression()
{
    PassivePorts ports({60000, 65535});
    QList<int> chosen;
    for (int i = 0; i < 200; ++i) {
        const quint16 port = ports.newRound().next().value();
        chosen += port;
        ports.noteUsed(port);
    }
    QCOMPARE(QSet<int>(chosen.begin(), chosen.end()).size(), 200);  // none within the minute
    QMap<int, int> differences;
    for (qsizetype i = 1; i < chosen.size(); ++i)
        ++differences[chosen[i] - chosen[i - 1]];
    QVERIFY(*std::max_element(differences.cbegin(), differences.cend()) < 10);
    QVERIFY(*std::max_element(chosen.begin(), chosen.end()) > 64000);
    QVERIFY(*std::min_element(chosen.begin(), chosen.end()) < 61500);
}

void TestPassivePorts::recentlyUsedPortsComeLast()
{
    PassivePorts ports({50000, 50009});
    ports.noteUsed(50003);
    ports.noteUsed(50007);
    for (int i = 0; i < 20; ++i) {
        const QList<quint16> met = allOf(ports.newRound());
        QCOMPARE(met.size(), 10);
        QCOMPARE(setOf(met.last(2)), (QSet<quint16>{50003, 50007}));
    }
}

void TestPassivePorts::aPortIsForgottenAfterItsTime()
{
    PassivePorts ports({50000, 50009}, 50ms);
    ports.noteUsed(50003);
    QVERIFY(ports.wasUsedLately(50003));
    QTRY_VERIFY(!ports.wasUsedLately(50003));
}

void TestPassivePorts::aNewRangeCountsForNewRounds()
{
    PassivePorts ports({50000, 50009});
    ports.noteUsed(50003);
    PortRound old = ports.newRound();
    ports.setRange({51000, 51001});
    QCOMPARE(setOf(allOf(old)).size(), 10);
    QCOMPARE(setOf(allOf(ports.newRound())), (QSet<quint16>{51000, 51001}));
    ports.setRange({50000, 50009});
    QVERIFY(!ports.wasUsedLately(50003));
}

void TestPassivePorts::threadsMayUseItTogether()
{
    PassivePorts ports({50000, 50999});
    std::vector<std::unique_ptr<QThread>> threads;
    std::vector<int> complete(4, 0);
    for (size_t i = 0; i < complete.size(); ++i) {
        threads.emplace_back(QThread::create([&ports, &complete, i] {
            for (int k = 0; k < 50; ++k) {
                const QList<quint16> met = allOf(ports.newRound());
                ports.noteUsed(met.first());
                complete[i] += met.size() == 1000 ? 1 : 0;
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(20'000));
    QCOMPARE(complete, (std::vector<int>{50, 50, 50, 50}));
}

COSFTP_TEST(TestPassivePorts)
#include "test_passive_ports.moc"
