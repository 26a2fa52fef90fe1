// SPDX-License-Identifier: GPL-3.0-or-later
// What one command says of another that is to come: RNFR, REST, ALLO, RANG. It holds for that one
// only, also if it is refused, and whatever is forgotten or not understood costs nobody a file.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr qsizetype mib = 1024 * 1024;

QByteArray content(const ServerFixture &server, const QByteArray &path)
{
    QByteArray bytes;
    const ClientReply reply = server.client("ro")->retrieve("RETR " + path, &bytes);
    return reply.code == 226 ? bytes : "reply " + QByteArray::number(reply.code);
}

// Sends the bytes with `command` and ends the data connection properly; the final reply.
ClientReply sendAll(FtpClient &client, const QByteArray &command, const QByteArray &bytes)
{
    const auto data = client.openData();
    const ClientReply preliminary = client.send(command);
    if (preliminary.code != 150)
        return preliminary;
    FtpClient::writeAll(*data, bytes);
    data->disconnectFromHost();
    return client.readReply();
}

void addLines(const QList<QByteArray> &lines)
{
    QTest::addColumn<QByteArray>("line");
    for (const QByteArray &line : lines)
        QTest::newRow(line.isEmpty() ? "nothing"
                                     : line.first(std::min<qsizetype>(line.size(), 40))
                                           .toPercentEncoding(" /")
                                           .constData())
            << line;
}

const QByteArray tooLong = "STOR " + QByteArray(5000, 'x');

}  // namespace

class AnnouncedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ServerFixture>();
        m_client = m_server->client();
        QCOMPARE(m_client->store("f", QByteArray(100, 'A')).code, 226);
        QCOMPARE(m_client->send("MKD d").code, 257);
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    // RNFR
    void whatComesBetweenRnfrAndRntoEndsTheRename_data()
    {
        addLines({"RNFR bad\xe9.txt", "RNFR missing", "RNFR", "RNFR /", "RNFR a\rb", "RNTO",
                  "RNTO bad\xe9.txt", "DELE missing", "MKD e", "RMD missing", "STOR bad\xe9.txt",
                  "RETR missing", "LIST missing", "MFMT 20200102030405 f", "SITE UMASK", "ABOR",
                  "XYZZY", tooLong});
    }
    void whatComesBetweenRnfrAndRntoEndsTheRename()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("RNFR f").code, 350);
        m_client->send(line);
        QCOMPARE(m_client->send("RNTO g").code, 503);
        QCOMPARE(content(*m_server, "f"), QByteArray(100, 'A'));
    }
    void questionsAndParametersMayStandBetweenRnfrAndRnto_data()
    {
        addLines({"NOOP", "STAT", "PWD", "CWD /", "TYPE A", "EPSV", "PASV", "SIZE g", "MLST f",
                  "FEAT", "OPTS UTF8 ON"});
    }
    void questionsAndParametersMayStandBetweenRnfrAndRnto()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("RNFR f").code, 350);
        m_client->send(line);
        QCOMPARE(m_client->send("RNTO g").code, 250);
    }

    // ALLO
    void aSizeIsForTheUploadThatItStandsBefore_data()
    {
        addLines({"STOR bad\xe9.txt", "STOR", "STOR a\rb", tooLong, "STOR d", "APPE bad\xe9.txt",
                  "LIST missing", "ABOR", "ALLO 0", "ALLO some", "ALLO"});
    }
    void aSizeIsForTheUploadThatItStandsBefore()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("ALLO 1000000").code, 200);
        const auto data = m_client->openData();
        ClientReply reply = m_client->send(line);
        if (reply.code == 150)
            reply = m_client->readReply();
        QCOMPARE(m_client->store("small", "small").code, 226);
        QCOMPARE(content(*m_server, "small"), QByteArray("small"));
    }
    void aSizeHoldsUntilItsUploadComes()
    {
        QCOMPARE(m_client->send("ALLO 1000").code, 200);
        QCOMPARE(m_client->send("TYPE I").code, 200);
        QCOMPARE(m_client->send("MKD e").code, 257);
        QCOMPARE(m_client->store("small", "small").code, 426);
        QCOMPARE(m_client->send("ALLO 1000").code, 200);
        const auto data = m_client->openData();
        QCOMPARE(m_client->send("STOU").code, 150);
        data->disconnectFromHost();
        QCOMPARE(m_client->readReply().code, 426);
    }

    // REST
    void anOffsetIsForTheTransferThatItStandsBefore_data()
    {
        addLines({"STOR bad\xe9.txt", "STOR", "STOR a\rb", tooLong, "APPE f", "STOU",
                  "RETR missing", "LIST missing", "NLST missing", "MLSD missing", "ABOR", "REST 0",
                  "REST some", "REST"});
    }
    void anOffsetIsForTheTransferThatItStandsBefore()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("REST 50").code, 350);
        QVERIFY(m_client->send(line).code != 150);
        QCOMPARE(m_client->store("f", "whole").code, 226);
        QCOMPARE(content(*m_server, "f"), QByteArray("whole"));
    }
    void questionsAndParametersMayStandBetweenRestAndStor_data()
    {
        addLines({"NOOP", "STAT", "STAT f", "TYPE I", "MODE S", "PASV", "EPSV", "SIZE f", "MDTM f",
                  "MLST f", "HASH f", "FEAT", "ALLO 50", "PWD", "CWD /", "MKD e", "DELE missing",
                  "XYZZY"});
    }
    void questionsAndParametersMayStandBetweenRestAndStor()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("REST 50").code, 350);
        m_client->send(line);
        QCOMPARE(sendAll(*m_client, "STOR f", QByteArray(60, 'B')).code, 226);
        QCOMPARE(content(*m_server, "f"), QByteArray(50, 'A') + QByteArray(60, 'B'));
    }
    void noTailIsTakenForTheWholeInTypeA_data() { addLines({"STOR f", "APPE f", "RETR f"}); }
    void noTailIsTakenForTheWholeInTypeA()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("REST 50").code, 350);
        QCOMPARE(m_client->send("TYPE A").code, 200);
        const ClientReply refusal = sendAll(*m_client, line, QByteArray(50, 'B'));
        QCOMPARE(refusal.code, 554);
        QVERIFY2(refusal.text.contains("TYPE I"), refusal.text.constData());
        QCOMPARE(content(*m_server, "f"), QByteArray(100, 'A'));
        QCOMPARE(m_client->store("f", "whole").code, 226);
        QCOMPARE(content(*m_server, "f"), QByteArray("whole"));
    }

    // REST and APPE
    void anAppendBehindAnOffsetIsDoneWhereBothMeanTheSamePlace()
    {
        QCOMPARE(m_client->send("REST 100").code, 350);
        QCOMPARE(sendAll(*m_client, "APPE f", "more").code, 226);
        QCOMPARE(content(*m_server, "f"), QByteArray(100, 'A') + "more");
        QCOMPARE(m_client->send("REST 0").code, 350);
        QCOMPARE(sendAll(*m_client, "APPE f", " and more").code, 226);
        QCOMPARE(content(*m_server, "f"), QByteArray(100, 'A') + "more and more");
    }
    void anAppendBehindAnotherOffsetLosesNothing_data()
    {
        QTest::addColumn<QByteArray>("offset");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("before the end") << QByteArray("99") << QByteArray("f");
        QTest::newRow("behind the end") << QByteArray("101") << QByteArray("f");
        QTest::newRow("far behind") << QByteArray("9223372036854775807") << QByteArray("f");
        QTest::newRow("no file") << QByteArray("1") << QByteArray("missing");
    }
    void anAppendBehindAnotherOffsetLosesNothing()
    {
        QFETCH(const QByteArray, offset);
        QFETCH(const QByteArray, path);
        QCOMPARE(m_client->send("REST " + offset).code, 350);
        const ClientReply refusal = m_client->send("APPE " + path);
        QCOMPARE(refusal.code, 450);
        QVERIFY2(refusal.text.contains(path == "f" ? " 100," : " 0,"), refusal.text.constData());
        QCOMPARE(content(*m_server, "f"), QByteArray(100, 'A'));
        QCOMPARE(content(*m_server, "missing"), QByteArray("reply 550"));
        QCOMPARE(sendAll(*m_client, "APPE " + path, "more").code, 226);
    }
    void anAppendBehindTheOffsetOfAnInterruptedUploadGoesOn()
    {
        const QByteArray bytes = patternBytes(10 * mib);
        const auto data = m_client->openData();
        QCOMPARE(m_client->send("STOR g").code, 150);
        QVERIFY(FtpClient::writeAll(*data, bytes.first(9 * mib)));
        QTRY_VERIFY(m_client->send("STAT").text.contains("9437184 bytes"));
        resetSocket(*data);
        QCOMPARE(m_client->readReply().code, 426);
        QCOMPARE(m_client->send("SIZE g").text, QByteArray("213 9437184"));
        QCOMPARE(m_client->send("REST 9437184").code, 350);
        QCOMPARE(sendAll(*m_client, "APPE g", bytes.sliced(9 * mib)).code, 226);
        QVERIFY(content(*m_server, "g") == bytes);
    }

    // RANG
    void aRangeIsForHashOnly_data() { addLines({"RETR f", "STOR f", "APPE f", "STOU"}); }
    void aRangeIsForHashOnly()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("RANG 0 9").code, 350);
        QCOMPARE(sendAll(*m_client, line, "part").code, 450);
        QCOMPARE(content(*m_server, "f"), QByteArray(100, 'A'));
        QVERIFY(m_client->send("HASH f").text.contains(" 0-100 "));
    }
    void aRangeEndsWithTheHashThatItStandsBefore_data()
    {
        addLines({"HASH", "HASH missing", "HASH bad\xe9", "RANG some", "RANG", "LIST missing"});
    }
    void aRangeEndsWithTheHashThatItStandsBefore()
    {
        QFETCH(const QByteArray, line);
        QCOMPARE(m_client->send("RANG 0 9").code, 350);
        m_client->send(line);
        QVERIFY(m_client->send("HASH f").text.contains(" 0-100 "));
    }

private:
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<FtpClient> m_client;
};

COSFTP_TEST(AnnouncedTest)
#include "announced_test.moc"
