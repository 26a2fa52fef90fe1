// SPDX-License-Identifier: GPL-3.0-or-later
// The switches by which the server bends for devices that cannot be changed: each on and off.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

/// The switches of the user "rw"; "nodel" stays as it is.
ServerFixture::Change device(const std::function<void(DeviceSettings &)> &change)
{
    return [change](Settings &settings) { change(settings.users[0].device); };
}

QByteArray content(FtpClient &client, const QByteArray &path)
{
    QByteArray bytes;
    return client.retrieve("RETR " + path, &bytes).code == 226 ? bytes : QByteArray("failed");
}

QByteArray portText(quint16 port)
{
    return QByteArray::number(port / 256) + ',' + QByteArray::number(port % 256);
}

}  // namespace

class DevicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldersAboveNeedNotBeMade()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a/b/c", "1").code, 226);
        QCOMPARE(client->send("MKD x/y/z").code, 257);
        QCOMPARE(client->send("CWD /x/y").code, 250);
    }
    void foldersAboveMayHaveToBeMade()
    {
        const ServerFixture server(
            device([](DeviceSettings &settings) { settings.makesMissingFolders = false; }));
        const auto client = server.client();
        for (const char *line : {"STOR a/b", "APPE a/b", "MKD a/b", "STOR /a/b/c"})
            QCOMPARE(client->send(line).code, 550);
        QCOMPARE(client->send("MKD a").code, 257);
        QCOMPARE(client->store("a/b", "1").code, 226);
        QCOMPARE(client->send("MKD a/c").code, 257);
        QCOMPARE(client->store("top", "1").code, 226);
        QCOMPARE(client->send("STOR top/x").code, 550);  // below a file
    }
    void anExistingFolderMayCountAsMade()
    {
        const ServerFixture server(
            device([](DeviceSettings &settings) { settings.answersExistingMkd = true; }));
        const auto client = server.client();
        QCOMPARE(client->send("MKD d").code, 257);
        QVERIFY(client->send("MKD d").text.startsWith("257 \"/d\" "));
        QVERIFY(client->send("XMKD /").text.startsWith("257 \"/\" "));
        QCOMPARE(client->store("f", "1").code, 226);
        QCOMPARE(client->send("MKD f").code, 550);
        QCOMPARE(server.client("nodel")->send("MKD d").code, 550);
    }
    void theAddressInPortMayBeTheClientsOwnIdea_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::newRow("PORT") << QByteArray("PORT 192,168,1,64,");
        QTest::newRow("PORT of nobody") << QByteArray("PORT 0,0,0,0,");
        QTest::newRow("EPRT") << QByteArray("EPRT |1|10.1.2.3|");
    }
    void theAddressInPortMayBeTheClientsOwnIdea()
    {
        QFETCH(const QByteArray, command);
        const ServerFixture server(
            device([](DeviceSettings &settings) { settings.usesPeerForPort = true; }));
        const auto client = server.client();
        QTcpServer listener;
        QVERIFY(listener.listen(QHostAddress::LocalHost));
        const bool isPort = command.startsWith("PORT");
        const quint16 port = listener.serverPort();
        const QByteArray line =
            command + (isPort ? portText(port) : QByteArray::number(port) + '|');
        QCOMPARE(client->send(line).code, 200);
        client->sendRaw("STOR f\r\n");
        QVERIFY(listener.waitForNewConnection(FtpClient::deadlineMs));
        const std::unique_ptr<QTcpSocket> data(listener.nextPendingConnection());
        QCOMPARE(client->readReply().code, 150);
        FtpClient::writeAll(*data, "active");
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(content(*client, "f"), QByteArray("active"));
        QCOMPARE(client->send(isPort ? "PORT 192,168,1,64,0,22" : "EPRT |1|10.1.2.3|22|").code,
                 501);
        QCOMPARE(server.client("nodel")->send(line).code, 501);
    }
    void epsvMayBeUnknown()
    {
        const ServerFixture server(
            device([](DeviceSettings &settings) { settings.offersEpsv = false; }));
        const auto client = server.client();
        for (const char *line : {"EPSV", "EPSV 1", "EPSV ALL"})
            QCOMPARE(client->send(line).code, 502);
        QCOMPARE(client->send("PASV").code, 227);
        QVERIFY(!client->send("FEAT").lines.contains(" EPSV"));
        QVERIFY(server.client("nodel")->send("FEAT").lines.contains(" EPSV"));
    }
    void textMayBeLeftAsItIs()
    {
        const ServerFixture server(
            device([](DeviceSettings &settings) { settings.storesAsciiAsBinary = true; }));
        const QByteArray bytes("one\r\ntwo\nthree\r\0\xff", 17);
        const auto client = server.client();
        QCOMPARE(client->send("TYPE A").code, 200);
        QCOMPARE(client->store("f", bytes).code, 226);
        QCOMPARE(content(*client, "f"), bytes);
        QCOMPARE(client->send("SIZE f").text, QByteArray("213 17"));
        QCOMPARE(client->send("REST 5").code, 350);
        QCOMPARE(content(*client, "f"), bytes.sliced(5));
        QCOMPARE(content(*server.client("nodel"), "f"), bytes);
        const auto silent = server.stranger();  // never says TYPE
        silent->send("USER rw");
        QCOMPARE(silent->send("PASS secret").code, 230);
        QCOMPARE(silent->store("g", bytes).code, 226);
        QCOMPARE(content(*client, "g"), bytes);
    }
    void timesAndModesMayBeWavedThrough()
    {
        ServerFixture server(
            device([](DeviceSettings &settings) { settings.ignoresTimesAndModes = true; }));
        const auto client = server.client();
        QCOMPARE(client->store("f", "1").code, 226);
        const QByteArray before = client->send("MDTM f").text;
        const localcos::Counters cost = server.costOf([&] {
            QCOMPARE(client->send("SITE CHMOD 644 f").code, 200);
            QCOMPARE(client->send("SITE UMASK 022").code, 200);
            QCOMPARE(client->send("MFMT 20010203040506 f").text,
                     QByteArray("213 Modify=20010203040506; f"));
            QCOMPARE(client->send("MFF Modify=20010203040506; f").code, 213);
            QCOMPARE(client->send("SITE UTIME 20010203040506 f").code, 200);
            QCOMPARE(client->send("SITE CHMOD 644 missing").code, 200);
        });
        QCOMPARE(cost.requests(), 0);
        QCOMPARE(client->send("MDTM f").text, before);
        QCOMPARE(client->send("MFMT 20011303040506 f").code, 501);
        QCOMPARE(client->send("SITE CHMOD rwx f").code, 501);
        QCOMPARE(server.client("nodel")->send("SITE CHMOD 644 f").code, 504);
    }
    void activeConnectionsMayBeOff()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.network.allowsActive = false; });
        const auto client = server.client();
        QCOMPARE(client->send("PORT 127,0,0,1,80,80").code, 502);
        QCOMPARE(client->send("EPRT |1|127.0.0.1|20560|").code, 502);
        QVERIFY(!client->send("FEAT").lines.contains(" EPRT"));
        QCOMPARE(client->store("f", "1").code, 226);
    }
    void whoHasAQuotaMayAskWhatIsLeft()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.users[0].limits.quotaBytes = 1000; });
        const auto client = server.client();
        QVERIFY(client->send("FEAT").lines.contains(" AVBL"));
        QCOMPARE(client->store("f", QByteArray(400, 'x')).code, 226);
        QTRY_COMPARE(client->send("AVBL").text, QByteArray("213 600"));
        QCOMPARE(client->send("AVBL /anywhere").text, QByteArray("213 600"));
        QVERIFY(!server.client("nodel")->send("FEAT").lines.contains(" AVBL"));
    }
    void theServerKnowsItsNames()
    {
        const ServerFixture server([](Settings &settings) {
            settings.network.hostNames = {QStringLiteral("ftp.example.com"),
                                          QStringLiteral("2001:db8::1")};
        });
        const auto client = server.stranger();
        QVERIFY(client->send("FEAT").lines.contains(" HOST"));
        const QList<std::pair<const char *, int>> dialogue{{"HOST FTP.example.com", 220},
                                                           {"HOST [2001:DB8::1]", 220},
                                                           {"HOST example.org", 504},
                                                           {"HOST a b", 501},
                                                           {"HOST [", 501},
                                                           {"HOST", 501},
                                                           {"USER rw", 331},
                                                           {"HOST ftp.example.com", 503}};
        for (const auto &[line, code] : dialogue)
            QCOMPARE(client->send(line).code, code);
        QVERIFY(!ServerFixture().stranger()->send("FEAT").lines.contains(" HOST"));
        QCOMPARE(ServerFixture().stranger()->send("HOST ftp.example.com").code, 502);
    }
};

COSFTP_TEST(DevicesTest)
#include "devices_test.moc"
