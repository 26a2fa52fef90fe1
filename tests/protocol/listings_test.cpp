// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/one_name_support.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

class ListingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyFolderIsAnEmptyListing()
    {
        const ServerFixture server;
        const auto client = server.client();
        for (const char *command : {"LIST", "NLST", "MLSD", "LIST -a", "LIST -la /"}) {
            QByteArray text("x");
            QCOMPARE(client->retrieve(command, &text).code, 226);
            QCOMPARE(text, QByteArray());
        }
    }
    void aMissingFolderIs550BeforeAnyConnection()
    {
        const ServerFixture server;
        const auto client = server.client();
        for (const char *command :
             {"LIST nope", "NLST nope", "MLSD nope", "MLST nope", "STAT nope"})
            QCOMPARE(client->send(command).code, 550);
    }
    void aListingWithoutDataConnectionIs425()
    {
        const ServerFixture server;
        QCOMPARE(server.client()->send("LIST").code, 425);
    }
    void aFileIsListedAsItself()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("d/f", "123").code, 226);
        QByteArray text;
        QCOMPARE(client->retrieve("NLST d/f", &text).code, 226);
        QCOMPARE(text, QByteArray("d/f\r\n"));
        QCOMPARE(client->retrieve("LIST d/f", &text).code, 226);
        QVERIFY(text.endsWith(" d/f\r\n") && text.startsWith("-rw-r--r--"));
        QCOMPARE(client->send("MLSD d/f").code, 501);
        const ClientReply facts = client->send("MLST d/f");
        QCOMPARE(facts.code, 250);
        QCOMPARE(facts.lines.size(), 3);
        QVERIFY(facts.lines.at(1).startsWith(" type=file;size=3;modify="));
        QVERIFY(facts.lines.at(1).endsWith("; /d/f"));
        QVERIFY(client->send("MLST d").lines.at(1).startsWith(" type=dir;"));
        QVERIFY(client->send("MLST").lines.at(1).endsWith("; /"));
        client->send("OPTS MLST");
        QCOMPARE(client->send("MLST d/f").lines.at(1), QByteArray("  /d/f"));
    }
    void statListsOverTheControlConnection()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("a", "1");
        client->store("b", "22");
        const ClientReply reply = client->send("STAT /");
        QCOMPARE(reply.code, 213);
        QCOMPARE(reply.lines.size(), 4);
        QVERIFY(reply.lines.at(2).endsWith(" b"));
        QCOMPARE(client->send("STAT *").code, 550);
    }
    void nlstNamesCanBeGivenBack()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->store("d/one.csv", "1");
        client->store("d/two.txt", "2");
        client->store("d/sub/x", "3");
        QByteArray text;
        QCOMPARE(client->retrieve("NLST d", &text).code, 226);
        QCOMPARE(text, QByteArray("d/one.csv\r\nd/sub\r\nd/two.txt\r\n"));
        QCOMPARE(client->retrieve("NLST d/*.csv", &text).code, 226);
        QCOMPARE(text, QByteArray("d/one.csv\r\n"));
        client->send("CWD d");
        QCOMPARE(client->retrieve("NLST *.t?t", &text).code, 226);
        QCOMPARE(text, QByteArray("two.txt\r\n"));
        client->store("*.csv", "literal");
        QCOMPARE(client->retrieve("NLST *.csv", &text).code, 226);
        QCOMPARE(text, QByteArray("*.csv\r\n"));
    }
    void whatExistsLiterallyWinsOverThePattern_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name :
             {"a?c", "a*c", "*", "?", "a[bx]c", "[2024] photos", "a{b,x}c", "{abc,axc}", "[ab]*"})
            QTest::newRow(name) << QByteArray(name);
    }
    void whatExistsLiterallyWinsOverThePattern()
    {
        QFETCH(const QByteArray, name);
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("abc", "matches").code, 226);
        QCOMPARE(client->store("a", "matches").code, 226);
        QCOMPARE(client->send("MKD " + name).code, 257);
        QCOMPARE(client->store(name + "/inner", "1").code, 226);
        for (const QByteArray &argument : {name, '/' + name, name + '/', "./" + name + "//"}) {
            QCOMPARE(namesIn(*client, argument),
                     (argument.endsWith('/') ? argument : argument + '/') + "inner\r\n");
            QByteArray text;
            QCOMPARE(client->retrieve("LIST -la " + argument, &text).code, 226);
            QVERIFY2(text.count("\r\n") == 1 && text.endsWith(" inner\r\n"), text.constData());
            const ClientReply status = client->send("STAT " + argument);
            QCOMPARE(status.code, 213);
            QVERIFY2(status.lines.at(1).endsWith(" inner"), status.text.constData());
        }
        QCOMPARE(client->send("CWD " + name).code, 250);
        QCOMPARE(namesIn(*client, "."), QByteArray("./inner\r\n"));
        QCOMPARE(namesIn(*client, "in*"), QByteArray("inner\r\n"));
        QCOMPARE(client->store(name, "22").code, 226);
        QCOMPARE(namesIn(*client, name), name + "\r\n");
        QVERIFY(client->send("STAT " + name).lines.at(1).endsWith(' ' + name));
    }
    void patternsThatClientsSend_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("names");
        const QList<std::pair<const char *, const char *>> rows{
            {"*", "a1 a2 b1.txt d one.csv two.csv"},
            {"*.csv", "one.csv two.csv"},
            {"?1*", "a1 b1.txt"},
            {"a[12]", "a1 a2"},
            {"[a-b]*", "a1 a2 b1.txt"},
            {"[!a-d]*.csv", "one.csv two.csv"},
            {"{one,two,three}.csv", "one.csv two.csv"},
            {"{a?,d}", "a1 a2 d"},
            {"d/{x,y}", "d/x d/y"},
            {"d/[xz]", "d/x"},
            {"/d/*", "/d/x /d/y"},
            {"*/", "d"},
            {"*.none", ""}};
        for (const auto &[pattern, names] : rows)
            QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(names);
    }
    void patternsThatClientsSend()
    {
        QFETCH(const QByteArray, pattern);
        QFETCH(const QByteArray, names);
        const ServerFixture server;
        const auto client = server.client();
        for (const char *name : {"a1", "a2", "b1.txt", "one.csv", "two.csv", "d/x", "d/y"})
            QCOMPARE(client->store(name, "1").code, 226);
        QByteArray found = namesIn(*client, pattern);
        QCOMPARE(found.replace("\r\n", " ").trimmed(), names);
    }
    void bracketsThatMatchNothingAreAMissingName()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("a", "1").code, 226);
        for (const char *line : {"NLST [xy]", "LIST {x,y}", "NLST d/[xy]", "STAT [xy]", "STAT x*"})
            QCOMPARE(client->send(line).code, 550);
        QVERIFY(client->send("STAT x*").text.contains("LIST"));
    }
    void aNameOnALaterPageWinsOverThePatternToo()
    {
        ServerFixture server;
        const auto client = server.client();
        for (const char *name : {"!1y", "!2y", "!3y", "!4y", "!5y", "(y"})
            QCOMPARE(client->store(name, "1").code, 226);
        server.faults().setPageLimit(2);
        QCOMPARE(namesIn(*client, "*y").count("\r\n"), 6);
        QCOMPARE(client->store("*y", "1").code, 226);
        QCOMPARE(namesIn(*server.client(), "*y"), QByteArray("*y\r\n"));
    }
    void whoMayNotListTheFolderAboveMayListTheName()
    {
        const ServerFixture server([](Settings &settings) {
            settings.users[0].mounts[0].path = "/what?";
            settings.users[0].mounts[0].prefix = "in/";
        });
        const auto client = server.client();
        QCOMPARE(client->store("what?/x", "1").code, 226);
        QCOMPARE(namesIn(*client, "what?"), QByteArray("what?/x\r\n"));
        QCOMPARE(namesIn(*client, "w*"), QByteArray("what?\r\n"));
    }
    void aFolderOfManyPagesIsCompleteAndInOrder()
    {
        ServerFixture server;
        server.faults().setPageLimit(100);
        const auto client = server.client();
        constexpr int files = 234;
        QByteArray expected;
        for (int file = 0; file < files; ++file) {
            const QByteArray name = QByteArray::number(file).rightJustified(5, '0');
            QCOMPARE(client->store("many/" + name, {}).code, 226);
            expected += name + "\r\n";
        }
        client->send("CWD many");
        QByteArray text;
        QCOMPARE(client->retrieve("NLST", &text).code, 226);
        QCOMPARE(text, expected);
        QCOMPARE(client->retrieve("MLSD", &text).code, 226);
        QCOMPARE(text.count("\r\n"), files);
    }
    void aLimitThatBitesIsSaid()
    {
        const ServerFixture server([](Settings &settings) { settings.limits.maxListEntries = 3; });
        const auto client = server.client();
        for (const char *name : {"a", "b", "c"})
            client->store(name, "1");
        QByteArray text;
        ClientReply reply = client->retrieve("NLST", &text);
        QCOMPARE(reply.code, 226);
        QVERIFY(!reply.text.contains("CUT"));
        client->store("d", "1");
        reply = client->retrieve("NLST", &text);
        QCOMPARE(reply.code, 226);
        QCOMPARE(text, QByteArray("a\r\nb\r\nc\r\n"));
        QVERIFY2(reply.text.contains("CUT after 3 entries (max_list_file)"),
                 reply.text.constData());
    }
    void whatASessionDidIsSeenAtOnceThoughTheStoreListsLate()
    {
        ServerFixture server;
        server.faults().setListingDelay(std::chrono::seconds(60));
        const auto client = server.client();
        QCOMPARE(client->store("fresh", "1").code, 226);
        QCOMPARE(client->send("MKD folder").code, 257);
        QByteArray text;
        QCOMPARE(client->retrieve("NLST", &text).code, 226);
        QCOMPARE(text, QByteArray("folder\r\nfresh\r\n"));
        QCOMPARE(client->send("CWD folder").code, 250);
        QCOMPARE(client->send("RMD /folder").code, 250);
    }
    void anAbortedListingStopsAskingTheStore()
    {
        ServerFixture server;
        const auto client = server.client();
        server.faults().setPageLimit(10);
        for (int file = 0; file < 35; ++file)
            QCOMPARE(client->store("f" + QByteArray::number(file), {}).code, 226);
        server.faults().setLatency(std::chrono::milliseconds(300));
        const auto data = client->openData();
        QVERIFY(data != nullptr);
        QCOMPARE(client->send("LIST").code, 150);
        QCOMPARE(client->send("ABOR").code, 426);
        QCOMPARE(client->readReply().code, 226);
        QCOMPARE(client->send("PWD").code, 257);
    }

    // What waits over an object is shown in the place of that object only.
    void aFolderWhoseLastFileHasGoneIsNoEmptyOne()
    {
        House house;
        const auto client = house.server.client();
        QCOMPARE(client->store("d/c", "old").code, 226);
        RunningUpload upload(house.server.client(), "STOR d/c", QByteArray(9 * mib, 'n'));
        QVERIFY(upload.hasBegun());
        QVERIFY(upload.breakOffData().text.contains("REST 9437184"));
        const auto other = house.client("another user");
        QCOMPARE(other->send("RNFR d/c").code, 350);
        QCOMPARE(other->send("RNTO x").code, 250);
        QCOMPARE(namesIn(*house.server.client(), "d"), QByteArray("failed"));
    }
    void anUploadThatWaitsIsHiddenByAFolder()
    {
        House house;
        RunningUpload upload(house.server.client(), "STOR b/c", QByteArray(9 * mib, 'n'));
        QVERIFY(upload.hasBegun());
        QVERIFY(upload.breakOffData().text.contains("REST 9437184"));
        QCOMPARE(house.client("another user")->store("b/c/x", "inside").code, 226);
        QCOMPARE(namesIn(*house.server.client(), "b"), QByteArray("b/c\r\n"));
    }
};

COSFTP_TEST(ListingsTest)
#include "listings_test.moc"
