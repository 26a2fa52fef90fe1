// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that write names in another charset, beside others that write the same names in UTF-8.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

const QByteArray utf8Name = "报告 2026.txt";
const QByteArray gbkName = "\xb1\xa8\xb8\xe6 2026.txt";

void speakGbk(Settings &settings) { settings.users[0].device.charset = Charset::Gbk; }

QByteArray listed(FtpClient &client, const QByteArray &command)
{
    QByteArray text;
    return client.retrieve(command, &text).code == 226 ? text : QByteArray("failed");
}

}  // namespace

class CharsetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesMakeTheWholeWayInBytes()
    {
        const ServerFixture server(speakGbk);
        const auto client = server.client("rw");
        const auto other = server.client("nodel");
        QCOMPARE(client->store(gbkName, "old").code, 226);
        QCOMPARE(listed(*client, "NLST"), gbkName + "\r\n");
        QCOMPARE(listed(*other, "NLST"), utf8Name + "\r\n");
        QVERIFY(listed(*client, "LIST").endsWith(' ' + gbkName + "\r\n"));
        QVERIFY(listed(*client, "MLSD").endsWith("; " + gbkName + "\r\n"));
        QVERIFY(client->send("MLST " + gbkName).lines.at(1).endsWith("; /" + gbkName));
        QVERIFY(client->send("STAT /").lines.at(1).endsWith(' ' + gbkName));
        QCOMPARE(client->send("SIZE " + gbkName).text, QByteArray("213 3"));
        QByteArray back;
        QCOMPARE(client->retrieve("RETR " + gbkName, &back).code, 226);
        QCOMPARE(back, QByteArray("old"));
        QCOMPARE(client->send("RNFR " + gbkName).code, 350);
        QCOMPARE(client->send("RNTO \xd0\xc2").code, 250);
        QCOMPARE(listed(*other, "NLST"), QByteArray("新\r\n"));
        QCOMPARE(client->send("DELE \xd0\xc2").code, 250);
    }
    void foldersAreToldInTheCharset()
    {
        const ServerFixture server(speakGbk);
        const auto client = server.client();
        QCOMPARE(client->send("MKD \xce\xc4\xbc\xfe").text,
                 QByteArray("257 \"/\xce\xc4\xbc\xfe\" made."));
        QCOMPARE(client->send("CWD \xce\xc4\xbc\xfe").code, 250);
        QVERIFY(client->send("PWD").text.startsWith("257 \"/\xce\xc4\xbc\xfe\" "));
        QCOMPARE(client->store("x", "1").code, 226);
        QCOMPARE(listed(*client, "NLST /\xce\xc4\xbc\xfe"), QByteArray("/\xce\xc4\xbc\xfe/x\r\n"));
        QCOMPARE(listed(*client, "NLST /\xce*"), QByteArray("failed"));  // half a character
    }
    void aClientThatSendsUtf8IsAnsweredInIt()
    {
        const ServerFixture server(speakGbk);
        const auto client = server.client();
        QCOMPARE(client->store(utf8Name, "1").code, 226);
        QCOMPARE(listed(*client, "NLST"), utf8Name + "\r\n");
        QCOMPARE(listed(*server.client("nodel"), "NLST"), utf8Name + "\r\n");
        QCOMPARE(listed(*server.client("rw"), "NLST"), gbkName + "\r\n");
    }
    void optsChooses_data()
    {
        QTest::addColumn<bool>("isBeforeLogin");
        QTest::newRow("before USER") << true;
        QTest::newRow("behind PASS") << false;
    }
    void optsChooses()
    {
        QFETCH(const bool, isBeforeLogin);
        const ServerFixture server(speakGbk);
        QCOMPARE(server.client("nodel")->store(utf8Name, "1").code, 226);
        const auto client = server.stranger();
        if (isBeforeLogin)
            QCOMPARE(client->send("OPTS UTF8 ON").code, 200);
        client->loggedIn("rw", "secret");
        QCOMPARE(client->send("FEAT").lines.contains(" UTF8"), isBeforeLogin);
        if (!isBeforeLogin)
            QCOMPARE(client->send("opts utf8 on").code, 200);
        QVERIFY(client->send("FEAT").lines.contains(" UTF8"));
        QCOMPARE(listed(*client, "NLST"), utf8Name + "\r\n");
        QCOMPARE(client->send("OPTS UTF8 OFF").code, 200);
        QCOMPARE(listed(*client, "NLST"), gbkName + "\r\n");
        QCOMPARE(client->send("REIN").code, 220);
        client->loggedIn("rw", "secret");
        QCOMPARE(listed(*client, "NLST"), gbkName + "\r\n");
    }
    void whatTheCharsetHasNotGotIsLeftOut()
    {
        ServerFixture server(speakGbk);
        const auto other = server.client("nodel");
        for (const char *name : {"😀.png", "a", "пример"})
            QCOMPARE(other->store(name, "1").code, 226);
        const auto client = server.client();
        QCOMPARE(listed(*client, "NLST").count("\r\n"), 2);
        QCOMPARE(listed(*client, "LIST").count("\r\n"), 2);
        QCOMPARE(client->send("STAT /").lines.size(), 4);
        QCOMPARE(client->send("CWD /").code, 250);
        const QByteArray said = "1 left out: 1 with names outside of the client's charset.";
        QByteArray text;
        for (const char *command : {"NLST", "LIST", "MLSD"})
            QCOMPARE(client->retrieve(command, &text).text, "226 Listing done. " + said);
        QCOMPARE(client->send("STAT /").lines.last(), "213 End of status. " + said);
        QCOMPARE(other->retrieve("NLST", &text).text, QByteArray("226 Listing done."));
    }
    void gb18030HasEverything()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.users[0].device.charset = Charset::Gb18030; });
        QCOMPARE(server.client("nodel")->store("😀.png", "1").code, 226);
        const auto client = server.client();
        const QByteArray line = listed(*client, "NLST");
        QCOMPARE(line, QByteArray("\x94\x39\xfc\x36.png\r\n"));
        QCOMPARE(client->send("SIZE " + line.chopped(2)).text, QByteArray("213 1"));
    }
    void bytesThatAreNoTextAreRefused()
    {
        const ServerFixture server(speakGbk);
        const auto client = server.client();
        for (const char *name : {"\xff\xfe", "a\xb1", "\xb1 x"})
            QCOMPARE(client->send(QByteArray("MKD ") + name).code, 501);
        QCOMPARE(server.client("nodel")->send("MKD " + gbkName).code, 501);
    }
    // A scanner, and a folder of names from many machines.
    void aNameInAnyCharsetArrives_data()
    {
        QTest::addColumn<int>("charset");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("others");
        QTest::newRow("ISO 8859-1") << int(Charset::Latin1)
                                    << QByteArray("B\xfc"
                                                  "cher.pdf")
                                    << QByteArray("Bücher.pdf");
        QTest::newRow("Windows-1252")
            << int(Charset::Windows1252) << QByteArray("5 \x80.pdf") << QByteArray("5 €.pdf");
        QTest::newRow("bytes") << int(Charset::Bytes)
                               << QByteArray("B\xfc"
                                             "cher 中.pdf")
                               << QByteArray("B\uf7fc"
                                             "cher 中.pdf");
    }
    void aNameInAnyCharsetArrives()
    {
        QFETCH(const int, charset);
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, others);
        const ServerFixture server(
            [charset](Settings &settings) { settings.users[0].device.charset = Charset(charset); });
        const auto client = server.client("rw");
        QCOMPARE(client->store(name, "scan").code, 226);
        QCOMPARE(listed(*client, "NLST"), name + "\r\n");
        QCOMPARE(listed(*server.client("nodel"), "NLST"), others + "\r\n");
        QVERIFY(listed(*client, "MLSD").endsWith("; " + name + "\r\n"));
        QCOMPARE(client->send("SIZE " + name).text, QByteArray("213 4"));
        QCOMPARE(listed(*client, "NLST *\xfc"
                                 "cher*")
                     .contains(name),
                 name.contains('\xfc'));
        QCOMPARE(client->send("RNFR " + name).code, 350);
        QCOMPARE(client->send("RNTO x" + name).code, 250);
        QCOMPARE(client->send("MKD f" + name).text, "257 \"/f" + name + "\" made.");
        QCOMPARE(client->send("DELE x" + name).code, 250);
    }
    void whoIsRefusedHearsWhichSettingHelps()
    {
        const ServerFixture server;
        const auto refused = server.client("rw")->send("MKD B\xfc"
                                                       "cher");
        QCOMPARE(refused.code, 501);
        QVERIFY(refused.text.contains("charset = gbk, iso-8859-1"));
    }
};

COSFTP_TEST(CharsetsTest)
#include "charsets_test.moc"
