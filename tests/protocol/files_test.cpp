// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

void addOddNames()
{
    QTest::addColumn<QByteArray>("name");
    const QList<std::pair<const char *, QByteArray>> names{{"plain", "a.txt"},
                                                           {"space", "a b"},
                                                           {"leading space", " a"},
                                                           {"trailing space", "a "},
                                                           {"plus", "a+b"},
                                                           {"percent", "a%41b%"},
                                                           {"hash", "a#b"},
                                                           {"question", "a?b=c"},
                                                           {"ampersand", "a&b;c"},
                                                           {"quotes", "q\"d'e`"},
                                                           {"chinese", "腾讯云 对象.txt"},
                                                           {"emoji", "😀.png"},
                                                           {"backslash", "a\\b"},
                                                           {"brackets", "[a]{b}<c>"},
                                                           {"dots", "..."},
                                                           {"tilde", "~root"},
                                                           {"drive", "C:x"},
                                                           {"long", QByteArray(200, 'n')},
                                                           {"percent dots", "%2e%2e"},
                                                           {"dash", "-la"},
                                                           {"nfd", "e\xcc\x81"},
                                                           {"star", "a*b"},
                                                           {"pipe", "a|b^c"}};
    for (const auto &[tag, name] : names)
        QTest::newRow(tag) << name;
}

QByteArray listed(FtpClient &client, const QByteArray &command)
{
    QByteArray text;
    return client.retrieve(command, &text).code == 226 ? text : QByteArray("failed");
}

}  // namespace

class FilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNameMakesTheWholeWay_data() { addOddNames(); }
    void anyNameMakesTheWholeWay()
    {
        QFETCH(QByteArray, name);
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray content = "content of " + name;
        QCOMPARE(client->send("MKD " + name + ".d").code, 257);
        QCOMPARE(client->send("CWD " + name + ".d").code, 250);
        QCOMPARE(client->store(name, content).code, 226);
        QCOMPARE(client->send("SIZE " + name).text, "213 " + QByteArray::number(content.size()));
        QCOMPARE(listed(*client, "NLST"), name + "\r\n");
        QByteArray back;
        QCOMPARE(client->retrieve("RETR " + name, &back).code, 226);
        QCOMPARE(back, content);
        QCOMPARE(client->send("RNFR " + name).code, 350);
        QCOMPARE(client->send("RNTO " + name + "2").code, 250);
        QCOMPARE(client->send("SIZE " + name).code, 550);
        QVERIFY(listed(*client, "MLSD").endsWith("; " + name + "2\r\n"));
        QCOMPARE(client->send("DELE " + name + "2").code, 250);
        QCOMPARE(listed(*client, "NLST"), QByteArray());
        QCOMPARE(client->send("CDUP").code, 250);
        QCOMPARE(client->send("RMD " + name + ".d").code, 250);
        QCOMPARE(listed(*client, "NLST"), QByteArray());
    }
    void aSlashBehindANameMeansAFolder_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const QList<std::pair<const char *, int>> rows{{"SIZE f/", 550},
                                                       {"MDTM f/", 550},
                                                       {"DELE f/", 550},
                                                       {"DELE f/.", 550},
                                                       {"RETR f/", 550},
                                                       {"STOR f/", 553},
                                                       {"STOR new/", 553},
                                                       {"APPE f/", 553},
                                                       {"RNFR f/", 550},
                                                       {"HASH f/", 550},
                                                       {"XCRC \"f/\"", 550},
                                                       {"MFMT 20010203040506 f/", 550},
                                                       {"LIST f/", 550},
                                                       {"NLST f/", 550},
                                                       {"MLST f/", 550},
                                                       {"STAT f/", 550},
                                                       {"CWD f/", 550},
                                                       {"RMD f/", 550},
                                                       {"MDTM 20010203040506 f/", 550},
                                                       {"SITE UTIME 20010203040506 f/", 550},
                                                       {"CWD d/", 250},
                                                       {"MLST d/", 250},
                                                       {"STAT d/", 213},
                                                       {"MKD new/", 257},
                                                       {"RMD d/", 250},
                                                       {"RNFR d/", 350}};
        for (const auto &[line, code] : rows)
            QTest::newRow(line) << QByteArray(line) << code;
    }
    void aSlashBehindANameMeansAFolder()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const int, code);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "content").code, 226);
        QCOMPARE(client->send("MKD d").code, 257);
        QCOMPARE(client->send(line).code, code);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR /f", &back).code, 226);
        QCOMPARE(back, QByteArray("content"));
    }
    void aSlashBehindANewNameIsForFolders()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "content").code, 226);
        QCOMPARE(client->send("MKD d").code, 257);
        QCOMPARE(client->send("RNFR f").code, 350);
        QCOMPARE(client->send("RNTO g/").code, 553);
        QCOMPARE(client->send("SIZE f").code, 213);
        QCOMPARE(client->send("RNFR d/").code, 350);
        QCOMPARE(client->send("RNTO e/").code, 250);
        QCOMPARE(client->send("CWD e").code, 250);
    }
    void nothingLeadsAboveTheRoot_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"..", "../../..", "/../..", "a/../../b/..", "//", "/./."})
            QTest::newRow(path) << QByteArray(path);
    }
    void nothingLeadsAboveTheRoot()
    {
        QFETCH(QByteArray, path);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("CWD " + path).code, 250);
        QCOMPARE(client->send("PWD").text, QByteArray("257 \"/\" is the current folder."));
    }
    void aMountShowsItsFolderAndNothingBeside()
    {
        ServerFixture server([](Settings &settings) {
            settings.users[0].mounts[0].prefix = "team/";
            settings.users[1].mounts[0].prefix = "team2/";
        });
        const auto team = server.client("rw");
        QCOMPARE(team->store("mine.txt", "1").code, 226);
        QCOMPARE(team->send("SIZE ../team2/mine.txt").code, 550);
        QCOMPARE(listed(*team, "NLST /"), QByteArray("/mine.txt\r\n"));
        const auto other = server.client("ro");
        QCOMPARE(listed(*other, "NLST"), QByteArray());
        QCOMPARE(other->send("SIZE /../team/mine.txt").code, 550);
        const auto whole = server.client("nodel");
        QCOMPARE(whole->send("SIZE team/mine.txt").code, 213);
    }
    void foldersCanBeMountedBesideEachOther()
    {
        ServerFixture server([](Settings &settings) {
            MountSettings mount = settings.users[0].mounts[0];
            mount.path = "/in/here";
            mount.prefix = "inbox/";
            MountSettings readOnly = mount;
            readOnly.path = "/out";
            readOnly.prefix = "outbox/";
            readOnly.rights = Rights::of(true, false, false);
            settings.users[0].mounts = {mount, readOnly};
        });
        const auto client = server.client();
        QCOMPARE(listed(*client, "NLST"), QByteArray("in\r\nout\r\n"));
        QCOMPARE(client->send("CWD in").code, 250);
        QCOMPARE(listed(*client, "NLST"), QByteArray("here\r\n"));
        QCOMPARE(client->store("here/x", "1").code, 226);
        QCOMPARE(client->store("/out/x", "1").code, 550);
        QCOMPARE(client->send("MKD /other").code, 550);
        QCOMPARE(client->send("CWD /nothing").code, 550);
    }
    void foldersAreMadeOnce()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("MKD q\"d").text, QByteArray("257 \"/q\"\"d\" made."));
        QCOMPARE(client->send("MKD q\"d").code, 550);
        QCOMPARE(client->store("file", "1").code, 226);
        QCOMPARE(client->send("MKD file").code, 550);
        QCOMPARE(client->send("MKD /").code, 550);
    }
    void aFolderWithEntriesStays()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->send("MKD d");
        QCOMPARE(client->store("d/x", "1").code, 226);
        QCOMPARE(client->send("RMD d").code, 550);
        QCOMPARE(client->send("RMD d/x").code, 550);
        QCOMPARE(client->send("RMD /").code, 550);
        QCOMPARE(client->send("RMD missing").code, 550);
        QCOMPARE(client->send("DELE d").code, 550);
        QCOMPARE(client->send("DELE missing").code, 550);
        QCOMPARE(client->send("DELE d/x").code, 250);
        QCOMPARE(client->send("RMD d").code, 250);
        QCOMPARE(client->send("CWD d").code, 550);
    }
    void aFolderWithoutMarkerIsAFolder()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("deep/er/file", "1").code, 226);
        QCOMPARE(client->send("CWD deep/er").code, 250);
        QCOMPARE(client->send("MKD /deep").code, 550);
        QVERIFY(listed(*client, "LIST /").startsWith("drwxr-xr-x"));
        QCOMPARE(client->store("/deep", "1").code, 550);
        QCOMPARE(client->send("CWD file").code, 550);
    }
    void renameReplacesAFileAndNotAFolder()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "new");
        client->store("b", "old");
        client->send("MKD d");
        client->send("RNFR a");
        QCOMPARE(client->send("RNTO d").code, 550);
        client->send("RNFR a");
        QCOMPARE(client->send("NOOP").code, 200);
        QCOMPARE(client->send("RNTO b").code, 250);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR b", &back).code, 226);
        QCOMPARE(back, QByteArray("new"));
        QCOMPARE(client->send("RNFR missing").code, 550);
        QCOMPARE(client->send("RNTO c").code, 503);
        QCOMPARE(client->send("RNFR /").code, 550);
    }
    void aFolderIsRenamedWithAllItHolds()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->send("MKD from");
        client->send("MKD from/empty");
        for (int file = 0; file < 20; ++file)
            QCOMPARE(
                client->store("from/f" + QByteArray::number(file), QByteArray::number(file)).code,
                226);
        client->send("RNFR from");
        QCOMPARE(client->send("RNTO from/inside").code, 550);
        client->send("RNFR from");
        QCOMPARE(client->send("RNTO to").code, 250);
        QCOMPARE(client->send("CWD from").code, 550);
        QCOMPARE(listed(*client, "NLST to").count("\r\n"), 21);
        QByteArray back;
        QCOMPARE(client->retrieve("RETR to/f7", &back).code, 226);
        QCOMPARE(back, QByteArray("7"));
        QCOMPARE(client->send("CWD to/empty").code, 250);
    }
    void rightsAreExactlyThose_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QList<int>>("codes");
        // LIST, RETR, STOR, MKD, RNFR, DELE, RMD
        QTest::newRow("rw") << QByteArray("rw") << QList<int>{226, 226, 226, 257, 350, 250, 250};
        QTest::newRow("ro") << QByteArray("ro") << QList<int>{226, 226, 550, 550, 550, 550, 550};
        QTest::newRow("wo") << QByteArray("wo") << QList<int>{550, 550, 226, 257, 350, 250, 250};
        QTest::newRow("nodel") << QByteArray("nodel")
                               << QList<int>{226, 226, 226, 257, 350, 550, 550};
    }
    void rightsAreExactlyThose()
    {
        QFETCH(QByteArray, user);
        QFETCH(QList<int>, codes);
        const ServerFixture server;
        const auto owner = server.client("rw");
        QCOMPARE(owner->store("f", "1").code, 226);
        QCOMPARE(owner->send("MKD d").code, 257);
        const auto client = server.client(user);
        QByteArray bytes;
        QList<int> got{client->retrieve("LIST", &bytes).code,
                       client->retrieve("RETR f", &bytes).code,
                       client->store("g", "1").code,
                       client->send("MKD e").code,
                       client->send("RNFR f").code,
                       client->send("DELE f").code,
                       client->send("RMD d").code};
        QCOMPARE(got, codes);
    }
    void sizeAndTimeAreForFiles()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("f", "12345");
        client->send("MKD d");
        QCOMPARE(client->send("SIZE f").text, QByteArray("213 5"));
        QCOMPARE(client->send("SIZE d").code, 550);
        QCOMPARE(client->send("MDTM d").code, 550);
        const ClientReply time = client->send("MDTM f");
        QCOMPARE(time.code, 213);
        const QDateTime stored = QDateTime::fromString(QString::fromLatin1(time.text.sliced(4)),
                                                       QStringLiteral("yyyyMMddhhmmss"));
        QVERIFY(qAbs(stored.secsTo(QDateTime::fromString(
                    QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddhhmmss")),
                    QStringLiteral("yyyyMMddhhmmss"))))
                < 60);
        client->send("TYPE A");
        QCOMPARE(client->send("SIZE f").code, 550);
    }
    void namesThatTheStoreCannotKeepAreRefused()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store(QByteArray(850, 'k'), "1").code, 226);
        QCOMPARE(client->store(QByteArray(851, 'k'), "1").code, 553);
        QCOMPARE(client->send("MKD " + QByteArray(850, 'd')).code, 553);
        QCOMPARE(client->send("MKD " + QByteArray(849, 'd')).code, 257);
    }
    void namesThatTheStoreCannotKeepAreNotThere_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char *command :
             {"CWD ", "RMD ", "DELE ", "RNFR ", "SIZE ", "MDTM ", "MFMT 20200101000000 ", "MLST ",
              "STAT ", "LIST ", "MLSD ", "RETR ", "HASH ", "XCRC ", "SITE RMDIR ",
              "SITE UTIME 20200101000000 "})
            QTest::newRow(command) << QByteArray(command);
    }
    void namesThatTheStoreCannotKeepAreNotThere()
    {
        QFETCH(const QByteArray, command);
        const ServerFixture server;
        const auto client = server.client();
        for (const QByteArray &name :
             {QByteArray(851, 'k'), QByteArray("folder/") + QByteArray(900, 'k'),
              QByteArray("back\x01slash")}) {
            const auto data = client->openData();
            QCOMPARE(client->send(command + name).code, 550);
        }
        QCOMPARE(client->send("PWD").code, 257);
    }
    void newNamesThatTheStoreCannotKeepAreNotAllowed()
    {
        const ServerFixture server;
        const auto client = server.client();
        const QByteArray tooLong(851, 'd');
        QCOMPARE(client->send("MKD " + tooLong + "/x").code, 553);
        QCOMPARE(client->store("f", "1").code, 226);
        QCOMPARE(client->send("RNFR f").code, 350);
        QCOMPARE(client->send("RNTO " + tooLong).code, 553);
    }
};

COSFTP_TEST(FilesTest)
#include "files_test.moc"
