// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/raw_peer.h"
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

const QString loopback = QStringLiteral("127.0.0.1");

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : quint16{0};
}

// All data connections come to this port.
struct OnePort
{
    quint16 port = freePort();
    ServerFixture server{[this](Settings &settings) {
        settings.network.singlePassivePort = port;
        settings.tls.isOn = true;
        settings.timeouts.shutdownGrace = std::chrono::seconds(20);
    }};
};

std::unique_ptr<QTcpSocket> connectTo(quint16 port, const char *from = "127.0.0.1")
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->bind(QHostAddress(QString::fromLatin1(from)));
    socket->connectToHost(loopback, port);
    return socket->waitForConnected(FtpClient::deadlineMs) ? std::move(socket) : nullptr;
}

}  // namespace

class NetworksSharedPortTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodyIsToldTheSamePort()
    {
        const OnePort one;
        const QByteArray text = "|||" + QByteArray::number(one.port) + '|';
        for (int count = 0; count < 3; ++count) {
            const auto client = one.server.client();
            QVERIFY(client->send("EPSV").text.contains(text));
            QCOMPARE(client->store("f", "abc").code, 226);
            QByteArray back;
            QCOMPARE(client->retrieve("RETR f", &back).code, 226);
            QCOMPARE(back, QByteArray("abc"));
        }
    }
    void clientsOfDifferentAddressesAreToldApart()
    {
        const OnePort one;
        const auto near = one.server.client();
        QCOMPARE(near->send("EPSV").code, 229);
        const auto stranger = connectTo(one.port, "127.0.0.2");
        QVERIFY(stranger != nullptr);
        QVERIFY(stranger->state() == QAbstractSocket::UnconnectedState
                || stranger->waitForDisconnected(FtpClient::deadlineMs));
        const auto data = connectTo(one.port);
        QCOMPARE(near->send("STOR f").code, 150);
        FtpClient::writeAll(*data, "mine");
        data->disconnectFromHost();
        QCOMPARE(near->readReply().code, 226);
        QCOMPARE(near->send("SIZE f").text, QByteArray("213 4"));
    }
    void ofOneAddressOneInClearWaitsAtATime()
    {
        const OnePort one;
        const auto first = one.server.client();
        const auto second = one.server.client();
        QCOMPARE(first->send("EPSV").code, 229);
        second->sendRaw("EPSV\r\n");  // answered when the first one's connection has come
        const auto firstLine = connectTo(one.port);
        QCOMPARE(second->readReply().code, 229);
        const auto secondLine = connectTo(one.port);
        QCOMPARE(second->send("STOR second").code, 150);
        QCOMPARE(first->send("STOR first").code, 150);
        FtpClient::writeAll(*secondLine, "22");
        FtpClient::writeAll(*firstLine, "1");
        secondLine->disconnectFromHost();
        firstLine->disconnectFromHost();
        QCOMPARE(first->readReply().code, 226);
        QCOMPARE(second->readReply().code, 226);
        QCOMPARE(first->send("SIZE first").text, QByteArray("213 1"));
        QCOMPARE(first->send("SIZE second").text, QByteArray("213 2"));
    }
    void whoHasToWaitForTooLongIsToldWhatToDo()
    {
        const OnePort one;
        const auto first = one.server.client();
        const auto second = one.server.client();
        const auto elsewhere = one.server.client("rw", QStringLiteral("127.0.0.2"));
        QCOMPARE(first->send("EPSV").code, 229);  // and does not come
        QCOMPARE(elsewhere->store("f", "e").code, 226);
        const ClientReply refused = second->send("EPSV");
        QCOMPARE(refused.code, 425);
        QVERIFY2(refused.text.contains("TLS"), refused.text.constData());
        QCOMPARE(first->send("ABOR").code, 225);
        QCOMPARE(second->store("f", "x").code, 226);
    }
    void whoAsksAgainWaitsOnce()
    {
        const OnePort one;
        const auto client = one.server.client();
        for (int count = 0; count < 20; ++count)
            client->send("EPSV");
        QCOMPARE(client->store("f", "x").code, 226);
        const auto nobodys = connectTo(one.port);
        QVERIFY(nobodys->state() == QAbstractSocket::UnconnectedState
                || nobodys->waitForDisconnected(FtpClient::deadlineMs));
    }
    void aTlsSessionFindsItsOwnConnection_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("takesTickets");
        QTest::newRow("TLS 1.3") << TLS1_3_VERSION << true;
        QTest::newRow("TLS 1.2") << TLS1_2_VERSION << true;
        QTest::newRow("TLS 1.2 without tickets") << TLS1_2_VERSION << false;
    }
    void aTlsSessionFindsItsOwnConnection()
    {
        QFETCH(int, version);
        QFETCH(bool, takesTickets);
        const quint16 port = freePort();
        const ServerFixture server([port](Settings &settings) {
            settings.network.singlePassivePort = port;
            settings.tls.isOn = true;
            settings.tls.dataSession = TlsSettings::DataSession::Require;
        });
        TlsWish wish;
        wish.version = version;
        wish.takesTickets = takesTickets;
        TlsFtpClient first(server.port(), wish);
        TlsFtpClient second(server.port(), wish);
        first.loggedIn();
        second.loggedIn();
        // Against the order: with require, a connection in the wrong session would be refused.
        QCOMPARE(first.send("EPSV").code, 229);
        const auto secondLine = second.openData();
        QVERIFY(secondLine != nullptr);
        QCOMPARE(second.send("STOR second").code, 150);
        QVERIFY(secondLine->handshake());
        QVERIFY(secondLine->put("22"));
        secondLine->sendCloseNotify();
        secondLine->close();
        QCOMPARE(second.readReply().code, 226);
        const auto firstLine = first.openData();
        QVERIFY(firstLine != nullptr);
        QCOMPARE(first.send("STOR first").code, 150);
        QVERIFY(firstLine->handshake());
        QVERIFY(firstLine->put("1"));
        firstLine->sendCloseNotify();
        firstLine->close();
        QCOMPARE(first.readReply().code, 226);
        QCOMPARE(first.send("SIZE second").text, QByteArray("213 2"));
    }
    void withoutResumptionNobodyGetsAnothersConnection()
    {
        const OnePort one;
        TlsFtpClient first(one.server.port());
        TlsFtpClient second(one.server.port());
        first.loggedIn();
        second.loggedIn();
        QCOMPARE(first.send("EPSV").code, 229);
        QCOMPARE(second.send("EPSV").code, 229);
        TlsPeer line(rawpeer::connectTo({rawpeer::loopback, one.port}));
        QVERIFY(!line.handshake());  // it could be either's
        QCOMPARE(second.send("ABOR").code, 225);
        TlsPeer next(rawpeer::connectTo({rawpeer::loopback, one.port}));
        QCOMPARE(first.send("STOR first").code, 150);
        QVERIFY(next.handshake());
        QVERIFY(next.put("1"));
        next.sendCloseNotify();
        next.close();
        QCOMPARE(first.readReply().code, 226);
    }
    void clearAndEncryptedSessionsAreToldApart()
    {
        const OnePort one;
        TlsFtpClient secure(one.server.port());
        secure.loggedIn();
        QCOMPARE(secure.send("EPSV").code, 229);
        const auto clear = one.server.client();
        QCOMPARE(clear->store("clear", "c").code, 226);  // though the other one waits for longer
        const auto secureLine = secure.openData();
        QCOMPARE(secure.send("STOR secure").code, 150);
        QVERIFY(secureLine->handshake());
        QVERIFY(secureLine->put("ss"));
        secureLine->sendCloseNotify();
        secureLine->close();
        QCOMPARE(secure.readReply().code, 226);
        QCOMPARE(clear->send("SIZE secure").text, QByteArray("213 2"));
    }
    void whoWaitsWhenTheServerStopsIsServed()
    {
        OnePort one;
        const auto idle = one.server.client();
        const auto client = one.server.client();
        QCOMPARE(client->send("EPSV").code, 229);
        QCOMPARE(client->send("STOR f").code, 150);
        QSignalSpy stopped(&one.server.engine(), &Engine::stopped);
        one.server.engine().stop();
        QCOMPARE(idle->readReply().code, 421);
        QVERIFY(connectTo(one.server.port()) == nullptr);  // no new clients
        const auto data = connectTo(one.port);
        QVERIFY(data != nullptr);
        FtpClient::writeAll(*data, "whole");
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(stopped.count() == 1 || stopped.wait(FtpClient::deadlineMs));
        QVERIFY(connectTo(one.port) == nullptr);
    }
    void aTakenPortStopsTheStart()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Settings settings;
        settings.network.listenAddress = loopback;
        settings.network.listenPort = 0;
        settings.network.singlePassivePort = taken.serverPort();
        Engine engine;
        const Outcome started = engine.start(settings);
        QVERIFY(!started);
        QVERIFY(started.error().detail.contains(QString::number(taken.serverPort())));
    }
};

COSFTP_TEST(NetworksSharedPortTest)
#include "networks_shared_port_test.moc"
