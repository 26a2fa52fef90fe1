// SPDX-License-Identifier: GPL-3.0-or-later
// Uploads that are refused while their client sends: it hears why, whenever it reads.
#include "attack_support.h"
#include "support/test_main.h"
#include "support/tls_ftp_client.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;

namespace {

constexpr qsizetype mib = 1024 * 1024;
constexpr qsizetype muchBytes = 48 * mib;  // more than all buffers between the two hold

Fault answer(int status, const char *code, const QList<Verb> &verbs)
{
    Fault fault;
    fault.kind = Fault::Kind::ErrorAnswer;
    fault.verbs = verbs;
    fault.times = -1;
    fault.status = status;
    fault.code = code;
    return fault;
}

void limitFiles(Settings &settings)
{
    settings.limits.singleFileMaxBytes = mib;
    settings.timeouts.partRetry = std::chrono::seconds(1);
}

QByteArray referenceIn(const ClientReply &reply)
{
    static const QRegularExpression pattern(QStringLiteral(R"(\[(s\d+-\d+-[0-9a-z]{6})\])"));
    return pattern.match(QString::fromUtf8(reply.text)).captured(1).toUtf8();
}

// The reply has an id, and the log a line with the same id.
void isExplained(const ClientReply &reply)
{
    const QString reference = QString::fromUtf8(referenceIn(reply));
    QVERIFY2(!reference.isEmpty(), reply.text.constData());
    QTRY_VERIFY2(LogEar::hasHeard(reference), reply.text.constData());
}

// As curl and ftplib: all is sent, then the connection ends, then the reply is read.
ClientReply sendAllThenRead(FtpClient &client, const QByteArray &command, qsizetype size)
{
    const std::unique_ptr<QTcpSocket> data = client.openData();
    if (!data || client.send(command).code != 150)
        return {};
    if (!FtpClient::writeAll(*data, patternBytes(size)))
        return {1, "the data connection broke", {}};
    data->disconnectFromHost();
    if (data->state() != QAbstractSocket::UnconnectedState)
        data->waitForDisconnected(FtpClient::deadlineMs);
    return client.readReply();
}

// The data connection of an upload that was answered with 552 while it was sent; null: it was not.
std::unique_ptr<QTcpSocket> refusedInMidUpload(FtpClient &client)
{
    auto data = client.openData();
    const bool isRefused = data != nullptr && client.send("STOR f").code == 150
                           && FtpClient::writeAll(*data, patternBytes(2 * mib))
                           && client.readReply().code == 552;
    return isRefused ? std::move(data) : nullptr;
}

}  // namespace

class RefusedUploadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoSendsEverythingFirstHearsTheReply_data()
    {
        QTest::addColumn<QByteArray>("cause");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("code");
        QTest::newRow("too large") << QByteArray("limit") << QByteArray("I") << 552;
        QTest::newRow("too large, ASCII") << QByteArray("limit") << QByteArray("A") << 552;
        QTest::newRow("quota") << QByteArray("quota") << QByteArray("I") << 552;
        QTest::newRow("the store denies") << QByteArray("denied") << QByteArray("I") << 550;
        QTest::newRow("the store is down") << QByteArray("down") << QByteArray("I") << 451;
        QTest::newRow("the store is full") << QByteArray("full") << QByteArray("I") << 452;
    }
    void whoSendsEverythingFirstHearsTheReply()
    {
        QFETCH(QByteArray, cause);
        QFETCH(QByteArray, type);
        QFETCH(int, code);
        const LogEar ear;
        ServerFixture server([&cause](Settings &settings) {
            if (cause == "limit")
                limitFiles(settings);
            if (cause == "quota")
                settings.users[0].limits.quotaBytes = mib;
            settings.timeouts.partRetry = std::chrono::seconds(1);
        });
        const auto client = server.client();
        if (cause == "quota")
            QTRY_VERIFY(!server.engine().snapshot().quotas.isEmpty()
                        && server.engine().snapshot().quotas.first().isCounted);
        client->send("TYPE " + type);
        const QList<Verb> writes{Verb::PutObject, Verb::Initiate, Verb::PutPart};
        if (cause == "denied")
            server.faults().add(answer(403, "AccessDenied", writes));
        if (cause == "down")
            server.faults().add(answer(503, "ServiceUnavailable", writes));
        if (cause == "full")
            server.faults().add(answer(507, "InsufficientStorage", writes));
        const ClientReply reply = sendAllThenRead(*client, "STOR f", muchBytes);
        QVERIFY2(reply.code == code, reply.text.constData());
        isExplained(reply);
        server.faults().clear();
        QVERIFY(server.keys("f").isEmpty());
        QCOMPARE(sendAllThenRead(*client, "STOR g", 1000).code, 226);
    }
    void underTlsToo()
    {
        const LogEar ear;
        ServerFixture server([](Settings &settings) {
            limitFiles(settings);
            settings.tls.isOn = true;
        });
        TlsFtpClient client(server.port());
        client.loggedIn();
        const ClientReply reply = client.store("f", patternBytes(muchBytes));
        QVERIFY2(reply.code == 552, reply.text.constData());
        isExplained(reply);
        QCOMPARE(client.store("g", "small").code, 226);
    }
    // As lftp and FileZilla: the control connection is looked at all the time.
    void whoListensHearsItWhileSending()
    {
        ServerFixture server(limitFiles);
        const auto client = server.client();
        const auto data = refusedInMidUpload(*client);
        QVERIFY(data != nullptr);
        QCOMPARE(data->state(), QAbstractSocket::ConnectedState);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(muchBytes)));
    }
    void theSessionGoesOnMeanwhile()
    {
        ServerFixture server([](Settings &settings) {
            limitFiles(settings);
            settings.limits.memoryBudgetBytes = 32 * mib;
        });
        const auto client = server.client();
        const auto data = refusedInMidUpload(*client);
        QVERIFY(data != nullptr);
        QCOMPARE(client->send("NOOP").code, 200);
        QCOMPARE(client->store("g", "small").code, 226);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(muchBytes)));
        QCOMPARE(client->store("h", "small").code, 226);
    }
    void aborEndsTheDropping()
    {
        ServerFixture server(limitFiles);
        const auto client = server.client();
        const auto data = refusedInMidUpload(*client);
        QVERIFY(data != nullptr);
        QCOMPARE(client->send("ABOR").code, 225);
        QCOMPARE(FtpClient::readAll(*data), QByteArray());
        QVERIFY(data->state() != QAbstractSocket::ConnectedState);
    }
    // A script sends STOR and QUIT ahead, then the data.
    void quitBehindItChangesNothing()
    {
        ServerFixture server(limitFiles);
        const auto client = server.client();
        const auto data = client->openData();
        client->sendRaw("STOR f\r\nQUIT\r\n");
        QCOMPARE(client->readReply().code, 150);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(muchBytes)));
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 552);
        QCOMPARE(client->readReply().code, 221);
    }
    void ofManyRefusedUploadsAFewAreHeldOpen()
    {
        ServerFixture server(limitFiles);
        const auto client = server.client();
        std::vector<std::unique_ptr<QTcpSocket>> held;
        for (int i = 0; i < 4; ++i) {
            held.push_back(client->openData());
            QCOMPARE(client->send("STOR f").code, 150);
            QVERIFY(FtpClient::writeAll(*held.back(), patternBytes(2 * mib)));
            QCOMPARE(client->readReply().code, 552);
        }
        QCOMPARE(FtpClient::readAll(*held.front()), QByteArray());
        QVERIFY(held.front()->state() != QAbstractSocket::ConnectedState);
        QCOMPARE(held.back()->state(), QAbstractSocket::ConnectedState);
    }
    // Neither the reply nor the 150 is waited for.
    void whoSendsBeforeTheReplyHearsARefusal_data()
    {
        QTest::addColumn<QByteArray>("commands");
        QTest::addColumn<int>("code");
        QTest::newRow("no right") << QByteArray("STOR f\r\n") << 550;
        QTest::newRow("a folder's name") << QByteArray("STOR f/\r\n") << 553;
        QTest::newRow("no right to append") << QByteArray("APPE f\r\n") << 550;
    }
    void whoSendsBeforeTheReplyHearsARefusal()
    {
        QFETCH(QByteArray, commands);
        QFETCH(int, code);
        ServerFixture server;
        const auto client = server.client(code == 550 ? "ro" : "rw");
        const auto data = client->openData();
        client->sendRaw(commands);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(muchBytes)));
        QCOMPARE(client->readReply().code, code);
    }
    void anEndpointSurvivesARefusalAsLongAsNothingWasSent()
    {
        ServerFixture server;
        const auto client = server.client();
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f/").code, 553);
        QCOMPARE(client->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, "bytes"));
        data->disconnectFromHost();
        QCOMPARE(client->readReply().code, 226);
    }
    // The name is asked about while the client connects and sends.
    void aNameThatIsRefusedLateIsHeard()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("MKD folder").code, 257);
        const auto other = server.client();
        server.faults().setLatency(std::chrono::milliseconds(50));
        const ClientReply reply = sendAllThenRead(*other, "STOR folder", muchBytes);
        QVERIFY2(reply.code == 550 || reply.code == 553, reply.text.constData());
    }
    void anAlloThatIsNotKeptIsSaid()
    {
        const LogEar ear;
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->send("ALLO 4096").code, 200);
        const ClientReply reply = client->store("f", QByteArray(3000, 'z'));
        QCOMPARE(reply.code, 426);
        QVERIFY2(reply.text.contains("3000 bytes came and ALLO announced 4096"),
                 reply.text.constData());
        isExplained(reply);
    }
    void idsAreOtherOnesAfterARestart()
    {
        ServerFixture server;
        const auto id = [](const Engine &engine) {
            return referenceIn(ServerFixture::clientOf(engine, "ro")->send("STOU"));
        };
        const QByteArray first = id(server.engine());
        const auto again = server.secondServer();
        QVERIFY(!first.isEmpty());
        QVERIFY(id(*again) != first);
    }
    void everyRefusalOfADataConnectionIsExplained()
    {
        const LogEar ear;
        ServerFixture server(
            [](Settings &settings) { settings.timeouts.dataConnect = std::chrono::seconds(1); });
        const auto client = server.client();
        const ClientReply none = client->send("LIST");
        QCOMPARE(none.code, 425);
        isExplained(none);
        QCOMPARE(client->send("EPSV").code, 229);
        QCOMPARE(client->send("LIST").code, 150);
        const ClientReply nobody = client->readReply();
        QCOMPARE(nobody.code, 425);
        isExplained(nobody);
        const ClientReply denied = server.client("ro")->store("f", "x");
        QCOMPARE(denied.code, 550);
        isExplained(denied);
    }
};

COSFTP_TEST(RefusedUploadsTest)
#include "refused_uploads_test.moc"
