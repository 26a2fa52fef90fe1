// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QRegularExpression>
#include <QSet>
#include <QTcpServer>
#include <QTest>

#include <sys/socket.h>

using namespace cosftp;
using namespace cosftp::test;

namespace {

quint16 passivePort(FtpClient &client)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\(127,0,0,1,(\d+),(\d+)\)\.?$)"));
    const QRegularExpressionMatch match =
        pattern.match(QString::fromLatin1(client.send("PASV").text));
    return match.hasMatch()
               ? static_cast<quint16>(match.captured(1).toUInt() * 256 + match.captured(2).toUInt())
               : quint16{0};
}

QByteArray portArgument(quint16 port)
{
    return "127,0,0,1," + QByteArray::number(port / 256) + ',' + QByteArray::number(port % 256);
}

}  // namespace

class DataConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pasvSaysWhereToConnect()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("f", "abc");
        const quint16 port = passivePort(*client);
        QVERIFY(port >= 1024);
        QTcpSocket data;
        data.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(data.waitForConnected(FtpClient::deadlineMs));
        QCOMPARE(client->send("RETR f").code, 150);
        QCOMPARE(FtpClient::readAll(data), QByteArray("abc"));
        QCOMPARE(client->readReply().code, 226);
    }
    void theClientMayConnectAfterThe150()
    {
        const ServerFixture server;
        const auto client = server.client();
        const quint16 port = passivePort(*client);
        QCOMPARE(client->send("STOR f").code, 150);
        QTcpSocket data;
        data.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(data.waitForConnected(FtpClient::deadlineMs));
        FtpClient::writeAll(data, "abc");
        data.disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
    }
    void activeConnectionsWorkBothWays()
    {
        const ServerFixture server;
        const auto client = server.client();
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        for (const QByteArray &setUp :
             {"PORT " + portArgument(listener.serverPort()),
              "EPRT |1|127.0.0.1|" + QByteArray::number(listener.serverPort()) + '|'}) {
            QCOMPARE(client->send(setUp).code, 200);
            client->sendRaw("STOR f\r\n");
            QVERIFY(listener.waitForNewConnection(FtpClient::deadlineMs));
            const std::unique_ptr<QTcpSocket> data(listener.nextPendingConnection());
            QCOMPARE(client->readReply().code, 150);
            FtpClient::writeAll(*data, setUp);
            data->disconnectFromHost();
            QCOMPARE(client->readReply().code, 226);
            QByteArray back;
            QCOMPARE(client->retrieve("RETR f", &back).code, 226);
            QCOMPARE(back, setUp);
        }
    }
    void nobodyIsSentElsewhere_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const QList<std::pair<const char *, int>> rows{{"PORT 10,0,0,1,80,80", 501},
                                                       {"PORT 127,0,0,1,0,22", 501},
                                                       {"PORT 127,0,0,1,3,255", 501},
                                                       {"PORT 0,0,0,0,80,80", 501},
                                                       {"PORT 256,0,0,1,80,80", 501},
                                                       {"PORT 1,2,3,4,5", 501},
                                                       {"PORT 1,2,3,4,5,6,7", 501},
                                                       {"PORT -1,0,0,1,80,80", 501},
                                                       {"PORT 0177,0,0,1,80,80", 501},
                                                       {"PORT 224,0,0,1,80,80", 501},
                                                       {"PORT 255,255,255,255,80,80", 501},
                                                       {"EPRT |1|10.0.0.1|5000|", 501},
                                                       {"EPRT |1|127.0.0.1|80|", 501},
                                                       {"EPRT |1|127.0.0.1|70000|", 501},
                                                       {"EPRT |1|127.0.0.1|0|", 501},
                                                       {"EPRT |2|::1|5000|", 522},
                                                       {"EPRT |3|x|5000|", 522},
                                                       {"EPRT |1|::1|5000|", 501},
                                                       {"EPRT |1|127.0.0.1|5000", 501},
                                                       {"EPRT |||", 501},
                                                       {"EPSV 2", 522},
                                                       {"EPSV foo", 501},
                                                       {"EPSV 3", 522}};
        for (const auto &[line, code] : rows)
            QTest::newRow(line) << QByteArray(line) << code;
    }
    void nobodyIsSentElsewhere()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, code);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send(line).code, code);
        if (!line.startsWith("EPSV"))
            QCOMPARE(client->send("LIST").code, 425);  // no endpoint was kept
    }
    void epsvAllForbidsTheOthers()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("EPSV ALL").code, 200);
        for (const char *line : {"PASV", "PORT 127,0,0,1,80,80", "EPRT |1|127.0.0.1|5000|"})
            QCOMPARE(client->send(line).code, 503);
        QCOMPARE(client->store("f", "1").code, 226);
    }
    void oneEndpointServesOneTransfer()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("f", "1");
        QByteArray bytes;
        QCOMPARE(client->retrieve("RETR f", &bytes).code, 226);
        QCOMPARE(client->send("RETR f").code, 425);
    }
    void aStrangerAtTheDataPortIsDropped()
    {
        const ServerFixture server;
        const auto client = server.client();
        const quint16 port = passivePort(*client);
        QTcpSocket stranger;
        stranger.bind(QHostAddress(QStringLiteral("127.0.0.2")));
        stranger.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(stranger.waitForConnected(FtpClient::deadlineMs));
        QVERIFY(stranger.state() == QAbstractSocket::UnconnectedState
                || stranger.waitForDisconnected(FtpClient::deadlineMs));
        QTcpSocket data;
        data.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(data.waitForConnected(FtpClient::deadlineMs));
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(data, "mine");
        data.disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
    }
    void thePassiveRangeIsKeptUpperEndIncluded()
    {
        // A range of the system's choosing: three neighbours that are free now.
        quint16 first = 0;
        for (quint16 candidate = 42000; first == 0 && candidate < 43000; candidate += 3) {
            QTcpServer a;
            QTcpServer b;
            QTcpServer c;
            if (a.listen(QHostAddress::LocalHost, candidate)
                && b.listen(QHostAddress::LocalHost, candidate + 1)
                && c.listen(QHostAddress::LocalHost, candidate + 2))
                first = candidate;
        }
        QVERIFY(first != 0);
        const ServerFixture server([&](Settings &settings) {
            settings.network.passivePorts = {first, static_cast<quint16>(first + 2)};
        });
        std::vector<std::unique_ptr<FtpClient>> clients;
        QSet<quint16> ports;
        for (int count = 0; count < 3; ++count) {
            clients.push_back(server.client());
            ports += passivePort(*clients.back());
        }
        QCOMPARE(ports, (QSet<quint16>{first, static_cast<quint16>(first + 1),
                                       static_cast<quint16>(first + 2)}));
        const auto late = server.client();
        QCOMPARE(late->send("PASV").code, 425);
        clients.front()->send("ABOR");
        QTRY_VERIFY(passivePort(*late) != 0);
    }
    void passivePortsCannotBeForeseen()
    {
        const ServerFixture server([](Settings &settings) {
            settings.network.passivePorts = {43000, 44999};
        });
        const auto client = server.client();
        QList<int> ports;
        for (int count = 0; count < 60; ++count)
            ports += passivePort(*client);
        QCOMPARE(QSet<int>(ports.begin(), ports.end()).size(), ports.size());
        QSet<int> steps;
        for (qsizetype at = 1; at < ports.size(); ++at)
            steps += ports.at(at) - ports.at(at - 1);
        QVERIFY(steps.size() > 30);
    }
    void theAnnouncedAddressIsForOtherMachinesOnly()
    {
        const ServerFixture server([](Settings &settings) {
            settings.network.masqueradeAddress = QStringLiteral("203.0.113.7");
        });
        QVERIFY(passivePort(*server.client())
                != 0);  // a client on this machine is told where it really is
    }
    void aConnectionThatIsResetBeforeTheCommandIs425()
    {
        const ServerFixture server;
        const auto client = server.client();
        auto data = client->openData();
        resetSocket(*data);
        client->sendRaw("STOR f\r\n");
        const ClientReply first = client->readReply();
        const ClientReply last = first.code == 150 ? client->readReply() : first;
        QVERIFY2(last.code == 425 || last.code == 426, last.text.constData());
        QCOMPARE(client->send("SIZE f").code, 550);
    }
    void aFileMayBeSentAndEndedBeforeItsCommand_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("stored");
        for (const char *bytes : {"", "abc"}) {
            QTest::addRow("STOR f, %s", bytes)
                << QByteArray("STOR f") << QByteArray(bytes) << QByteArray(bytes);
            QTest::addRow("APPE f, %s", bytes)
                << QByteArray("APPE f") << QByteArray(bytes) << "old" + QByteArray(bytes);
            QTest::addRow("STOR new, %s", bytes)
                << QByteArray("STOR new") << QByteArray(bytes) << QByteArray(bytes);
        }
    }
    void aFileMayBeSentAndEndedBeforeItsCommand()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, bytes);
        QFETCH(const QByteArray, stored);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        const auto data = client->openData();
        QVERIFY(FtpClient::writeAll(*data, bytes));
        data->disconnectFromHost();
        QCOMPARE(client->send(line).code, 150);
        QCOMPARE(client->readReply().code, 226);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR " + line.mid(5), &back).code, 226);
        QCOMPARE(back, stored);
    }
    void whoOnlyReadsMayHalfCloseFirst_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"LIST", "NLST", "MLSD", "RETR f", "RETR empty", "NLST d"})
            QTest::newRow(line) << QByteArray(line);
    }
    void whoOnlyReadsMayHalfCloseFirst()
    {
        QFETCH(const QByteArray, line);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "content").code, 226);
        QCOMPARE(client->store("empty", "").code, 226);
        QCOMPARE(client->send("MKD d").code, 257);
        QByteArray expected;
        QCOMPARE(client->retrieve(line, &expected).code, 226);
        const auto data = client->openData();
        QCOMPARE(::shutdown(static_cast<int>(data->socketDescriptor()), SHUT_WR), 0);
        QCOMPARE(client->send(line).code, 150);
        QCOMPARE(FtpClient::readAll(*data), expected);
        QCOMPARE(client->readReply().code, 226);
    }
    void whoHasGoneBeforeHisDownloadIsNoticedAtOnce()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "content").code, 226);
        for (const char *line : {"LIST", "RETR f"}) {
            const auto data = client->openData();
            data->disconnectFromHost();
            QCOMPARE(client->send(line).code, 150);
            QCOMPARE(client->readReply().code, 426);  // long before the connection stood still
        }
    }
    void ipv6UsesTheExtendedCommands()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.network.listenAddress = QStringLiteral("::1"); });
        // Containers often come without IPv6; there is nothing to listen on then, and the other
        // address family is tested by everything else here.
        if (!server.isRunning())
            QSKIP("this machine has no IPv6 loopback address");
        FtpClient client(server.port(), QStringLiteral("::1"));
        client.loggedIn("rw", "secret");
        QCOMPARE(client.send("PASV").code, 500);
        QCOMPARE(client.send("PORT 127,0,0,1,80,80").code, 522);
        QCOMPARE(client.send("EPSV 1").code, 522);
        QCOMPARE(client.store("f", "six").code, 226);
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHostIPv6));
        QCOMPARE(client.send("EPRT |2|::1|" + QByteArray::number(listener.serverPort()) + '|').code,
                 200);
        client.sendRaw("RETR f\r\n");
        QVERIFY(listener.waitForNewConnection(FtpClient::deadlineMs));
        const std::unique_ptr<QTcpSocket> data(listener.nextPendingConnection());
        QCOMPARE(FtpClient::readAll(*data), QByteArray("six"));
        QCOMPARE(client.readReply().code, 150);
        QCOMPARE(client.readReply().code, 226);
    }
};

COSFTP_TEST(DataConnectionsTest)
#include "data_connections_test.moc"
