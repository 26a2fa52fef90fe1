// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks by names: 1 to 8 of the list in this folder's README.
#include "attack_support.h"
#include "store/cos/cos_store.h"
#include "store/http/http_client.h"
#include "support/test_main.h"

#include <QEventLoop>

using namespace cosftp;
using namespace cosftp::test;

namespace {

void liveInTeam(Settings &settings) { settings.users[0].mounts[0].prefix = "team/"; }

QByteArray listed(FtpClient &client, const QByteArray &command)
{
    QByteArray text;
    return client.retrieve(command, &text).code == 226 ? text : QByteArray("failed");
}

// As another program would: keys that no FTP client could make.
bool putKey(ServerFixture &server, const QByteArray &key)
{
    HttpClient http;
    const std::unique_ptr<ObjectStore> store =
        makeCosStore(server.settings().buckets.first(), http);
    QEventLoop loop;
    bool isDone = false;
    store->put(key, "content", {}, &loop, [&](const Result<StoredObject> &stored) {
        isDone = stored.has_value();
        loop.quit();
    });
    loop.exec();
    return isDone;
}

bool isClean(const QString &line)
{
    return std::none_of(line.begin(), line.end(), [](QChar character) {
        return character < QChar(0x20) || character == QChar(0x7f);
    });
}

}  // namespace

class AttacksNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 1
    void everyWayUpEndsAtTheRoot_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const QList<std::pair<const char *, int>> rows{
            {"CWD ../../..", 250},
            {"CWD /../..", 250},
            {"SIZE ../../outside", 550},
            {"SIZE a/../../outside", 550},
            {"SIZE //outside", 550},
            {"SIZE /team2/../../outside", 550},
            {"SIZE ../team2/other", 550},
            {"MDTM ../outside", 550},
            {"DELE ../outside", 550},
            {"RMD ..", 550},
            {"MKD ..", 550},
            {"RNFR ../outside", 550},
            {"RETR ../../outside", 550},
            {"RETR a/../../outside", 550},
            {"MFMT 20200101000000 ../outside", 550},
            {"XCRC ../outside", 550},
            {"XMD5 \"../outside\"", 550},
            {"SITE RMDIR ../team2", 550},
            {"SITE UTIME 20200101000000 ../outside", 550},
            {"MLST ../team2/other", 550},
            {"STAT ../team2", 550},
            {"LIST ../team2", 550},
            {"NLST ../team2/*", 550}};
        for (const auto &[line, code] : rows)
            QTest::newRow(line) << QByteArray(line) << code;
    }
    void everyWayUpEndsAtTheRoot()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const int, code);
        const ServerFixture server(liveInTeam);
        const auto whole = server.client("nodel");
        QCOMPARE(whole->store("outside", "secret").code, 226);
        QCOMPARE(whole->store("team2/other", "secret").code, 226);
        const auto client = server.client();
        const ClientReply reply = client->send(line);
        // A pattern is a listing of the folder in front of it, which is empty or missing.
        if (line.contains('*'))
            QVERIFY2(reply.code == 550 || reply.code == 425, reply.text.constData());
        else
            QCOMPARE(reply.code, code);
        QCOMPARE(client->send("PWD").text, QByteArray("257 \"/\" is the current folder."));
        QCOMPARE(client->store("../../mine", "1").code, 226);
        QCOMPARE(client->send("RNFR mine").code, 350);
        QCOMPARE(client->send("RNTO ../../yours").code, 250);
        QCOMPARE(listed(*client, "NLST .."), QByteArray("../yours\r\n"));
        QCOMPARE(listed(*whole, "NLST"), QByteArray("outside\r\nteam\r\nteam2\r\n"));
        QCOMPARE(listed(*whole, "NLST team"), QByteArray("team/yours\r\n"));
    }
    // 2
    void otherSystemsWaysUpAreNames_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("code");
        const QList<std::pair<const char *, int>> rows{{"..\\..\\x", 226},
                                                       {"%2e%2e/x", 226},
                                                       {"\xc0\xae\xc0\xae/x", 501},
                                                       {"\xe0\x80\xae\xe0\x80\xae/x", 501},
                                                       {"\xef\xbc\x8e\xef\xbc\x8e/x", 226},
                                                       {"~", 226},
                                                       {"~root/x", 226},
                                                       {"C:", 226},
                                                       {"C:\\x", 226},
                                                       {"\\\\server\\share", 226},
                                                       {"//server/share", 226},
                                                       {"..%c0%af..%c0%afx", 226},
                                                       {"....//x", 226},
                                                       {".../x", 226}};
        for (const auto &[path, code] : rows)
            QTest::newRow(QByteArray(path).toPercentEncoding("/\\~:.%").constData())
                << QByteArray(path) << code;
    }
    void otherSystemsWaysUpAreNames()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const int, code);
        const ServerFixture server(liveInTeam);
        const auto client = server.client();
        QCOMPARE(client->store(path, "1").code, code);
        const QByteArray all = listed(*server.client("nodel"), "NLST");
        QCOMPARE(all, code == 226 ? QByteArray("team\r\n") : QByteArray());
        if (code == 226)
            QCOMPARE(client->send("SIZE " + path).text, QByteArray("213 1"));
    }
    // 4
    void controlBytesReachNeitherNamesNorLogs()
    {
        const ServerFixture server;
        const LogEar ear;
        const auto client = server.stranger();
        QCOMPARE(client->send(QByteArray("USER r\0w", 8)).code, 501);
        QCOMPARE(client->send("USER \x1b[2Jroot").code, 331);
        QCOMPARE(client->send(QByteArray("PASS a\0b", 8)).code, 501);
        QCOMPARE(client->send("PASS \x1b]0;x\x07").code, 530);
        client->loggedIn("rw", "secret");
        for (const QByteArray &line :
             {QByteArray("MKD a\0b", 7), QByteArray("SITE CHMOD 644 a\0b", 18),
              QByteArray("MKD a\rb"), QByteArray("STAT a\rb")})
            QCOMPARE(client->send(line).code, 501);
        for (const char *line : {"MKD a\x1b[31m", "MKD a\x7f", "MKD a\tb", "STOR \x01"})
            QCOMPARE(client->send(line).code, 553);
        QCOMPARE(client->send("CLNT \x1b[31mevil\x07").code, 200);
        QCOMPARE(client->send("CSID Name=\x1b[31m;").code, 200);
        QCOMPARE(client->send("DELE a\nDELE b").code, 550);  // two lines, and two replies
        QCOMPARE(client->readReply().code, 550);
        client->send("QUIT");
        QVERIFY(!LogEar::heard().isEmpty());
        for (const QString &line : LogEar::heard())
            QVERIFY2(isClean(line), qPrintable(line));
    }
    // 5
    void keysThatWouldForgeRepliesAreNotShown()
    {
        ServerFixture server;
        for (const char *key : {"d/x\r\n226 done\r\n", "d/\x07", "d/a\nb", "d/good", "d//hidden"})
            QVERIFY(putKey(server, key));
        const auto client = server.client();
        QCOMPARE(listed(*client, "NLST d"), QByteArray("d/good\r\n"));
        QCOMPARE(listed(*client, "LIST d").count("\r\n"), 1);
        QCOMPARE(listed(*client, "MLSD d").count("\r\n"), 1);
        const ClientReply status = client->send("STAT d");
        QCOMPARE(status.code, 213);
        QCOMPARE(status.lines.size(), 3);
        const QByteArray said = "4 left out: 4 that FTP cannot show under this name.";
        QVERIFY2(status.text.endsWith(said), status.text.constData());
        QByteArray text;
        for (const char *command : {"NLST d", "LIST d", "MLSD d"})
            QVERIFY(client->retrieve(command, &text).text.endsWith(said));
        QCOMPARE(client->send("RNFR d/x\r226 done").code, 501);
        QCOMPARE(client->send("RNFR d/x\r").code, 550);  // CR CR LF: another name, which is missing
        QCOMPARE(client->send("NOOP").code, 200);
    }
    // 6
    void quotesInNamesAreDoubled()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("MKD \"").text, QByteArray("257 \"/\"\"\" made."));
        QCOMPARE(client->send("MKD \"\"").text, QByteArray("257 \"/\"\"\"\"\" made."));
        QCOMPARE(client->send("CWD \"\"").code, 250);
        QCOMPARE(client->send("PWD").text, QByteArray("257 \"/\"\"\"\"\" is the current folder."));
    }
    // 7
    void longNamesAreRefusedAndTheSessionLives()
    {
        const ServerFixture server;
        const auto client = server.client();
        for (const qsizetype size : {1024, 1025, 4000})
            QCOMPARE(client->send("MKD " + QByteArray(size, 'n')).code, 553);
        QCOMPARE(client->send("CWD " + QByteArray(4092, 'n')).code, 550);  // the longest line
        QCOMPARE(client->send("CWD " + QByteArray(4093, 'n')).code, 500);
        QCOMPARE(client->send("MKD " + QByteArray(5000, 'n')).code, 500);
        const QByteArray deep = QByteArray("a/").repeated(300);
        QCOMPARE(client->send("MKD " + deep).code, 257);
        QCOMPARE(client->send("CWD " + deep).code, 250);
        QVERIFY(client->send("PWD").text.contains('/' + deep.chopped(1)));
        QCOMPARE(client->send("CWD " + QByteArray("../").repeated(1300)).code, 250);
        QCOMPARE(client->send("PWD").text, QByteArray("257 \"/\" is the current folder."));
    }
    // 8
    void namesThatLookAlikeAreTwo()
    {
        const ServerFixture server;
        const auto client = server.client();
        for (const char *name : {"\xc3\xa9", "e\xcc\x81", "A", "a"})
            QCOMPARE(client->store(name, name).code, 226);
        for (const char *name : {"\xc3\xa9", "e\xcc\x81", "A", "a"}) {
            QByteArray back;
            QCOMPARE(client->retrieve(QByteArray("RETR ") + name, &back).code, 226);
            QCOMPARE(back, QByteArray(name));
        }
        QCOMPARE(listed(*client, "NLST").count("\r\n"), 4);
    }
};

COSFTP_TEST(AttacksNamesTest)
#include "attacks_names_test.moc"
