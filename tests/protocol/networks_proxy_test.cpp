// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/raw_peer.h"
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_peer.h"

#include <QRegularExpression>
#include <QTcpServer>
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

// The data connections of all clients come to one port, through the balancer too.
void withOnePort(Settings &settings)
{
    QTcpServer probe;
    if (probe.listen(QHostAddress::LocalHost))
        settings.network.singlePassivePort = probe.serverPort();
    behindBalancer(settings);
}

std::unique_ptr<QTcpSocket> connected(quint16 port, const QByteArray &first)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(loopback, port);
    const bool isSent =
        socket->waitForConnected(FtpClient::deadlineMs) && FtpClient::writeAll(*socket, first);
    return isSent ? std::move(socket) : nullptr;
}

// The next reply begins like that.
bool said(TlsPeer &peer, const QByteArray &code)
{
    return peer.take().value_or(QByteArray()).startsWith(code);
}

bool isAnswered(TlsPeer &peer, const QByteArray &line, const QByteArray &code)
{
    return peer.put(line + "\r\n") && said(peer, code);
}

bool isClosed(QTcpSocket &socket)
{
    return socket.state() == QAbstractSocket::UnconnectedState
           || socket.waitForDisconnected(FtpClient::deadlineMs);
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
    void onThePortOfEverybodyTheHeaderTellsWhoseItIs()
    {
        ServerFixture server(withOnePort);
        const quint16 port = server.engine().singlePassivePort();
        FtpClient first(server.port(), loopback, fromAfar);
        FtpClient second(server.port(), loopback, fromElsewhere);
        for (FtpClient *client : {&first, &second}) {
            QCOMPARE(portOf(client->loggedIn("rw", "secret").send("EPSV")), port);
            QCOMPARE(client->send(client == &first ? "STOR 1" : "STOR 2").code, 150);
        }
        // In the other order than they asked, and from one and the same balancer.
        const auto secondLine = connected(port, fromElsewhere + "22");
        const auto firstLine = connected(port, fromAfar + "1");
        secondLine->disconnectFromHost();
        firstLine->disconnectFromHost();
        QCOMPARE(first.readReply().code, 226);
        QCOMPARE(second.readReply().code, 226);
        QCOMPARE(first.send("SIZE 1").text, QByteArray("213 1"));
        QCOMPARE(first.send("SIZE 2").text, QByteArray("213 2"));
    }
    void onThePortOfEverybodyOnlyTheHeadersOfThoseWhoWaitAreGood()
    {
        ServerFixture server(withOnePort);
        const quint16 port = server.engine().singlePassivePort();
        FtpClient client(server.port(), loopback, fromAfar);
        client.loggedIn("rw", "secret");
        QCOMPARE(client.send("EPSV").code, 229);
        QCOMPARE(client.send("STOR f").code, 150);
        const auto silent = connected(port, "PROXY TCP4 198.51.100.7");  // and no more
        for (const QByteArray &start :
             {fromElsewhere, QByteArray("no header\r\n"), QByteArray("PROXY UNKNOWN\r\n")}) {
            const auto stranger = connected(port, start + "forged");
            QVERIFY(stranger != nullptr);
            QVERIFY(isClosed(*stranger));
        }
        const auto data = connected(port, fromAfar + "mine");
        data->disconnectFromHost();
        QCOMPARE(client.readReply().code, 226);
        QCOMPARE(client.send("SIZE f").text, QByteArray("213 4"));
    }
    void onThePortOfEverybodyTlsBeginsBehindTheHeader()
    {
        ServerFixture server([](Settings &settings) {
            withOnePort(settings);
            settings.tls.dataSession = TlsSettings::DataSession::Require;
        });
        const Endpoint onePort{rawpeer::loopback, server.engine().singlePassivePort()};
        // Two of one address, so that it is the TLS session that tells whose connection has come.
        std::vector<std::unique_ptr<TlsPeer>> controls;
        for (int count = 0; count < 2; ++count) {
            Descriptor socket =
                rawpeer::connectTo({rawpeer::loopback, server.engine().implicitPort()});
            rawpeer::put(socket, fromAfar);
            controls.push_back(std::make_unique<TlsPeer>(std::move(socket)));
            QVERIFY(controls.back()->handshake());
            QVERIFY(said(*controls.back(), "220 "));
            for (const auto &[line, code] :
                 {std::pair("PBSZ 0", "200 "), std::pair("PROT P", "200 "),
                  std::pair("USER rw", "331 "), std::pair("PASS secret", "230 "),
                  std::pair("EPSV", "229 ")})
                QVERIFY2(isAnswered(*controls.back(), line, code), line);
        }
        TlsPeer &later = *controls.back();
        QVERIFY(isAnswered(later, "STOR f", "150 "));
        Descriptor socket = rawpeer::connectTo(onePort);
        rawpeer::put(socket, fromAfar);
        TlsWish wish;
        const TlsSession session = later.session();
        wish.session = session.get();
        TlsPeer data(std::move(socket), wish);
        QVERIFY(data.handshake());
        QVERIFY(data.isResumed());
        QVERIFY(data.put("under TLS"));
        data.sendCloseNotify();
        data.close();
        QVERIFY(said(later, "226 "));
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
