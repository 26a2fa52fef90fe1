// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/raw_peer.h"
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_peer.h"

#include <QRegularExpression>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

const QString loopback = QStringLiteral("127.0.0.1");
const QByteArray fromAfar("PROXY TCP4 198.51.100.7 192.0.2.1 50000 21\r\n");
const QByteArray fromElsewhere("PROXY TCP4 198.51.100.8 192.0.2.1 50000 21\r\n");

NetworkList networks(const char *text)
{
    return NetworkList::fromText(QString::fromLatin1(text)).value();
}

// This machine is the load balancer.
void behindBalancer(Settings &settings)
{
    settings.network.proxyNetworks = networks("127.0.0.0/8");
    settings.tls.hasImplicitPort = true;
    settings.tls.implicitPort = 0;
}

quint16 portOf(const ClientReply &reply)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\|\|\|(\d+)\|)"));
    return pattern.match(QString::fromLatin1(reply.text)).captured(1).toUShort();
}

}  // namespace

class NetworksProxyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theClientIsTheOneOfTheHeader()
    {
        ServerFixture server(behindBalancer);
        FtpClient client(server.port(), loopback, fromAfar);
        QCOMPARE(client.loggedIn("rw", "secret").send("PWD").code, 257);
        const MonitorSnapshot snapshot = server.engine().snapshot();
        QCOMPARE(snapshot.sessions.size(), 1);
        QCOMPARE(snapshot.sessions.first().peer, QStringLiteral("198.51.100.7:50000"));
        QVERIFY(client.send("PASV").text.contains("(192,0,2,1,"));
        QCOMPARE(client.send("PORT 127,0,0,1,80,80").code, 501);
        QCOMPARE(client.send("PORT 198,51,100,7,80,80").code, 200);
    }
    void dataConnectionsHaveTheirOwnHeader()
    {
        const ServerFixture server(behindBalancer);
        FtpClient client(server.port(), loopback, fromAfar);
        client.loggedIn("rw", "secret");
        const quint16 port = portOf(client.send("EPSV"));
        QTcpSocket stranger;
        stranger.connectToHost(loopback, port);
        QVERIFY(stranger.waitForConnected(FtpClient::deadlineMs));
        FtpClient::writeAll(stranger, fromElsewhere + "forged");
        QVERIFY(stranger.state() == QAbstractSocket::UnconnectedState
                || stranger.waitForDisconnected(FtpClient::deadlineMs));
        QTcpSocket data;
        data.connectToHost(loopback, port);
        QVERIFY(data.waitForConnected(FtpClient::deadlineMs));
        FtpClient::writeAll(data, fromAfar + "mine");
        QCOMPARE(client.send("STOR f").code, 150);
        data.disconnectFromHost();
        QCOMPARE(client.readReply().code, 226);
        QCOMPARE(client.send("SIZE f").text, QByteArray("213 4"));
    }
    void dataConnectionsMayComeWithoutIfThatIsSet()
    {
        const ServerFixture server([](Settings &settings) {
            behindBalancer(settings);
            settings.network.proxiesData = false;
        });
        FtpClient client(server.port(), loopback, fromAfar);
        QCOMPARE(client.loggedIn("rw", "secret").store("f", "four").code, 226);
    }
    void tlsBeginsBehindTheHeader()
    {
        ServerFixture server(behindBalancer);
        Descriptor socket = rawpeer::connectTo({rawpeer::loopback, server.engine().implicitPort()});
        rawpeer::put(socket, fromAfar);
        TlsPeer peer(std::move(socket));
        QVERIFY(peer.handshake());
        QVERIFY(peer.take().value_or(QByteArray()).startsWith("220 "));
    }
    void whoBringsNoHeaderIsClosedWithoutAWord()
    {
        const ServerFixture server(behindBalancer);
        const Descriptor peer = rawpeer::connectTo({rawpeer::loopback, server.port()});
        rawpeer::put(peer, "USER rw\r\n");
        const std::optional<QByteArray> answer = rawpeer::takeAll(peer);
        QVERIFY(answer.value_or(QByteArray()).isEmpty());
        FtpClient next(server.port(), loopback, fromAfar);  // and nobody else has to wait for that
        QCOMPARE(next.greeting().code, 220);
    }
    void aSilentBalancerStopsNobody()
    {
        const ServerFixture server(behindBalancer);
        std::vector<Descriptor> silent;
        for (int count = 0; count < 20; ++count)
            silent.push_back(rawpeer::connectTo({rawpeer::loopback, server.port()}));
        FtpClient client(server.port(), loopback, fromAfar);
        QCOMPARE(client.loggedIn("rw", "secret").send("PWD").code, 257);
    }
    void aHeaderFromSomebodyElseIsAForeignProtocol()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.network.proxyNetworks = networks("192.0.2.0/24"); });
        FtpClient client(server.port());
        QCOMPARE(client.greeting().code, 220);
        client.sendRaw(fromAfar);
        QVERIFY(client.waitForClose());
    }
    void bansAreOfTheClientNotOfTheBalancer()
    {
        const ServerFixture server([](Settings &settings) {
            behindBalancer(settings);
            settings.security.deniedNetworks = networks("198.51.100.7");
        });
        FtpClient refused(server.port(), loopback, fromAfar);
        QVERIFY(refused.greeting().code != 220);
        FtpClient client(server.port(), loopback, fromElsewhere);
        QCOMPARE(client.greeting().code, 220);
    }
};

COSFTP_TEST(NetworksProxyTest)
#include "networks_proxy_test.moc"
