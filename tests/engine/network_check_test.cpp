// SPDX-License-Identifier: GPL-3.0-or-later
// What the server's own machine can tell of its network.
#include "network_check.h"
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;
using Kind = NetworkStep::Kind;
using Verdict = NetworkStep::Verdict;
using Finding = NetworkStep::Finding;

namespace {

constexpr int patienceMs = 60'000;

QList<NetworkStep> stepsOf(const NetworkSettings &network, const QString &address,
                           quint16 ownPort = 0,
                           std::chrono::milliseconds patience = std::chrono::seconds(30))
{
    NetworkCheck check(network, address);
    check.setPatience(patience);
    check.setOwnPassivePort(ownPort);
    QList<NetworkStep> steps;
    QObject::connect(&check, &NetworkCheck::stepDone, &check,
                     [list = &steps](const NetworkStep &step) { *list += step; });
    QSignalSpy finished(&check, &NetworkCheck::finished);
    check.start();
    return finished.wait(patienceMs) ? steps : QList<NetworkStep>();
}

QString addressOf(const QTcpServer &server)
{
    return QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
}

NetworkSettings anyPort()
{
    NetworkSettings network;
    network.passivePorts = {0, 0};
    return network;
}

}  // namespace

class NetworkCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunningServerGreets()
    {
        ServerFixture server;
        const QString address = server.engine().addressText();
        const QList<NetworkStep> steps = stepsOf(anyPort(), address);
        QCOMPARE(steps.size(), 3);
        QVERIFY(steps[0].kind == Kind::Listens && steps[0].finding == Finding::Greeted);
        QCOMPARE(steps[0].address, address);
        QVERIFY(steps[1].finding == Finding::AnyPort);
        QVERIFY(steps[2].finding == Finding::NothingSet);
        for (const NetworkStep &step : steps)
            QVERIFY(step.verdict == Verdict::Passed);
    }

    void aPausedServerIsNotAFailure()
    {
        ServerFixture server;
        server.engine().setAccepting(false);
        const QList<NetworkStep> steps = stepsOf(anyPort(), server.engine().addressText());
        QVERIFY(steps.value(0).finding == Finding::Refused);
        QVERIFY(steps.value(0).verdict == Verdict::Doubtful);
    }

    void whatDoesNotRunIsSkipped()
    {
        const QList<NetworkStep> steps = stepsOf(anyPort(), {});
        QVERIFY(steps.value(0).verdict == Verdict::Skipped);
        QVERIFY(steps.value(0).finding == Finding::NotRunning);
        QCOMPARE(steps.size(), 3);
    }

    void aPortWhereNobodyListensFails()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString address = addressOf(closed);
        closed.close();
        const QList<NetworkStep> steps = stepsOf(anyPort(), address);
        QVERIFY(steps.value(0).verdict == Verdict::Failed);
        QVERIFY(!steps.value(0).error.isEmpty());
    }

    void aServerThatSaysNothingFailsInTime()
    {
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        const QList<NetworkStep> steps =
            stepsOf(anyPort(), addressOf(mute), 0, std::chrono::milliseconds(200));
        QVERIFY(steps.value(0).verdict == Verdict::Failed);
        QVERIFY(steps.value(0).finding == Finding::NoAnswer);
    }

    void takenPassivePortsAreNamed()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        NetworkSettings network;
        network.listenAddress = QStringLiteral("127.0.0.1");
        network.passivePorts = {other.serverPort(), other.serverPort()};
        NetworkStep ports = stepsOf(network, {}).value(1);
        QVERIFY(ports.verdict == Verdict::Failed);
        QCOMPARE(ports.tried, 1);
        QCOMPARE(ports.free, 0);
        QCOMPARE(ports.taken, QList<quint16>{other.serverPort()});
        other.close();
        ports = stepsOf(network, {}).value(1);
        QVERIFY(ports.verdict == Verdict::Passed);
        QCOMPARE(ports.free, 1);
    }

    void theOnePortForEverybodyIsTriedInPlaceOfTheRange()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        NetworkSettings network;
        network.listenAddress = QStringLiteral("127.0.0.1");
        network.passivePorts = {20'000, 20'499};
        network.singlePassivePort = other.serverPort();
        NetworkStep ports = stepsOf(network, {}).value(1);
        QCOMPARE(ports.tried, 1);
        QVERIFY(ports.verdict == Verdict::Failed);
        QCOMPARE(ports.taken, QList<quint16>{other.serverPort()});
        other.close();
        ports = stepsOf(network, {}).value(1);
        QVERIFY(ports.verdict == Verdict::Passed);
        QCOMPARE(ports.tried, 1);
    }

    void theServersOwnPassivePortIsNotTaken()
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const quint16 port = probe.serverPort();
        probe.close();
        ServerFixture server(
            [port](Settings &settings) { settings.network.singlePassivePort = port; });
        QCOMPARE(server.engine().singlePassivePort(), port);
        const NetworkSettings &network = server.settings().network;
        const auto waiting = server.client();
        QCOMPARE(waiting->send("EPSV").code, 229);
        const NetworkStep ports = stepsOf(network, {}, port).value(1);
        QVERIFY(ports.verdict == Verdict::Passed);
        QCOMPARE(ports.free, 1);
        QCOMPARE(waiting->send("NOOP").code, 200);  // and it was not taken for a client's
        server.engine().stop();
        QTRY_VERIFY(!server.isRunning());
        QCOMPARE(server.engine().singlePassivePort(), quint16{0});
    }

    void aWholeRangeIsTried()
    {
        NetworkSettings network;
        network.listenAddress = QStringLiteral("127.0.0.1");
        network.passivePorts = {20'000, 20'499};
        const NetworkStep ports = stepsOf(network, {}).value(1);
        QCOMPARE(ports.tried, 500);
        QVERIFY(ports.free > 0);
        QVERIFY(ports.taken.size() <= 5);
    }

    void theAnnouncedNameIsLookedUp()
    {
        NetworkSettings network = anyPort();
        network.masqueradeAddress = QStringLiteral("localhost");
        NetworkStep name = stepsOf(network, {}).value(2);
        QVERIFY(name.finding == Finding::NameKnown);
        QVERIFY(name.addresses.contains(QStringLiteral("127.0.0.1")));
        network.masqueradeAddress = QStringLiteral("no-such-name.invalid");
        name = stepsOf(network, {}).value(2);
        QVERIFY(name.finding == Finding::NameUnknown);
        QVERIFY(name.verdict == Verdict::Failed);
        network.masqueradeAddress = QStringLiteral("203.0.113.7");
        name = stepsOf(network, {}).value(2);
        QVERIFY(name.finding == Finding::Literal);
    }

    void aStoppedCheckTellsNoMore()
    {
        NetworkSettings network;
        network.listenAddress = QStringLiteral("127.0.0.1");
        network.passivePorts = {20'000, 29'999};
        auto check = std::make_unique<NetworkCheck>(network, QString());
        int steps = 0;
        connect(check.get(), &NetworkCheck::stepDone, this, [count = &steps, holder = &check] {
            ++*count;
            holder->reset();
        });
        check->start();
        QTRY_VERIFY(check == nullptr);
        QCoreApplication::processEvents();
        QCOMPARE(steps, 1);
    }
};

COSFTP_TEST(NetworkCheckTest)
#include "network_check_test.moc"
