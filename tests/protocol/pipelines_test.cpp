// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that do not wait: commands sent ahead, a control connection that is half-closed behind
// them or closed behind QUIT, and what must not be stored for all that.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

#include <sys/socket.h>

using namespace cosftp;
using namespace cosftp::test;

namespace {

QByteArray content(const ServerFixture &server, const QByteArray &path)
{
    QByteArray bytes;
    const ClientReply reply = server.client("ro")->retrieve("RETR " + path, &bytes);
    return reply.code == 226 ? bytes : "reply " + QByteArray::number(reply.code);
}

void halfClose(QTcpSocket &socket)
{
    ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
}

// The codes of all replies until the line closes.
QList<int> codesUntilClose(FtpClient &client)
{
    QList<int> codes;
    while (const int code = client.readReply().code)
        codes += code;
    return codes;
}

// The codes that a session answers which is sent all lines in one go and then half-closed.
QList<int> codesOfScript(const ServerFixture &server, const QList<QByteArray> &lines)
{
    const auto client = server.stranger();
    client->sendRaw("USER rw\r\nPASS secret\r\n" + lines.join("\r\n") + "\r\n");
    halfClose(client->control());
    QList<int> codes = codesUntilClose(*client);
    const bool isLoggedIn = codes.mid(0, 2) == QList<int>{331, 230};
    return isLoggedIn ? codes.mid(2) : QList<int>();
}

}  // namespace

class PipelinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        m_client = m_server->client();
        QCOMPARE(m_client->store("f", "old").code, 226);
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void whatWasSentBeforeTheHalfCloseIsDoneAndAnswered_data()
    {
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::addColumn<QList<int>>("codes");
        const auto row = [](const char *name, const QList<QByteArray> &lines,
                            const QList<int> &codes) { QTest::newRow(name) << lines << codes; };
        row("folders and QUIT", {"MKD a", "MKD b", "QUIT"}, {257, 257, 221});
        row("no QUIT", {"MKD a", "MKD b"}, {257, 257});
        row("behind QUIT nothing", {"MKD a", "QUIT", "MKD b"}, {257, 221});
        row("a rename", {"RNFR f", "RNTO g", "SIZE g"}, {350, 250, 550});
        row("a checksum", {"XCRC f", "NOOP"}, {250, 200});
        row("a status", {"STAT f", "QUIT"}, {213, 221});
        row("a refused command", {"CWD missing", "MKD a"}, {550, 257});
        row("a wrong password", {"USER rw", "PASS wrong", "NOOP"}, {331, 530, 200});
        row("an upload", {"MKD a", "EPSV", "STOR f", "QUIT"}, {257, 229, 450, 221});
    }
    void whatWasSentBeforeTheHalfCloseIsDoneAndAnswered()
    {
        QFETCH(const QList<QByteArray>, lines);
        QFETCH(const QList<int>, codes);
        m_server->faults().setLatency(
            std::chrono::milliseconds(20));  // so that the end comes first
        QCOMPARE(codesOfScript(*m_server, lines), codes);
        QTRY_COMPARE(m_server->engine().snapshot().sessions.size(), 1);  // the fixture's own client
    }
    void anIncompleteLineBeforeTheHalfCloseIsNone()
    {
        const auto client = m_server->client();
        client->sendRaw("NOOP\r\nDELE f");
        halfClose(client->control());
        QCOMPARE(codesUntilClose(*client), QList<int>{200});
        QCOMPARE(content(*m_server, "f"), QByteArray("old"));
    }
    void aListingBeforeTheHalfCloseIsSent()
    {
        const auto data = m_client->openData();
        m_client->sendRaw("NLST\r\nQUIT\r\n");
        halfClose(m_client->control());
        QCOMPARE(FtpClient::readAll(*data), QByteArray("f\r\n"));
        QCOMPARE(codesUntilClose(*m_client), (QList<int>{150, 226, 221}));
    }
    void aDownloadBeforeTheHalfCloseIsSent()
    {
        const QByteArray bytes = patternBytes(5'000'000);
        QCOMPARE(m_client->store("g", bytes).code, 226);
        const auto data = m_client->openData();
        m_client->sendRaw("RETR g\r\n");
        QCOMPARE(m_client->readReply().code, 150);
        halfClose(m_client->control());
        QVERIFY(FtpClient::readAll(*data) == bytes);
        QCOMPARE(codesUntilClose(*m_client), QList<int>{226});
    }

    void theGoodbyeComesBehindTheResult_data()
    {
        QTest::addColumn<QByteArray>("ending");
        QTest::addColumn<QList<int>>("codes");
        QTest::newRow("whole") << QByteArray("whole") << QList<int>{150, 226, 221};
        QTest::newRow("reset") << QByteArray("reset") << QList<int>{150, 426, 221};
    }
    void theGoodbyeComesBehindTheResult()
    {
        QFETCH(const QByteArray, ending);
        QFETCH(const QList<int>, codes);
        const auto data = m_client->openData();
        m_client->sendRaw("STOR f\r\nQUIT\r\n");
        QVERIFY(FtpClient::writeAll(*data, QByteArray(50'000, 'n')));
        QTRY_VERIFY(!m_server->engine().snapshot().transfers.isEmpty());
        if (ending == "reset")
            resetSocket(*data);
        else
            data->disconnectFromHost();
        QCOMPARE(codesUntilClose(*m_client), codes);
        QCOMPARE(content(*m_server, "f"),
                 ending == "reset" ? QByteArray("old") : QByteArray(50'000, 'n'));
    }
    void theGoodbyeComesBehindARefusalToo()
    {
        m_client->sendRaw("RETR missing\r\nQUIT\r\n");
        QCOMPARE(codesUntilClose(*m_client), (QList<int>{550, 221}));
    }

    // Many devices do not wait for the result of what they have sent.
    void whoLeavesBehindHisGoodbyeHasStored_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("over a file") << QByteArray("f");
        QTest::newRow("a new one") << QByteArray("new");
    }
    void whoLeavesBehindHisGoodbyeHasStored()
    {
        QFETCH(const QByteArray, path);
        const QByteArray bytes(100'000, 'n');
        const auto data = m_client->openData();
        QCOMPARE(m_client->send("STOR " + path).code, 150);
        QVERIFY(FtpClient::writeAll(*data, bytes));
        data->disconnectFromHost();
        m_client->sendRaw("QUIT\r\n");
        m_client->close();
        QTRY_COMPARE(m_server->engine().snapshot().sessions.size(), 0);
        QCOMPARE(content(*m_server, path), bytes);
    }
    // Its kernel ends both connections as if all were well.
    void aClientThatIsKilledHasStoredNothing_data()
    {
        QTest::addColumn<QByteArray>("ahead");
        QTest::newRow("no goodbye") << QByteArray();
        QTest::newRow("goodbye with the command") << QByteArray("QUIT\r\n");
    }
    void aClientThatIsKilledHasStoredNothing()
    {
        QFETCH(const QByteArray, ahead);
        const auto data = m_client->openData();
        m_client->sendRaw("STOR f\r\n" + ahead);
        QCOMPARE(m_client->readReply().code, 150);
        QVERIFY(FtpClient::writeAll(*data, "a part"));
        QTRY_VERIFY(!m_server->engine().snapshot().transfers.isEmpty());
        m_client->control().disconnectFromHost();
        data->disconnectFromHost();
        QTRY_COMPARE(m_server->engine().snapshot().sessions.size(), 0);
        QCOMPARE(content(*m_server, "f"), QByteArray("old"));
    }
    void whoHalfClosesUnderAnUploadIsToldWhatToDo()
    {
        const auto data = m_client->openData();
        QCOMPARE(m_client->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, "a part"));
        halfClose(m_client->control());
        const ClientReply reply = m_client->readReply();
        QCOMPARE(reply.code, 426);
        QVERIFY2(reply.text.contains("control connection"), reply.text.constData());
        QCOMPARE(content(*m_server, "f"), QByteArray("old"));
    }

private:
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<FtpClient> m_client;
};

COSFTP_TEST(PipelinesTest)
#include "pipelines_test.moc"
