// SPDX-License-Identifier: GPL-3.0-or-later
// Attacks by lines and arguments: 10 to 18 of the list in this folder's README.
#include "attack_support.h"
#include "support/test_main.h"

using namespace cosftp;
using namespace cosftp::test;

namespace {

constexpr qint64 mib = 1024 * 1024;

QByteArray listed(FtpClient &client, const QByteArray &command)
{
    QByteArray text;
    return client.retrieve(command, &text).code == 226 ? text : QByteArray("failed");
}

}  // namespace

class AttacksParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 10
    void aHundredMegabytesWithoutALineEndTheSession()
    {
        const ServerFixture server;
        Witness witness(server);
        const Descriptor line = rawLine(server);
        sendUntilStuck(line, QByteArray(256 * 1024, 'x'), 100 * mib);
        const QByteArray words = rawpeer::take(line).value_or("421 reset before it was read");
        QVERIFY2(words.startsWith("421 "), words.constData());
        QVERIFY(witness.isServed());
    }
    void aLineOneByteTooLongIsOneError()
    {
        const ServerFixture server;
        const auto client = server.client();
        client->sendRaw(QByteArray(4097, 'x') + "\r\nNOOP\r\n");
        QCOMPARE(client->readReply().code, 500);
        QCOMPARE(client->readReply().code, 200);
    }
    void aLineThatBeginsWithASpaceIsNoCommand_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {" NOOP", "  NOOP", "\tNOOP", " \tNOOP", "\t", " ", "   ", "NOOP\t",
                                 "CWD\t/", " GET / HTTP/1.1"})
            QTest::newRow(QByteArray(line).replace('\t', "TAB").constData()) << QByteArray(line);
    }
    void aLineThatBeginsWithASpaceIsNoCommand()
    {
        QFETCH(const QByteArray, line);
        const ServerFixture server;
        for (const auto &client : {server.stranger(), server.client()}) {
            QCOMPARE(client->send(line).code, 500);
            QCOMPARE(client->send("NOOP").code, 200);  // one answer, and the line lives
        }
    }
    void bytesThatTrickleDoNotExtendTheLogin()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.timeouts.login = std::chrono::seconds(1); });
        const Descriptor line = rawLine(server);
        QElapsedTimer watch;
        watch.start();
        pollfd waiting{line.get(), POLLIN, 0};
        while (::poll(&waiting, 1, 100) == 0 && watch.elapsed() < 20'000)
            rawpeer::put(line, "N");
        QVERIFY(rawpeer::take(line).value_or(QByteArray()).startsWith("421 "));
        QVERIFY(watch.elapsed() < 15'000);
    }
    void commandsDoNotExtendTheLoginEither()
    {
        const ServerFixture server(
            [](Settings &settings) { settings.timeouts.login = std::chrono::seconds(1); });
        const auto client = server.stranger();
        QElapsedTimer watch;
        watch.start();
        int code = 200;
        while (code == 200 && watch.elapsed() < 20'000)
            code = client->send("NOOP").code;
        QCOMPARE(code, 421);
    }
    // 11
    void whoReadsNoRepliesIsNotReadEither()
    {
        const ServerFixture server;
        Witness witness(server);
        const Descriptor line = rawpeer::connectTo({rawpeer::loopback, server.port()});
        rawpeer::shrinkBuffers(line);
        const QByteArray block = QByteArray("NOOP\r\n").repeated(10'000);
        const qint64 taken = sendUntilStuck(line, block, 64 * mib);
        QVERIFY(taken < 64 * mib);
        QVERIFY(witness.isServed());
        qsizetype replies = 0;
        while (replies < 20'000)  // it goes on as soon as somebody reads
            replies += rawpeer::take(line).value_or(QByteArray()).count("200 ");
    }
    // 12
    void telnetIsTakenAwayAndNothingElse()
    {
        const ServerFixture server;
        const auto client = server.client();
        const QList<std::pair<QByteArray, int>> lines{{"\xff\xfd\x18NOOP", 200},
                                                      {"\xff\xffNOOP", 200},
                                                      {"\xff\xf4\xff\xf2"
                                                       "ABOR",
                                                       225},
                                                      {"\xff\xf4\xf2"
                                                       "ABOR",
                                                       225},
                                                      {"\xff\xf4\xff"
                                                       "ABOR",
                                                       225},
                                                      {QByteArray(3000, '\xff') + "NOOP", 200},
                                                      {"NOOP\xff", 500},
                                                      {"NO\xff\xf4OP", 500},
                                                      {"CWD \xff", 501}};
        for (const auto &[line, code] : lines)
            QCOMPARE(client->send(line).code, code);
        client->sendRaw("\xff\xfd\r\n\xff\r\n\xff\xfb\r\n");  // halves alone are empty lines
        QCOMPARE(client->send("NOOP").code, 200);
        client->sendRaw(QByteArray(200 * 1024, '\xff'));
        QCOMPARE(client->readReply().code, 421);
        QVERIFY(Witness(server).isServed());
    }
    void abortSignalsOfEveryFamilyAreUnderstood()
    {
        const ServerFixture server;
        // What is sent in front, the urgent byte, what follows.
        const QList<QList<QByteArray>> forms{{"\xff\xf4\xff", "\xf2", "ABOR\r\n"},
                                             {"\xff\xf4", "\xff",
                                              "\xf2"
                                              "ABOR\r\n"},
                                             {"", "\xf4", "ABOR\r\n"}};
        for (const QList<QByteArray> &form : forms) {
            const Descriptor line = rawLine(server);
            rawpeer::put(line, "USER rw\r\nPASS secret\r\n");
            QByteArray replies;
            while (replies.count("\r\n") < 2)
                replies += rawpeer::take(line).value_or("\r\n\r\n");
            rawpeer::put(line, form.at(0));
            QCOMPARE(::send(line.get(), form.at(1).constData(), 1, MSG_OOB), 1);
            rawpeer::put(line, form.at(2));
            const QByteArray reply = rawpeer::take(line).value_or(QByteArray());
            QVERIFY2(reply.startsWith("225 "), reply.constData());
        }
    }
    // 13
    void patternsCostOneListingAndNoTime_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("names");
        QTest::newRow("components") << QByteArray("NLST */../*/../*") << 20;
        QTest::newRow("many stars") << "NLST " + QByteArray("a*").repeated(100) + 'b' << 0;
        QTest::newRow("stars only") << "NLST " + QByteArray(256, '*') << 20;
        QTest::newRow("questions") << "NLST " + QByteArray(100, '?') << 20;
        QTest::newRow("every option") << QByteArray("LIST -laRtrSh -- *") << 20;
    }
    void patternsCostOneListingAndNoTime()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const int, names);
        ServerFixture server;
        const auto client = server.client();
        for (char file = 'A'; file < 'U'; ++file)
            QCOMPARE(client->store(QByteArray(99, 'a') + file, {}).code, 226);
        QByteArray text;
        const localcos::Counters cost = server.costOf([&] { text = listed(*client, line); });
        QCOMPARE(text.count("\r\n"), names);
        QVERIFY(cost.list <= 1 && cost.requests() <= 2);
    }
    void whatIsNoPatternIsAName()
    {
        ServerFixture server;
        const auto client = server.client();
        for (const QByteArray &line :
             {"NLST " + QByteArray("{a,b}").repeated(50), QByteArray("NLST [a-z]"),
              QByteArray("NLST */x"), QByteArray("LIST ~")})
            QCOMPARE(client->send(line).code, 550);
        QCOMPARE(client->send("NLST " + QByteArray(257, '*')).code, 501);
        QCOMPARE(client->send("NLST " + QByteArray(5000, '*')).code, 500);
        QCOMPARE(client->send("STAT *{*}*").code, 550);
    }
    // 14
    void aListingThatNobodyReadsStopsAskingTheStore()
    {
        ServerFixture server;
        const auto client = server.client();
        for (int file = 0; file < 60; ++file)
            QCOMPARE(client->store("d/f" + QByteArray::number(file), {}).code, 226);
        server.faults().setPageLimit(2);
        server.faults().setLatency(std::chrono::milliseconds(100));
        server.store().resetCounters();
        const auto data = client->openData();
        QCOMPARE(client->send("LIST d").code, 150);
        QVERIFY(data->waitForReadyRead(FtpClient::deadlineMs));
        resetSocket(*data);
        QCOMPARE(client->readReply().code, 426);
        QVERIFY(server.counters().list < 25);
    }
    // 15
    void fiftyListingsAtOnceAreServedAndOthersToo()
    {
        ServerFixture server;
        for (int file = 0; file < 30; ++file)
            QCOMPARE(server.client()->store("f" + QByteArray::number(file), {}).code, 226);
        server.faults().setPageLimit(3);
        Witness witness(server);
        struct Reader
        {
            std::unique_ptr<FtpClient> client;
            std::unique_ptr<QTcpSocket> data;
        };
        std::vector<Reader> readers;
        for (int count = 0; count < 50; ++count) {
            Reader reader{server.client(), nullptr};
            reader.data = reader.client->openData();
            reader.client->sendRaw(count % 2 == 0 ? "MLSD\r\n" : "LIST -R /\r\n");
            readers.push_back(std::move(reader));
        }
        QVERIFY(witness.isServed());
        for (Reader &reader : readers) {
            QCOMPARE(reader.client->readReply().code, 150);
            QCOMPARE(FtpClient::readAll(*reader.data).count("\r\n"), 30);
            QCOMPARE(reader.client->readReply().code, 226);
        }
    }
    // 16, 17
    void numbersAreDecimalAndFit_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("code");
        const QList<std::pair<const char *, int>> rows{{"REST 12345678901234567890", 501},
                                                       {"REST 9223372036854775808", 501},
                                                       {"REST -0", 501},
                                                       {"REST 5 5", 501},
                                                       {"REST \xd9\xa3", 501},  // an Arabic digit
                                                       {"ALLO -1", 202},
                                                       {"ALLO 18446744073709551616", 202},
                                                       {"PBSZ 4294967296000", 503},
                                                       {"RANG 0 9223372036854775807", 501},
                                                       {"RANG -1 5", 501},
                                                       {"RANG 0x1 0x2", 501},
                                                       {"EPRT |1|127.0.0.1|99999999999|", 501},
                                                       {"EPRT \x80"
                                                        "1\x80"
                                                        "127.0.0.1\x80"
                                                        "5000\x80",
                                                        501},
                                                       {"EPRT |1|::ffff:1.2.3.4|5000|", 501},
                                                       {"EPRT |1|127.0.0.1|5000|x", 501},
                                                       {"EPRT |1|127.1|5000|", 501},
                                                       {"EPRT |1|0x7f000001|5000|", 501},
                                                       {"PORT 127,0,0,1,256,1", 501},
                                                       {"PORT 127,0,0,1,80,80,", 501},
                                                       {"PORT 127, 0,0,1,80,80", 501},
                                                       {"PORT 127,0,0,1,+80,80", 501},
                                                       {"EPSV 4294967297", 501},
                                                       {"SITE IDLE 99999999999999", 501}};
        for (const auto &[line, code] : rows)
            QTest::newRow(QByteArray(line).toPercentEncoding(" |,:").constData())
                << QByteArray(line) << code;
    }
    void numbersAreDecimalAndFit()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const int, code);
        const ServerFixture server;
        const auto client = server.client();
        const ClientReply reply = client->send(line);
        if (line.startsWith("EPSV"))
            QVERIFY2(reply.code == 501 || reply.code == 522, reply.text.constData());
        else
            QCOMPARE(reply.code, code);
        QCOMPARE(client->send("NLST").code, 425);
    }
    // 18 is badTimesAre501 of the test of times
};

COSFTP_TEST(AttacksParserTest)
#include "attacks_parser_test.moc"
