// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>
#include <QUrl>

using namespace cosftp;
using namespace cosftp::test;

namespace {

const QString loopback = QStringLiteral("127.0.0.1");
const QString loopback6 = QStringLiteral("::1");

MasqueradeRule rule(const char *clients, const char *announced)
{
    return {NetworkList::fromText(QString::fromLatin1(clients)).value(),
            QString::fromLatin1(announced)};
}

bool hasIpv6()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHostIPv6);
}

quint16 portOf(const ClientReply &reply)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\|\|\|(\d+)\|)"));
    return pattern.match(QString::fromLatin1(reply.text)).captured(1).toUShort();
}

QByteArray portArgument(quint16 port)
{
    return "127,0,0,1," + QByteArray::number(port / 256) + ',' + QByteArray::number(port % 256);
}

}  // namespace

class NetworksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clientsComeToEveryListener()
    {
        ServerFixture server([](Settings &settings) {
            settings.network.moreListeners = {
                {loopback, 0, false}, {loopback, 0, true}, {loopback, 0, true}};
        });
        const QStringList more = server.engine().moreAddresses();
        QCOMPARE(more.size(), 2);
        const QUrl clear(more.first());
        const QUrl encrypted(more.last());
        QCOMPARE(clear.scheme(), QStringLiteral("ftp"));
        QCOMPARE(encrypted.scheme(), QStringLiteral("ftps"));
        FtpClient client(static_cast<quint16>(clear.port()));
        QCOMPARE(client.loggedIn("rw", "secret").store("f", "1").code, 226);
        for (const int port : {encrypted.port(), int(server.engine().implicitPort())}) {
            TlsFtpClient secure(static_cast<quint16>(port), {}, true);
            QCOMPARE(secure.greeting().code, 220);
            QCOMPARE(secure.loggedIn().store("g", "2").code, 226);
        }
    }
    void aListenerThatCannotBeHadStopsTheStartAndIsNamed()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Settings settings;
        settings.network.listenAddress = loopback;
        settings.network.listenPort = 0;
        settings.network.moreListeners = {{loopback, 0, false},
                                          {loopback, taken.serverPort(), false}};
        Engine engine;
        const Outcome started = engine.start(settings);
        QVERIFY(!started);
        QVERIFY(started.error().detail.contains(QString::number(taken.serverPort())));
        QVERIFY(!engine.isRunning());
        QVERIFY(engine.moreAddresses().isEmpty());
    }
    void withoutAnAddressBothFamiliesAreServed()
    {
        if (!hasIpv6())
            QSKIP("this machine has no IPv6 loopback address");
        const ServerFixture server(
            [](Settings &settings) { settings.network.listenAddress.clear(); });
        FtpClient six(server.port(), loopback6);
        QCOMPARE(six.loggedIn("rw", "secret").store("six", "6").code, 226);
        QCOMPARE(six.send("PASV").code, 500);
        QCOMPARE(six.send("EPRT |2|fe80::1|5000|").code, 501);
        QCOMPARE(six.send("EPRT |2|2001:db8::1|5000|").code, 501);
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHostIPv6));
        QCOMPARE(six.send("EPRT |2|::1|" + QByteArray::number(listener.serverPort()) + '|').code,
                 200);
        const auto four = server.client();
        QCOMPARE(four->store("four", "4").code, 226);
        QVERIFY(four->send("PASV").text.contains("(127,0,0,1,"));
        QCOMPARE(four->send("EPSV 2").code, 522);
    }
    void clientsOfSomeNetworksAreToldAnotherAddress()
    {
        ServerFixture server([](Settings &settings) {
            settings.network.masqueradeRules = {rule("127.0.0.0/8", "203.0.113.9")};
        });
        const auto client = server.client();
        QVERIFY(client->send("PASV").text.contains("(203,0,113,9,"));
        server.settings().network.masqueradeRules = {rule("127.0.0.1", ""),
                                                     rule("127.0.0.0/8", "203.0.113.9")};
        server.engine().apply(server.settings());
        QVERIFY(client->send("PASV").text.contains("(127,0,0,1,"));
    }
    void thisServerIsNoTarget()
    {
        ServerFixture server([](Settings &settings) {
            settings.network.moreListeners = {{loopback, 0, false}};
            for (UserSettings &user : settings.users)
                user.limits.allowsFxp = user.name == "ro";
        });
        const QUrl second(server.engine().moreAddresses().first());
        const auto more = static_cast<quint16>(second.port());
        for (const char *user : {"rw", "ro"}) {
            const auto client = server.client(user);
            for (const quint16 port : {server.port(), more}) {
                QCOMPARE(client->send("PORT " + portArgument(port)).code, 501);
                QCOMPARE(client->send("LIST").code, 425);
            }
            for (const char *line :
                 {"PORT 10,0,0,1,80,80", "PORT 127,0,0,2,80,80", "PORT 127,0,0,1,3,255",
                  "EPRT |1|169.254.169.254|8080|", "PORT 0,0,0,0,80,80"})
                QCOMPARE(client->send(line).code, 501);
        }
    }
    void aFxpUsersPassivePortTakesTheOtherServer()
    {
        ServerFixture server([](Settings &settings) {
            for (UserSettings &user : settings.users)
                user.limits.allowsFxp = true;
        });
        const auto client = server.client();
        const quint16 port = portOf(client->send("EPSV"));
        QTcpSocket other;
        QVERIFY(other.bind(QHostAddress(QStringLiteral("127.0.0.2"))));
        other.connectToHost(loopback, port);
        QVERIFY(other.waitForConnected(FtpClient::deadlineMs));
        QCOMPARE(client->send("STOR f").code, 150);
        FtpClient::writeAll(other, "from the other server");
        other.disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QTcpSocket late;
        late.connectToHost(loopback, port);
        QVERIFY(!late.waitForConnected(FtpClient::deadlineMs));  // one connection and no more
    }
};

COSFTP_TEST(NetworksTest)
#include "networks_test.moc"
