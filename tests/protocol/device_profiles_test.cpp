// SPDX-License-Identifier: GPL-3.0-or-later
// What devices really send, line by line, against the profile that is made for them.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTcpServer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

using Profile = DeviceSettings::Profile;

ServerFixture::Change profile(Profile wanted)
{
    return [wanted](Settings &settings) { settings.users[0].device.profile = wanted; };
}

/// The codes of the replies to lines that are sent in one go.
QList<int> codesOf(FtpClient &client, const QList<QByteArray> &lines)
{
    client.sendRaw(lines.join("\r\n") + "\r\n");
    QList<int> codes;
    for (qsizetype line = 0; line < lines.size(); ++line)
        codes += client.readReply().code;
    return codes;
}

quint16 passivePort(FtpClient &client)
{
    const QList<QByteArray> numbers =
        client.send("PASV").text.replace(").", "").replace(')', "").split(',');
    return numbers.size() == 6
               ? static_cast<quint16>(numbers.at(4).toUInt() * 256 + numbers.at(5).toUInt())
               : quint16{0};
}

int storePassively(FtpClient &client, const QByteArray &path, const QByteArray &bytes)
{
    QTcpSocket data;
    data.connectToHost(QStringLiteral("127.0.0.1"), passivePort(client));
    if (!data.waitForConnected(FtpClient::deadlineMs) || client.send("STOR " + path).code != 150)
        return 0;
    FtpClient::writeAll(data, bytes);
    data.disconnectFromHost();
    return client.readReply().code;
}

/// A device that listens itself, and says an address that only it believes in.
class ActiveDevice
{
public:
    ActiveDevice() { m_listener.listen(QHostAddress::LocalHost); }

    [[nodiscard]] QByteArray portLine(const QByteArray &address = "192,168,0,64") const
    {
        const quint16 port = m_listener.serverPort();
        return "PORT " + address + ',' + QByteArray::number(port / 256) + ','
               + QByteArray::number(port % 256);
    }
    /// One command with data; `bytes` go up, or what comes down lands there.
    int transfer(FtpClient &client, const QByteArray &command, QByteArray &bytes)
    {
        client.sendRaw(command + "\r\n");
        if (!m_listener.waitForNewConnection(FtpClient::deadlineMs))
            return client.readReply().code;
        const std::unique_ptr<QTcpSocket> data(m_listener.nextPendingConnection());
        if (command.startsWith("STOR")) {
            FtpClient::writeAll(*data, bytes);
            data->disconnectFromHost();
        } else {
            bytes = FtpClient::readAll(*data);
        }
        return client.readReply().code == 150 ? client.readReply().code : 0;
    }

private:
    QTcpServer m_listener;
};

}  // namespace

class DeviceProfilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCameraStoresItsPictures()
    {
        const ServerFixture server(profile(Profile::Camera));
        const QByteArray picture = patternBytes(60'000);
        for (int shot = 0; shot < 3; ++shot) {  // a session for every picture, folders every time
            const auto camera = server.stranger();
            const QList<int> codes =
                codesOf(*camera, {"USER rw", "PASS secret", "TYPE I", "CWD cam1", "MKD /cam1",
                                  "CWD /cam1", "MKD 2026-11-23", "CWD 2026-11-23", "EPSV"});
            QCOMPARE(codes,
                     (QList<int>{331, 230, 200, shot == 0 ? 550 : 250, 257, 250, 257, 250, 502}));
            QCOMPARE(camera->send("ALLO 60000").code, 200);
            QCOMPARE(storePassively(*camera, "shot" + QByteArray::number(shot) + ".jpg", picture),
                     226);
        }
    }
    void aCameraStoresIntoAFolderThatIsNotThere()
    {
        const ServerFixture server(profile(Profile::Camera));
        const auto camera = server.client();
        QCOMPARE(storePassively(*camera, "/a/b/c/test.txt", "test"), 226);
        QCOMPARE(camera->send("DELE /a/b/c/test.txt").code, 250);
    }
    void aScannerDeliversItsPages()
    {
        const ServerFixture server(profile(Profile::Scanner));
        const auto scanner = server.stranger();
        QCOMPARE(codesOf(*scanner, {"USER rw", "PASS secret", "SYST", "PWD", "CWD scans",
                                    "MKD scans", "CWD scans", "SIZE scan001.pdf"}),
                 (QList<int>{331, 230, 215, 257, 550, 257, 250, 550}));
        // It forgets TYPE, names its own address, and gives the file its name at the end.
        ActiveDevice device;
        QByteArray pages("%PDF-1.4\r\n\xff\n\r\x00 tail", 20);
        QCOMPARE(scanner->send(device.portLine()).code, 200);
        QCOMPARE(device.transfer(*scanner, "STOR scan001.tmp", pages), 226);
        QCOMPARE(codesOf(*scanner, {"RNFR scan001.tmp", "RNTO scan001.pdf",
                                    "SITE CHMOD 644 scan001.pdf", "QUIT"}),
                 (QList<int>{350, 250, 200, 221}));
        QByteArray back;
        QCOMPARE(server.client("nodel")->retrieve("RETR scans/scan001.pdf", &back).code, 226);
        QCOMPARE(back, pages);
    }
    void aPlcKnowsActiveConnectionsOnly_data()
    {
        QTest::addColumn<int>("wanted");
        QTest::newRow("PLC") << int(Profile::Plc);
        QTest::newRow("active only") << int(Profile::ActiveOnly);
    }
    void aPlcKnowsActiveConnectionsOnly()
    {
        QFETCH(const int, wanted);
        const ServerFixture server(profile(Profile(wanted)));
        const auto plc = server.stranger();
        QCOMPARE(codesOf(*plc, {"USER rw", "PASS secret", "TYPE I", "EPSV", "NOOP"}),
                 (QList<int>{331, 230, 200, 502, 200}));
        ActiveDevice device;
        QByteArray recipe("recipe 7");
        QCOMPARE(plc->send(device.portLine()).code, 200);
        QCOMPARE(device.transfer(*plc, "STOR recipe.dat", recipe), 226);
        QByteArray back;
        QCOMPARE(plc->send(device.portLine()).code, 200);
        QCOMPARE(device.transfer(*plc, "RETR recipe.dat", back), 226);
        QCOMPARE(back, recipe);
        QCOMPARE(plc->send(device.portLine()).code, 200);
        QCOMPARE(device.transfer(*plc, "NLST recipe.dat", back), 226);
        QCOMPARE(back, QByteArray("recipe.dat\r\n"));
    }
    void explorerOnAChineseWindowsSeesItsNames()
    {
        const ServerFixture server(profile(Profile::Explorer));
        QCOMPARE(server.client("nodel")->store("合同/草稿.doc", "from elsewhere").code, 226);
        const auto explorer = server.stranger();
        QCOMPARE(codesOf(*explorer, {"USER rw", "PASS secret", "SYST", "site help", "PWD", "NOOP",
                                     "CWD /", "TYPE A"}),
                 (QList<int>{331, 230, 215, 214, 257, 200, 250, 200}));
        QByteArray text;
        QCOMPARE(explorer->retrieve("LIST", &text).code, 226);
        const QByteArray folder = "\xba\xcf\xcd\xac";  // GBK, as in everything below
        QVERIFY(text.endsWith(' ' + folder + "\r\n"));
        QCOMPARE(explorer->send("CWD /" + folder + '/').code, 250);
        QCOMPARE(explorer->send("TYPE I").code, 200);
        QCOMPARE(explorer->retrieve("RETR \xb2\xdd\xb8\xe5.doc", &text).code, 226);
        QCOMPARE(text, QByteArray("from elsewhere"));
        QCOMPARE(explorer->store("\xd0\xc2\xbd\xa8 \xce\xc4\xb1\xbe.txt", "new").code, 226);
        QCOMPARE(explorer->retrieve("NLST", &text).code, 226);
        QCOMPARE(text,
                 QByteArray("\xd0\xc2\xbd\xa8 \xce\xc4\xb1\xbe.txt\r\n\xb2\xdd\xb8\xe5.doc\r\n"));
        QCOMPARE(server.client("nodel")->send("SIZE 合同/新建 文本.txt").text, QByteArray("213 3"));
    }
    void aNewerExplorerSpeaksUtf8()
    {
        const ServerFixture server(profile(Profile::Explorer));
        const auto explorer = server.stranger();
        QCOMPARE(codesOf(*explorer,
                         {"USER rw", "PASS secret", "opts utf8 on", "syst", "site help", "PWD"}),
                 (QList<int>{331, 230, 200, 215, 214, 257}));
        QCOMPARE(explorer->send("MKD 合同").text, QByteArray("257 \"/合同\" made."));
        QByteArray text;
        QCOMPARE(explorer->retrieve("LIST", &text).code, 226);
        QVERIFY(text.endsWith(" 合同\r\n"));
    }
    void aBackupToolLooksIntoOldBackups()
    {
        const ServerFixture server(profile(Profile::Backup));
        const auto tool = server.client();
        const QByteArray backup = patternBytes(8 * 1024 * 1024);
        QCOMPARE(tool->send("MKD backup").code, 257);
        QCOMPARE(tool->send("MKD backup").code, 257);
        QCOMPARE(tool->store("backup/old.tib", backup).code, 226);
        // A piece of the old one, then ABOR and NOOP: each reply in its place.
        for (int look = 0; look < 3; ++look) {
            const auto data = tool->openData();
            QCOMPARE(tool->send("REST 4096").code, 350);
            QCOMPARE(tool->send("RETR backup/old.tib").code, 150);
            QByteArray head;
            while (head.size() < 4096 && data->waitForReadyRead(FtpClient::deadlineMs))
                head += data->read(4096 - head.size());
            QVERIFY(head == backup.sliced(4096, 4096));
            QCOMPARE(codesOf(*tool, {"ABOR", "NOOP"}), (QList<int>{426, 226}));
            QCOMPARE(tool->readReply().code, 200);
        }
        QCOMPARE(codesOf(*tool,
                         {"RNFR backup/old.tib", "RNTO backup/older.tib", "SIZE backup/older.tib"}),
                 (QList<int>{350, 250, 213}));
        QCOMPARE(tool->send("TYPE A").code, 200);  // some forget to go back
        QCOMPARE(tool->store("backup/new.tib", backup).code, 226);
        QCOMPARE(tool->send("SIZE backup/new.tib").text,
                 "213 " + QByteArray::number(backup.size()));
    }
};

COSFTP_TEST(DeviceProfilesTest)
#include "device_profiles_test.moc"
