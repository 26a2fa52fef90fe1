// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/user_directory.h"
#include "ftp/command_table.h"
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

class AccessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theServerGreetsAtOnce()
    {
        const ServerFixture server;
        QCOMPARE(server.stranger()->greeting().code, 220);
    }
    void everyCommandThatNeedsALoginIsRefusedBefore_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const Command &command : commandTable())
            if (command.login == LoginRule::Needed)
                QTest::newRow(command.verb)
                    << QByteArray(command.verb)
                           + (command.argument == ArgumentRule::None ? QByteArray()
                                                                     : QByteArray(" x"));
    }
    void everyCommandThatNeedsALoginIsRefusedBefore()
    {
        QFETCH(QByteArray, line);
        ServerFixture server;
        const auto client = server.stranger();
        const localcos::Counters cost =
            server.costOf([&] { QCOMPARE(client->send(line).code, 530); });
        QCOMPARE(cost.requests(), 0);
    }
    void argumentsAreCheckedForEveryCommand_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const Command &command : commandTable()) {
            if (command.argument == ArgumentRule::None)
                QTest::addRow("%s with one", command.verb) << QByteArray(command.verb) + " x";
            if (command.argument == ArgumentRule::Required) {
                QTest::addRow("%s without", command.verb) << QByteArray(command.verb);
                QTest::addRow("%s and a space", command.verb) << QByteArray(command.verb) + " ";
            }
        }
    }
    void argumentsAreCheckedForEveryCommand()
    {
        QFETCH(QByteArray, line);
        const ServerFixture server;
        QCOMPARE(server.client()->send(line).code, 501);
    }
    void aRightPasswordLogsIn()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        QCOMPARE(client->send("USER rw").code, 331);
        QCOMPARE(client->send("PASS secret").code, 230);
        QCOMPARE(client->send("PWD").text, QByteArray("257 \"/\" is the current folder."));
    }
    void wrongNamesAndPasswordsLookAlike()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        client->send("USER rw");
        const ClientReply wrongPassword = client->send("PASS nonsense");
        client->send("USER nobody");
        const ClientReply unknownUser = client->send("PASS secret");
        QCOMPARE(wrongPassword.code, 530);
        QCOMPARE(unknownUser.text, wrongPassword.text);
    }
    void threeFailuresEndTheSession()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        for (int attempt = 0; attempt < 3; ++attempt) {
            client->send("USER rw");
            QCOMPARE(client->send("PASS wrong").code, 530);
        }
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(client->waitForClose());
    }
    void aPasswordIsEveryByteOfIt()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.users[0].password = " a \"b %n 密码 "; });
        const auto client = server.stranger();
        client->send("USER rw");
        QCOMPARE(client->send("PASS  a \"b %n 密码 ").code, 230);
    }
    void wordsBehindAGoodbyeDoNotKeepTheSession()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("NOOP 1").code, 200);
        QCOMPARE(client->send("QUIT bye now").code, 221);
        QVERIFY(client->waitForClose());
    }
    void linesThatEndInSeveralCarriageReturnsAreLines()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        client->sendRaw("USER rw\r\r\nPASS secret\r\r\nMKD a b\r\r\r\n\r\r\nPWD\r\r\n");
        for (const int code : {331, 230, 257, 257})
            QCOMPARE(client->readReply().code, code);
        QCOMPARE(client->send("CWD a b").code, 250);
        QCOMPARE(client->send("MKD a\rb").code, 501);
    }
    void passNeedsUserFirst()
    {
        const ServerFixture server;
        QCOMPARE(server.stranger()->send("PASS secret").code, 503);
    }
    void userDropsTheLogin()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("USER ro").code, 331);
        QCOMPARE(client->send("PWD").code, 530);
    }
    void reinDropsTheLoginAndKeepsTheLine()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("REIN").code, 220);
        QCOMPARE(client->send("PWD").code, 530);
        QCOMPARE(client->loggedIn("ro", "secret").send("PWD").code, 257);
    }
    void aHashedPasswordLogsIn()
    {
        const Result<QByteArray> hash = hashPassword("hidden");
        QVERIFY(hash.has_value());
        const ServerFixture server([&](Settings &settings) {
            settings.users[0].password = *hash;
            settings.users[0].passwordIsHash = true;
        });
        const auto client = server.stranger();
        client->send("USER rw");
        QCOMPARE(client->send("PASS wrong").code, 530);
        client->send("USER rw");
        QCOMPARE(client->send("PASS hidden").code, 230);
    }
    void theConnectionLimitIsSaid()
    {
        ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 1; });
        const auto first = server.client();
        QCOMPARE(first->send("PWD").code, 257);
        const auto second = server.stranger();
        QCOMPARE(second->greeting().code, 421);
        first->send("QUIT");
        QVERIFY(first->waitForClose());
        QTRY_COMPARE(server.engine().snapshot().sessions.size(), 0);
        QCOMPARE(server.stranger()->greeting().code, 220);
    }
    void aDataConnectionCountsToo()
    {
        const ServerFixture server([](Settings &settings) { settings.limits.maxConnections = 1; });
        QByteArray listing;
        QCOMPARE(server.client()->retrieve("LIST", &listing).code, 425);
    }
    void aLoginThatTakesTooLongEnds()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.timeouts.login = std::chrono::seconds(1); });
        const auto client = server.stranger();
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(client->waitForClose());
    }
    void anIdleSessionEnds()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.timeouts.idle = std::chrono::seconds(1); });
        const auto client = server.client();
        QCOMPARE(client->readReply().code, 421);
    }
    void pipelinedLinesAreAnsweredInOrder()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        client->sendRaw(
            "USER rw\r\nPASS secret\r\nPWD\r\nNOOP\r\nMKD p\r\nCWD p\r\nPWD\r\nQUIT\r\nNOOP\r\n");
        QList<int> codes;
        for (int reply = 0; reply < 8; ++reply)
            codes += client->readReply().code;
        QCOMPARE(codes, (QList<int>{331, 230, 257, 200, 257, 250, 257, 221}));
        QVERIFY(client->waitForClose());
    }
    void aFloodOfLinesNeedsNoMemory()
    {
        const ServerFixture server;
        const auto client = server.client();
        constexpr int count = 10000;
        client->sendRaw(QByteArray("NOOP\r\n").repeated(count));
        for (int reply = 0; reply < count; ++reply)
            QCOMPARE(client->readReply().code, 200);
    }
    void anOverlongLineIsOneErrorAndTheSessionLives()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("CWD " + QByteArray(5000, 'x')).code, 500);
        QCOMPARE(client->send("NOOP").code, 200);
    }
    void bytesWithoutALineEndTheSession()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->sendRaw(QByteArray(80 * 1024, 'x'));
        QCOMPARE(client->readReply().code, 421);
    }
    void anHttpRequestIsCutOff()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        client->sendRaw("POST / HTTP/1.1\r\nHost: x\r\n\r\nUSER rw\r\nPASS secret\r\nMKD evil\r\n");
        QCOMPARE(client->readReply().code, 0);
        QVERIFY(client->waitForClose());
    }
    void controlBytesAreRefused()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send(QByteArray("MKD a\0b", 7)).code, 501);
        QCOMPARE(client->send("MKD a\rb").code, 501);
        QCOMPARE(client->send("MKD a\x1b[31m").code, 553);
        QCOMPARE(client->send("MKD \xc0\xae\xc0\xae").code, 501);
        QCOMPARE(client->send("CWD a\x1b").code, 550);
    }
    void unknownAndAbsentVerbsDiffer()
    {
        const ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("XYZZY").code, 500);
        QCOMPARE(client->send("LPRT 1").code, 502);
        QCOMPARE(client->send("AUTH TLS").code, 502);
        QCOMPARE(client->send(" NOOP").code, 500);
    }
    void featAndHelpTellTheTruth()
    {
        const ServerFixture server;
        const auto client = server.stranger();
        const ClientReply feat = client->send("FEAT");
        QCOMPARE(feat.code, 211);
        QCOMPARE(feat.lines.first(), QByteArray("211-Features:"));
        for (const QByteArray &line : feat.lines.sliced(1, feat.lines.size() - 2))
            QVERIFY(line.startsWith(' ') && !line.startsWith("  "));
        QVERIFY(feat.lines.contains(" UTF8"));
        QVERIFY(feat.lines.contains(" MLST type*;size*;modify*;perm*;unique*;unix.mode*;"));
        QCOMPARE(client->send("OPTS UTF8 ON").code, 200);
        QCOMPARE(client->send("opts utf8 on").code, 200);
        QCOMPARE(client->send("OPTS UTF8 OFF").code, 504);
        QCOMPARE(client->send("SYST").text, QByteArray("215 UNIX Type: L8"));
        QCOMPARE(client->send("HELP").code, 214);
        QCOMPARE(client->send("HELP RETR").code, 214);
        QCOMPARE(client->send("HELP XYZZY").code, 501);
        QCOMPARE(client->send("NOOP").code, 200);
        QCOMPARE(client->send("CLNT test \x07").code, 200);
        QCOMPARE(client->send("STAT").code, 211);
    }
    void parametersThatWeKeepAndThoseWeDoNot_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const QList<std::pair<const char *, int>> rows{{"TYPE A", 200},
                                                       {"TYPE a n", 200},
                                                       {"TYPE I", 200},
                                                       {"TYPE L 8", 200},
                                                       {"TYPE L8", 200},
                                                       {"TYPE E", 504},
                                                       {"TYPE A T", 504},
                                                       {"TYPE L 7", 504},
                                                       {"TYPE X", 501},
                                                       {"STRU F", 200},
                                                       {"STRU R", 504},
                                                       {"STRU X", 501},
                                                       {"MODE S", 200},
                                                       {"MODE Z", 504},
                                                       {"MODE X", 501},
                                                       {"ALLO 10", 200},
                                                       {"ALLO 10 R 5", 200},
                                                       {"ALLO x", 202},
                                                       {"REST 0", 350},
                                                       {"REST 9223372036854775807", 350},
                                                       {"REST 9223372036854775808", 501},
                                                       {"REST -1", 501},
                                                       {"REST 0000000000000000000000000", 350},
                                                       {"REST 0009223372036854775807", 350},
                                                       {"REST 0009223372036854775808", 501},
                                                       {"ALLO 0000000000000000000000010", 200},
                                                       {"ALLO 9223372036854775807", 552},
                                                       {"RANG 0 00000000000000000000009", 350},
                                                       {"RANG -0 9", 501},
                                                       {"REST +5", 501},
                                                       {"REST 0x10", 501},
                                                       {"REST 1e3", 501},
                                                       {"ACCT x", 202},
                                                       {"OPTS MLST type;size;", 200},
                                                       {"OPTS MLST bad", 501},
                                                       {"OPTS XYZZY", 501},
                                                       {"SITE CHMOD 644 x", 504},
                                                       {"SITE HELP", 214},
                                                       {"SITE XYZZY", 501},
                                                       {"ABOR", 225}};
        for (const auto &[line, code] : rows)
            QTest::newRow(line) << QByteArray(line) << code;
    }
    void parametersThatWeKeepAndThoseWeDoNot()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, code);
        const ServerFixture server;
        QCOMPARE(server.client()->send(line).code, code);
    }
    void restIsForBinaryOnly()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->send("TYPE A");
        QCOMPARE(client->send("REST 5").code, 501);
        QCOMPARE(client->send("REST 0").code, 350);
    }
    void aHundredSessionsAtOnceAreServed()
    {
        const ServerFixture server;
        std::vector<std::unique_ptr<FtpClient>> clients;
        for (int count = 0; count < 100; ++count)
            clients.push_back(server.client());
        for (const auto &client : clients)
            QCOMPARE(client->send("PWD").code, 257);
    }
};

COSFTP_TEST(AccessTest)
#include "access_test.moc"
