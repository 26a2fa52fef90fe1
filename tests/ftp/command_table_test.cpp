// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/command_table.h"
#include "support/test_main.h"

#include <QSet>
#include <QTest>

using namespace cosftp;

class CommandTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verbsAreUniqueAndShort()
    {
        QSet<QByteArray> seen;
        for (const Command &command : commandTable()) {
            QVERIFY2(!seen.contains(command.verb), command.verb);
            seen += command.verb;
            QVERIFY(QByteArray(command.verb).size() <= 12);
            QVERIFY2(!isAbsentCommand(command.verb), command.verb);
            QVERIFY2(!isForeignProtocol(command.verb), command.verb);
            QVERIFY(command.handler != nullptr);
        }
    }
    void theOldXFormsMeanTheSame()
    {
        for (const auto &[plain, old] : {std::pair{"CWD", "XCWD"},
                                         {"CDUP", "XCUP"},
                                         {"PWD", "XPWD"},
                                         {"MKD", "XMKD"},
                                         {"RMD", "XRMD"}})
            QVERIFY(findCommand(old)->handler == findCommand(plain)->handler);
    }
    void verbsAreFoundInAnyCase()
    {
        QVERIFY(findCommand("retr") != nullptr);
        QVERIFY(findCommand("RETRX") == nullptr);
        QVERIFY(findCommand("") == nullptr);
    }
    void theArgumentIsEveryByteBehindOneSpace()
    {
        QCOMPARE(parseCommand("cwd  two spaces ").argument, QByteArray(" two spaces "));
        QCOMPARE(parseCommand("cwd").verb, QByteArray("CWD"));
        QCOMPARE(parseCommand("CWD\tx").verb, QByteArray("CWD\tX"));
        QCOMPARE(parseCommand(" NOOP").verb, QByteArray());
    }
    void whatALogShows_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *line, const char *shown) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(shown);
        };
        row("pass top secret", "PASS ****");
        row("PASS", "PASS ****");
        row("PASS  secret", "PASS ****");
        row("Acct secret", "ACCT ****");
        row("ADAT c2VjcmV0", "ADAT ****");
        row("PASS\tsecret", "****");
        row("PASS\xa0secret", "****");
        row("\xff\xf4PASS secret", "****");
        row("P\x01SS secret", "****");
        row(" PASS secret", "****");
        row("PASSsecret", "****");
        row("PASSWORD secret", "****");
        row("PASS:secret", "****");
        row("hunter2", "****");
        row("abc1", "****");
        row("PAS secret", "PAS ****");
        row("XRSQ secret", "XRSQ ****");
        row("SITE PSWD old new", "SITE ****");
        row("SITE", "SITE");
        row("site  chmod 644 a", "SITE ****");
        row("SITE CHMOD 644 a", "SITE CHMOD 644 a");
        row("NOOP secret", "NOOP ****");
        row("REIN secret", "REIN ****");
        row("Host: example.com", "****");
        row("GET /?key=secret HTTP/1.1", "GET ****");
        row("dele a b", "DELE a b");
        row("DELE a\x1b[2Jb", "DELE a?[2Jb");
        row("STOR a\u202egnp.exe", "STOR a?gnp.exe");
        row("STOR a\xc2\x9b"
            "31m",
            "STOR a?31m");
        row("STOR \xfc", "STOR ?");
    }
    void whatALogShows()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, shown);
        QCOMPARE(loggableCommand(parseCommand(line)), shown);
    }
    // A new command has to be thought about here.
    void everyRowSaysWhetherItsArgumentIsShown()
    {
        const QByteArrayList secret{"PASS", "ACCT"};
        for (const Command &command : commandTable()) {
            const bool takesOne = command.argument == ArgumentRule::Required
                                  || command.argument == ArgumentRule::Optional;
            const bool isShown = takesOne && !secret.contains(command.verb);
            const QByteArray word = command.verb == QByteArray("SITE") ? "IDLE" : "word";
            QCOMPARE(loggableCommand({command.verb, word}),
                     command.verb + QByteArray(" ") + (isShown ? word : "****"));
        }
    }
    void otherProtocolsAreRecognised_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"GET / HTTP/1.1", "POST / HTTP/1.1", "HTTP/1.1 200 OK", "EHLO x",
                                 "Host: x", "STARTTLS", "\x16\x03\x01"})
            QTest::newRow(line) << QByteArray(line);
    }
    void otherProtocolsAreRecognised()
    {
        QFETCH(QByteArray, line);
        QVERIFY(isForeignProtocol(parseCommand(line).verb));
    }
};

COSFTP_TEST(CommandTableTest)
#include "command_table_test.moc"
