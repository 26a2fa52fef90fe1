// SPDX-License-Identifier: GPL-3.0-or-later
// Every verb in every state of a session, against a table of its own: what RFC 959 and its
// successors, or our decision where they leave one, make of it. The server's command table is not
// asked for the codes, only for the verbs, so that none is forgotten here.
#include "ftp/command_table.h"
#include "support/server_fixture.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QLoggingCategory>
#include <QSet>
#include <QTest>

#include <array>

using namespace cosftp;
using namespace cosftp::test;

namespace {

/// The last code of a row: whether the verb takes an argument at all, and what becomes of one that
/// stands there all the same.
enum class Takes {
    Argument,
    Nothing,  ///< Refused: the verb changes something, and the word may have meant another thing.
    Anything  ///< The verb can mean one thing only, and is done.
};

struct Row
{
    const char *verb;
    const char *argument;
    int stranger;  ///< With the argument, before a login.
    int bare;      ///< Without it, logged in.
    int full;      ///< With it, logged in.
    Takes takes = Takes::Argument;
};

using enum Takes;

// A file "f" and a folder "d" exist; no data connection was asked for.
constexpr std::array rows{
    // Access
    Row{"USER", "ro", 331, 501, 331},
    Row{"PASS", "secret", 503, 503, 503},
    Row{"ACCT", "x", 530, 501, 202},
    Row{"REIN", "", 530, 220, 220, Nothing},
    Row{"QUIT", "", 221, 221, 221, Anything},
    Row{"HOST", "ftp.example.com", 220, 501, 503},
    Row{"HOST", "example.org", 504, 501, 503},
    Row{"SMNT", "x", 502, 502, 502},
    // Folders and names
    Row{"CWD", "d", 530, 250, 250},
    Row{"XCWD", "d", 530, 250, 250},
    Row{"CDUP", "", 530, 250, 250, Nothing},
    Row{"XCUP", "", 530, 250, 250, Nothing},
    Row{"PWD", "", 530, 257, 257, Anything},
    Row{"XPWD", "", 530, 257, 257, Anything},
    Row{"MKD", "f", 530, 501, 550},
    Row{"XMKD", "d", 530, 501, 550},
    Row{"RMD", "missing", 530, 501, 550},
    Row{"XRMD", "f", 530, 501, 550},
    Row{"DELE", "d", 530, 501, 550},
    Row{"RNFR", "f", 530, 501, 350},
    Row{"RNTO", "x", 530, 501, 503},
    Row{"SIZE", "f", 530, 501, 213},
    Row{"MDTM", "f", 530, 501, 213},
    Row{"MFMT", "20200102030405 f", 530, 501, 213},
    Row{"MFMT", "20201302030405 f", 530, 501, 501},
    Row{"MFMT", "20200102030405 missing", 530, 501, 550},
    Row{"MFCT", "20200102030405 f", 502, 502, 502},
    Row{"MFF", "Modify=20200102030405; f", 530, 501, 213},
    Row{"MFF", "Create=20200102030405; f", 530, 501, 504},
    Row{"AVBL", "d", 530, 502, 502},
    // Listings
    Row{"LIST", "missing", 530, 425, 550},
    Row{"NLST", "d", 530, 425, 425},
    Row{"MLSD", "f", 530, 425, 501},
    Row{"MLST", "f", 530, 250, 250},
    Row{"MLST", "missing", 530, 250, 550},
    Row{"STAT", "f", 530, 211, 213},
    Row{"STAT", "missing", 530, 211, 550},
    // Transfers
    Row{"RETR", "f", 530, 501, 425},
    Row{"RETR", "d", 530, 501, 550},
    Row{"STOR", "x", 530, 501, 425},
    Row{"APPE", "f", 530, 501, 425},
    Row{"STOU", "ignored", 530, 425, 425},
    Row{"REST", "0", 530, 501, 350},
    Row{"ALLO", "10", 530, 501, 200},
    Row{"ABOR", "", 530, 225, 225, Anything},
    // Parameters
    Row{"TYPE", "I", 530, 501, 200},
    Row{"STRU", "F", 530, 501, 200},
    Row{"MODE", "S", 530, 501, 200},
    Row{"PORT", "127,0,0,1,80,80", 530, 501, 200},
    Row{"EPRT", "|1|127.0.0.1|20560|", 530, 501, 200},
    Row{"PASV", "", 530, 227, 227, Anything},
    Row{"EPSV", "1", 530, 229, 229},
    Row{"EPSV", "ALL", 530, 229, 200},
    Row{"OPTS", "UTF8 ON", 200, 501, 200},
    Row{"OPTS", "UTF8 OFF", 504, 501, 504},
    Row{"OPTS", "MLST type;size;", 530, 501, 200},
    Row{"OPTS", "REST STOR", 530, 501, 200},
    Row{"OPTS", "HASH SHA-512", 530, 501, 200},
    Row{"LANG", "en-GB", 200, 200, 200},
    Row{"LANG", "fr", 504, 200, 504},
    // Security
    Row{"AUTH", "TLS", 234, 501, 234},
    Row{"AUTH", "KERBEROS_V4", 504, 501, 504},
    Row{"PBSZ", "0", 503, 501, 503},
    Row{"PROT", "P", 503, 501, 503},
    Row{"CCC", "", 530, 533, 533, Nothing},
    Row{"ADAT", "x", 502, 502, 502},
    Row{"MIC", "x", 502, 502, 502},
    Row{"CONF", "x", 502, 502, 502},
    Row{"ENC", "x", 502, 502, 502},
    Row{"CPSV", "x", 502, 502, 502},
    Row{"SSCN", "ON", 502, 502, 502},
    // Information
    Row{"FEAT", "", 211, 211, 211, Anything},
    Row{"SYST", "", 215, 215, 215, Anything},
    Row{"HELP", "RETR", 214, 214, 214},
    Row{"HELP", "SITE", 214, 214, 214},
    Row{"HELP", "XYZZY", 501, 214, 501},
    Row{"NOOP", "", 200, 200, 200, Anything},
    Row{"CLNT", "NcFTP 3.2.6", 200, 501, 200},
    Row{"CSID", "Name=WinSCP; Version=5.21;", 200, 501, 200},
    Row{"CSID", "WinSCP", 501, 501, 501},
    // Checksums
    Row{"HASH", "f", 530, 501, 213},
    Row{"HASH", "d", 530, 501, 550},
    Row{"RANG", "0 1", 530, 501, 350},
    Row{"RANG", "1 0", 530, 501, 350},
    Row{"RANG", "2 1", 530, 501, 501},
    Row{"XCRC", "f", 530, 501, 250},
    Row{"XMD5", "f", 530, 501, 250},
    Row{"XSHA", "f", 530, 501, 250},
    Row{"XSHA1", "f", 530, 501, 250},
    Row{"XSHA256", "\"f\" 0 2", 530, 501, 250},
    Row{"XSHA512", "f", 530, 501, 250},
    Row{"MD5", "f", 530, 501, 251},
    // SITE
    Row{"SITE", "HELP", 214, 501, 214},
    Row{"SITE", "CHMOD 644 f", 530, 501, 504},
    Row{"SITE", "CHMOD 888 f", 530, 501, 501},
    Row{"SITE", "CHMOD 644", 530, 501, 501},
    Row{"SITE", "UMASK 022", 530, 501, 504},
    Row{"SITE", "IDLE", 530, 501, 200},
    Row{"SITE", "IDLE 60", 530, 501, 200},
    Row{"SITE", "IDLE 301", 530, 501, 504},
    Row{"SITE", "IDLE soon", 530, 501, 501},
    Row{"SITE", "UTIME 202001020304 f", 530, 501, 200},
    Row{"SITE", "UTIME f 20200102030405 20200102030405 20200102030405 UTC", 530, 501, 200},
    Row{"SITE", "RMDIR", 530, 501, 501},
    Row{"SITE", "EXEC rm", 501, 501, 501},
    // Not offered on purpose: clients that see them use them
    Row{"LPRT", "4,4,127,0,0,1,2,80,80", 502, 502, 502},
    Row{"LPSV", "", 502, 502, 502},
    Row{"PRET", "RETR f", 500, 500, 500},
    Row{"COMB", "x y", 500, 500, 500},
    Row{"THMB", "x", 500, 500, 500},
    Row{"XQUOTA", "", 500, 500, 500},
};

QByteArray lineOf(const Row &row)
{
    const QByteArray argument = row.argument;
    return argument.isEmpty() ? QByteArray(row.verb) : QByteArray(row.verb) + ' ' + argument;
}

}  // namespace

class CommandRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The lines of six hundred sessions would hide what failed.
        QLoggingCategory::setFilterRules(
            QStringLiteral("cosftp.session.info=false\ncosftp.auth.info=false"));
        m_server = std::make_unique<ServerFixture>([](Settings &settings) {
            settings.tls.isOn = true;
            settings.network.hostNames = {QStringLiteral("ftp.example.com")};
        });
        const auto client = m_server->client();
        QCOMPARE(client->store("f", "content").code, 226);
        QCOMPARE(client->send("MKD d").code, 257);
    }
    void cleanupTestCase() { m_server.reset(); }

    void everyVerbOfTheServerHasARow()
    {
        QSet<QByteArray> verbs;
        for (const Row &row : rows)
            verbs += row.verb;
        for (const Command &command : commandTable())
            QVERIFY2(verbs.contains(command.verb), command.verb);
    }
    void everyRowInEveryState_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t at = 0; at < rows.size(); ++at)
            QTest::newRow(lineOf(rows.at(at)).constData()) << int(at);
    }
    void everyRowInEveryState()
    {
        QFETCH(const int, row);
        const Row &expected = rows.at(std::size_t(row));
        const QByteArray line = lineOf(expected);
        QCOMPARE(m_server->stranger()->send(line).code, expected.stranger);
        const auto reborn = m_server->client();
        QCOMPARE(reborn->send("REIN").code, 220);
        QCOMPARE(reborn->send(line).code, expected.stranger);
        QCOMPARE(m_server->client()->send(expected.verb).code, expected.bare);
        QCOMPARE(m_server->client()->send(line).code, expected.full);
        if (expected.takes == Nothing)
            QCOMPARE(m_server->client()->send(line + " x").code, 501);
        if (expected.takes == Anything)
            QCOMPARE(m_server->client()->send(line + " x").code, expected.bare);
    }
    void afterAFailedLoginNothingIsAllowed()
    {
        const auto client = m_server->stranger();
        QCOMPARE(client->send("USER rw").code, 331);
        QCOMPARE(client->send("PASS wrong").code, 530);
        for (const Row &row : rows)
            if (row.stranger == 530)
                QCOMPARE(client->send(lineOf(row)).code, 530);
    }
    void aSpaceAndNothingIsNoArgument()
    {
        const auto client = m_server->client();
        for (const Row &row : rows)
            if (row.bare == 501)
                QCOMPARE(client->send(QByteArray(row.verb) + ' ').code, 501);
        QCOMPARE(client->send("CWD ").code, 250);  // some devices send that
    }
    void underTlsTheSecurityCommandsWork()
    {
        TlsFtpClient client(m_server->port());
        QCOMPARE(client.send("AUTH TLS").code, 234);
        QVERIFY(client.secure());
        const QList<std::pair<const char *, int>> dialogue{
            {"PROT P", 503}, {"PBSZ x", 501}, {"PBSZ 0", 200},   {"PROT S", 536}, {"PROT X", 504},
            {"PROT P", 200}, {"PROT C", 200}, {"AUTH TLS", 503}, {"CCC", 530}};
        for (const auto &[line, code] : dialogue)
            QCOMPARE(client.send(line).code, code);
        QCOMPARE(client.send("PBSZ 0").text, QByteArray("200 PBSZ=0"));
    }
    void theFeaturesAreExactlyThose()
    {
        const QList<QByteArray> expected{
            "211-Features:",
            " AUTH SSL",
            " AUTH TLS",
            " CLNT",
            " EPRT",
            " EPSV",
            " HASH SHA-256*;SHA-512;SHA-1;MD5;CRC32",
            " HOST",
            " LANG EN*",
            " MD5",
            " MDTM",
            " MFMT",
            " MLST type*;size*;modify*;perm*;unique*;unix.mode*;",
            " PBSZ",
            " PROT",
            " REST STREAM",
            " SIZE",
            " TVFS",
            " UTF8",
            " XCRC",
            " XMD5",
            " XSHA",
            " XSHA1",
            " XSHA256",
            " XSHA512",
            "211 End",
        };
        QCOMPARE(m_server->stranger()->send("FEAT").lines, expected);
    }
    void repliesWhoseWordsAreProtocol()
    {
        const auto client = m_server->client();
        QCOMPARE(client->send("SYST").text, QByteArray("215 UNIX Type: L8"));
        QCOMPARE(client->send("OPTS MLST size;TYPE;nonsense;").text,
                 QByteArray("200 MLST OPTS type;size;"));
        QCOMPARE(client->send("OPTS MLST").text, QByteArray("200 MLST OPTS"));
        QCOMPARE(client->send("OPTS HASH").text, QByteArray("200 SHA-256"));
        QCOMPARE(client->send("MFMT 20200102030405 f").text,
                 QByteArray("213 Modify=20200102030405; f"));
        QCOMPARE(client->send("MDTM f").text, QByteArray("213 20200102030405"));
        QVERIFY(client->send("CSID Name=x;").text.startsWith("200 Name="));
        const QList<QByteArray> help = client->send("SITE HELP").lines;
        for (const QByteArray &line : help.sliced(1, help.size() - 2))
            QVERIFY(line.startsWith(' ') && !line.startsWith("  "));
    }
    void aClientMayShortenItsIdleTime()
    {
        const auto client = m_server->client();
        QCOMPARE(client->send("SITE IDLE 20").code, 200);
        QVERIFY(client->send("SITE IDLE").text.contains("20 seconds"));
        QCOMPARE(client->send("SITE IDLE 9").code, 504);
        QCOMPARE(client->send("SITE IDLE -1").code, 501);
    }
    void whoCannotAppendIsNotTemptedTo()
    {
        QCOMPARE(m_server->client("ro")->send("OPTS REST STOR").code, 451);
    }

private:
    std::unique_ptr<ServerFixture> m_server;
};

COSFTP_TEST(CommandRowsTest)
#include "command_rows_test.moc"
