// SPDX-License-Identifier: GPL-3.0-or-later
// From which port active data connections come.
#include "net/raw_peer.h"
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

/// A server whose port has a free one below it.
std::unique_ptr<ServerFixture> serverAboveFreePort(const ServerFixture::Change &change = {})
{
    for (int tries = 0; tries < 20; ++tries) {
        Descriptor below = rawpeer::listenOn(rawpeer::loopback);
        const quint16 free = localOf(below.get()).port;
        below.close();
        auto server = std::make_unique<ServerFixture>([&](Settings &settings) {
            settings.network.listenPort = quint16(free + 1);
            if (change)
                change(settings);
        });
        if (server->isRunning())
            return server;
    }
    return nullptr;
}

/// Where a client listens for the server's data connection.
struct Ear
{
    QTcpServer listener;

    Ear() { listener.listen(QHostAddress::LocalHost); }
    [[nodiscard]] QByteArray command() const
    {
        return "EPRT |1|127.0.0.1|" + QByteArray::number(listener.serverPort()) + '|';
    }
    std::unique_ptr<QTcpSocket> come()
    {
        if (!listener.hasPendingConnections()
            && !listener.waitForNewConnection(FtpClient::deadlineMs))
            return nullptr;
        return std::unique_ptr<QTcpSocket>(listener.nextPendingConnection());
    }
};

// An upload over active mode arrives, and not from the port below the control port.
void isServedFromAnotherPort(ServerFixture &server)
{
    const auto client = server.client();
    Ear ear;
    QCOMPARE(client->send(ear.command()).code, 200);
    QCOMPARE(client->send("STOR f").code, 150);
    const auto data = ear.come();
    QVERIFY(data != nullptr);
    QVERIFY(data->peerPort() != server.port() - 1);
    data->disconnectFromHost();
    QCOMPARE(client->readReply().code, 226);
}

}  // namespace

class ActiveSourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dataComesFromThePortBelowTheControlPort()
    {
        const auto server = serverAboveFreePort();
        QVERIFY(server != nullptr);
        const auto first = server->client();
        const auto second = server->client();
        Ear firstEar;
        Ear secondEar;
        QCOMPARE(first->send(firstEar.command()).code, 200);
        QCOMPARE(second->send(secondEar.command()).code, 200);
        QCOMPARE(first->send("STOR first").code, 150);
        QCOMPARE(second->send("STOR second").code, 150);  // both at once
        const auto firstData = firstEar.come();
        const auto secondData = secondEar.come();
        QVERIFY(firstData && secondData);
        QCOMPARE(firstData->peerPort(), quint16(server->port() - 1));
        QCOMPARE(secondData->peerPort(), quint16(server->port() - 1));
        FtpClient::writeAll(*firstData, "1");
        FtpClient::writeAll(*secondData, "22");
        firstData->disconnectFromHost();
        secondData->disconnectFromHost();
        QCOMPARE(first->readReply().code, 226);
        QCOMPARE(second->readReply().code, 226);
    }
    void aClientThatAlwaysNamesOnePortIsServedAgainAndAgain()
    {
        const auto server = serverAboveFreePort();
        QVERIFY(server != nullptr);
        const auto client = server->client();
        QCOMPARE(client->store("f", "bytes").code, 226);
        Ear ear;
        for (int round = 0; round < 5; ++round) {  // the last connection is not forgotten so soon
            QCOMPARE(client->send(ear.command()).code, 200);
            QCOMPARE(client->send("RETR f").code, 150);
            const auto data = ear.come();
            QVERIFY(data != nullptr);
            QCOMPARE(FtpClient::readAll(*data), QByteArray("bytes"));
            QCOMPARE(client->readReply().code, 226);
        }
    }
    void whereThatPortCannotBeHadItComesFromAnother()
    {
        const auto server = serverAboveFreePort();
        QVERIFY(server != nullptr);
        const Descriptor taken = rawpeer::listenOn(rawpeer::loopback, quint16(server->port() - 1));
        isServedFromAnotherPort(*server);
    }
    void itMayComeFromAnyPortByTheSettings()
    {
        const auto server = serverAboveFreePort(
            [](Settings &settings) { settings.network.activeFromControlPort = false; });
        QVERIFY(server != nullptr);
        isServedFromAnotherPort(*server);
    }
};

COSFTP_TEST(ActiveSourceTest)
#include "active_source_test.moc"
