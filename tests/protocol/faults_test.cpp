// SPDX-License-Identifier: GPL-3.0-or-later
// A store that misbehaves: what the client is told, and what the bucket holds afterwards.
#include "support/server_fixture.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cosftp;
using namespace cosftp::test;
using localcos::Fault;
using localcos::Verb;

namespace {

constexpr qsizetype mib = 1024 * 1024;

Fault fault(Fault::Kind kind, const QList<Verb> &verbs, int times = 1)
{
    Fault result;
    result.kind = kind;
    result.verbs = verbs;
    result.times = times;
    return result;
}

Fault answer(int status, const char *code, const QList<Verb> &verbs, int times = 1)
{
    Fault result = fault(Fault::Kind::ErrorAnswer, verbs, times);
    result.status = status;
    result.code = code;
    return result;
}

QByteArray content(FtpClient &client, const QByteArray &path)
{
    QByteArray bytes;
    const ClientReply reply = client.retrieve("RETR " + path, &bytes);
    return reply.code == 226 ? bytes : "reply " + QByteArray::number(reply.code);
}

// Messages that the server logs while a test runs.
QStringList &captured()
{
    static QStringList lines;
    return lines;
}
QMutex &capturedMutex()
{
    static QMutex mutex;
    return mutex;
}
void capture(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const QMutexLocker locker(&capturedMutex());
    captured() += text;
}
bool wasLogged(const QString &part)
{
    const QMutexLocker locker(&capturedMutex());
    return captured().join(QLatin1Char('\n')).contains(part);
}

}  // namespace

class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const QMutexLocker locker(&capturedMutex());
        captured().clear();
        qInstallMessageHandler(capture);
    }
    void cleanup() { qInstallMessageHandler(nullptr); }

    void whatPassesIsRetried_data()
    {
        QTest::addColumn<Fault>("rule");
        QTest::newRow("503 to a part") << answer(503, "SlowDown", {Verb::PutPart}, 2);
        QTest::newRow("500 to the start") << answer(500, "InternalError", {Verb::Initiate});
        QTest::newRow("503 to the completion") << answer(503, "SlowDown", {Verb::Complete});
        QTest::newRow("reset before the answer to a part")
            << fault(Fault::Kind::ResetBeforeAnswer, {Verb::PutPart});
        QTest::newRow("reset within a part") << [] {
            Fault rule = fault(Fault::Kind::ResetInUpload, {Verb::PutPart});
            rule.afterBytes = 100000;
            return rule;
        }();
        QTest::newRow("wrong checksum of a part") << fault(Fault::Kind::WrongCrc, {Verb::PutPart});
        QTest::newRow("no checksums at all")
            << fault(Fault::Kind::MissingCrc, {Verb::PutPart, Verb::Complete}, -1);
        QTest::newRow("lost answer of the completion")
            << fault(Fault::Kind::ResetAfterWork, {Verb::Complete});
        QTest::newRow("error inside 200 once") << [] {
            Fault rule = fault(Fault::Kind::ErrorInside200, {Verb::Complete});
            rule.code = "InternalError";
            return rule;
        }();
        QTest::newRow("a box in between answers once")
            << fault(Fault::Kind::NoRequestId, {Verb::PutPart});
    }
    void whatPassesIsRetried()
    {
        QFETCH(Fault, rule);
        ServerFixture server;
        const auto client = server.client();
        const QByteArray bytes = patternBytes(20 * mib);
        server.faults().add(rule);
        QCOMPARE(client->store("f", bytes).code, 226);
        QVERIFY(server.faults().fired() > 0);
        server.faults().clear();
        QVERIFY(content(*client, "f") == bytes);
    }
    void smallUploadsAreRetriedToo_data()
    {
        QTest::addColumn<Fault>("rule");
        QTest::newRow("503") << answer(503, "SlowDown", {Verb::PutObject}, 2);
        QTest::newRow("reset before the answer")
            << fault(Fault::Kind::ResetBeforeAnswer, {Verb::PutObject});
        QTest::newRow("lost answer") << fault(Fault::Kind::ResetAfterWork, {Verb::PutObject});
        QTest::newRow("wrong checksum") << fault(Fault::Kind::WrongCrc, {Verb::PutObject});
        QTest::newRow("503 to the check of the name") << answer(503, "SlowDown", {Verb::List});
    }
    void smallUploadsAreRetriedToo()
    {
        QFETCH(Fault, rule);
        ServerFixture server;
        const auto client = server.client();
        server.faults().add(rule);
        QCOMPARE(client->store("f", "small").code, 226);
        QVERIFY(server.faults().fired() > 0);
        server.faults().clear();
        QCOMPARE(content(*client, "f"), QByteArray("small"));
    }
    void whatDoesNotPassFailsAndLeavesTheOldObject_data()
    {
        QTest::addColumn<Fault>("rule");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("kept");  // uploads that wait for the client to go on
        QTest::newRow("parts refused")
            << answer(403, "AccessDenied", {Verb::PutPart}, -1) << 550 << 0;
        QTest::newRow("start refused")
            << answer(403, "AccessDenied", {Verb::Initiate}, -1) << 550 << 0;
        QTest::newRow("completion refused")
            << answer(400, "InvalidPart", {Verb::Complete}, -1) << 451 << 1;  // no damage, no limit
        QTest::newRow("error inside 200, always") << [] {
            Fault rule = fault(Fault::Kind::ErrorInside200, {Verb::Complete}, -1);
            rule.code = "InternalError";
            return rule;
        }() << 451 << 1;
        QTest::newRow("disk full") << answer(500, "InternalError", {Verb::PutPart}, -1) << 451 << 0;
    }
    void whatDoesNotPassFailsAndLeavesTheOldObject()
    {
        QFETCH(Fault, rule);
        QFETCH(int, code);
        QFETCH(int, kept);
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        server.faults().add(rule);
        const ClientReply reply = client->store("f", patternBytes(20 * mib));
        QVERIFY2(reply.code == code || (code == 451 && reply.code / 100 >= 4),
                 reply.text.constData());
        server.faults().clear();
        QCOMPARE(content(*server.client("ro"), "f"), QByteArray("old"));
        QTRY_COMPARE(server.openUploads(), kept);
    }
    void aCutDownloadGoesOnOrFailsLoudly_data()
    {
        QTest::addColumn<Fault>("rule");
        QTest::addColumn<bool>("heals");
        const auto rule = [](Fault::Kind kind, int times) {
            Fault result = fault(kind, {Verb::GetObject}, times);
            result.afterBytes = 3 * mib;
            return result;
        };
        QTest::newRow("cut once") << rule(Fault::Kind::CutBody, 1) << true;
        QTest::newRow("reset once") << rule(Fault::Kind::ResetInBody, 1) << true;
        QTest::newRow("503 first") << answer(503, "SlowDown", {Verb::GetObject}) << true;
        QTest::newRow("damaged") << rule(Fault::Kind::CorruptBody, 1) << false;
        QTest::newRow("always cut after nothing")
            << [] { return fault(Fault::Kind::CutBody, {Verb::GetObject}, -1); }() << false;
    }
    void aCutDownloadGoesOnOrFailsLoudly()
    {
        QFETCH(Fault, rule);
        QFETCH(bool, heals);
        ServerFixture server;
        const auto client = server.client();
        const QByteArray bytes = patternBytes(10 * mib);
        QCOMPARE(client->store("f", bytes).code, 226);
        server.faults().add(rule);
        QByteArray got;
        const ClientReply reply = client->retrieve("RETR f", &got);
        if (heals) {
            QCOMPARE(reply.code, 226);
            QVERIFY(got == bytes);
        } else {
            QVERIFY2(reply.code / 100 == 4 || reply.code / 100 == 5, reply.text.constData());
            QVERIFY(reply.text.contains("[s1-"));
        }
        server.faults().clear();
        QVERIFY(content(*client, "f") == bytes);
    }
    void anObjectThatChangesInTheMiddleIsNeverMixed()
    {
        // With more memory the server would have read the whole object ahead before it changes.
        ServerFixture server(
            [](Settings &settings) { settings.limits.memoryBudgetBytes = 16 * mib; });
        const auto writer = server.client();
        const QByteArray first = patternBytes(40 * mib, 1);
        QCOMPARE(writer->store("f", first).code, 226);
        Fault rule = fault(Fault::Kind::CutBody, {Verb::GetObject});
        rule.afterBytes = 30 * mib;
        server.faults().add(rule);
        const auto reader = server.client();
        const auto data = reader->openData();
        QCOMPARE(reader->send("RETR f").code, 150);
        QVERIFY(data->waitForReadyRead(FtpClient::deadlineMs));
        QCOMPARE(writer->store("f", patternBytes(40 * mib, 2)).code, 226);
        const QByteArray got = FtpClient::readAll(*data);
        QVERIFY(reader->readReply().code >= 400);
        QVERIFY(first.startsWith(got));
    }
    void wrongAccessIsSaidClearlyAndLoggedWithAdvice_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QString>("logged");
        QTest::newRow("secret") << QByteArray("secret") << QStringLiteral("SignatureDoesNotMatch");
        QTest::newRow("id") << QByteArray("id") << QStringLiteral("InvalidAccessKeyId");
        QTest::newRow("bucket") << QByteArray("bucket") << QStringLiteral("NoSuchBucket");
        QTest::newRow("token") << QByteArray("token") << QStringLiteral("advice=");
    }
    void wrongAccessIsSaidClearlyAndLoggedWithAdvice()
    {
        QFETCH(QByteArray, what);
        QFETCH(QString, logged);
        ServerFixture server([&](Settings &settings) {
            BucketSettings &bucket = settings.buckets[0];
            if (what == "secret")
                bucket.credentials.secretKey = "wrong";
            else if (what == "id")
                bucket.credentials.secretId = "AKIDwrong";
            else if (what == "bucket")
                bucket.bucket = "other-1250000000";
            else
                bucket.credentials.secretKey = "alsowrong";
        });
        const auto client = server.client();
        for (const ClientReply &reply : {client->send("MKD d"), client->store("f", "small"),
                                         client->store("g", patternBytes(10 * mib))}) {
            QVERIFY2(reply.code / 100 == 5 || reply.code / 100 == 4, reply.text.constData());
            QVERIFY2(reply.text.contains("[s1-"), reply.text.constData());
        }
        QByteArray text;
        QVERIFY(client->retrieve("LIST", &text).code >= 400);
        QVERIFY2(wasLogged(logged), qPrintable(captured().join(QLatin1Char('\n'))));
        QVERIFY2(wasLogged(QStringLiteral("advice=")),
                 qPrintable(captured().join(QLatin1Char('\n'))));
        QVERIFY(!wasLogged(QString::fromLatin1(ServerFixture::secretKey)));
    }
    void aClockThatIsWrongIsCorrected()
    {
        for (const qint64 offset : {3600, -3600}) {
            ServerFixture server;
            server.store().setClock(
                [offset] { return QDateTime::currentSecsSinceEpoch() + offset; });
            const auto client = server.client();
            QCOMPARE(client->store("f", "small").code, 226);
            QCOMPARE(content(*client, "f"), QByteArray("small"));
        }
        QVERIFY2(wasLogged(QStringLiteral("clock")),
                 qPrintable(captured().join(QLatin1Char('\n'))));
    }
    void aStoreThatIsGoneIsAnErrorAndTheSessionLives()
    {
        ServerFixture server;
        const auto client = server.client();
        QCOMPARE(client->store("f", "old").code, 226);
        const auto data = client->openData();
        QCOMPARE(client->send("STOR f").code, 150);
        QVERIFY(FtpClient::writeAll(*data, patternBytes(10 * mib)));
        server.store().stop();
        data->disconnectFromHost();
        const ClientReply reply = client->readReply();
        QVERIFY2(reply.code == 451, reply.text.constData());
        QCOMPARE(client->send("PWD").code, 257);
        QVERIFY(client->send("MKD d").code >= 400);
    }
    void aStalledStoreDelaysNobodyElse()
    {
        ServerFixture server([](Settings &settings) { settings.network.workerThreads = 1; });
        Fault rule = fault(Fault::Kind::Stall, {Verb::List}, -1);
        rule.delay = std::chrono::seconds(10);
        server.faults().add(rule);
        const auto stalled = server.client();
        const auto other = server.client();
        stalled->sendRaw("CWD somewhere\r\n");
        QElapsedTimer clock;
        clock.start();
        for (int count = 0; count < 100; ++count)
            QCOMPARE(other->send("NOOP").code, 200);
        QVERIFY2(clock.elapsed() < 10000, "the other session waited for the stalled one");
        QCOMPARE(stalled->readReply().code, 550);
    }
};

COSFTP_TEST(FaultsTest)
#include "faults_test.moc"
