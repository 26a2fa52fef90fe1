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
    void passwordsNeverReachALog()
    {
        QCOMPARE(loggableCommand(parseCommand("pass top secret")), QByteArray("PASS ****"));
        QCOMPARE(loggableCommand(parseCommand("DELE a\x1b[2Jb")), QByteArray("DELE a?[2Jb"));
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
