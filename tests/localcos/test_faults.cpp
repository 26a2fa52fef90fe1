// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace cosftp;
using namespace cosftp::localcos;
using End = RawAnswer::End;
using Kind = Fault::Kind;

class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorAnswersComeAsOftenAsAsked();
    void otherVerbsAndKeysPass();
    void resetsAreRealResets_data();
    void resetsAreRealResets();
    void theWorkIsDoneOrNot();
    void aCutBodyEndsCleanly();
    void aResetBodyArrivesInPart();
    void aCorruptBodyDiffersInOneByte();
    void checksumsAreWrongOrMissing();
    void anErrorMayHideIn200();
    void aBoxInBetweenHasNoRequestId();
    void aPortalAnswersWhateverIsAsked();
    void headersCanBeStripped();
    void forbiddingMayHaveNoEffect();
    void aStallDelaysTheAnswer();
    void latencyAndBandwidthSlowDown();
    void aTrickleSlowsOneRequestDown();
    void stoppingEndsASleepAtOnce();
    void aServerThatComesBackIsTheSame();
};

namespace {

Fault fault(Kind kind, const QList<Verb> &verbs, qint64 afterBytes = 0)
{
    Fault result;
    result.kind = kind;
    result.verbs = verbs;
    result.afterBytes = afterBytes;
    return result;
}

}  // namespace

void TestFaults::errorAnswersComeAsOftenAsAsked()
{
    ServerFixture fixture;
    Fault slow = fault(Kind::ErrorAnswer, {Verb::PutObject});
    slow.skip = 1;
    slow.times = 2;
    fixture.faults().add(slow);
    QList<int> statuses;
    for (int i = 0; i < 4; ++i)
        statuses += fixture.client().put("x", QByteArray::number(i)).status;
    QCOMPARE(statuses, (QList<int>{200, 503, 503, 200}));
    QCOMPARE(fixture.faults().fired(), 2);
    QCOMPARE(fixture.server().counters().putObject, 4);
    QCOMPARE(fixture.client().get("x").body, "3");
}

void TestFaults::otherVerbsAndKeysPass()
{
    ServerFixture fixture;
    Fault slow = fault(Kind::ErrorAnswer, {Verb::GetObject});
    slow.keyPart = "bad";
    slow.times = -1;
    slow.status = 500;
    slow.code = "InternalError";
    fixture.faults().add(slow);
    QCOMPARE(fixture.client().put("bad", "x").status, 200);
    QCOMPARE(fixture.client().put("good", "x").status, 200);
    QCOMPARE(fixture.client().get("good").status, 200);
    QCOMPARE(fixture.client().get("a bad one").code(), "InternalError");
    QCOMPARE(fixture.client().get("bad").status, 500);
    fixture.faults().clear();
    QCOMPARE(fixture.client().get("bad").status, 200);
}

void TestFaults::resetsAreRealResets_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("before the answer") << Kind::ResetBeforeAnswer;
    QTest::newRow("after the work") << Kind::ResetAfterWork;
    QTest::newRow("in the upload") << Kind::ResetInUpload;
}

void TestFaults::resetsAreRealResets()
{
    QFETCH(Kind, kind);
    ServerFixture fixture;
    fixture.faults().add(fault(kind, {Verb::PutObject}, 5));
    const RawClient client = fixture.client();
    RawConnection connection(client.port());
    QVERIFY(connection.send(client.wire({"PUT", "x", {}, {}, "0123456789"})));
    const RawAnswer answer = connection.receive();
    QCOMPARE(answer.status, 0);
    QCOMPARE(answer.end, End::Reset);
}

void TestFaults::theWorkIsDoneOrNot()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    fixture.faults().add(fault(Kind::ResetBeforeAnswer, {Verb::PutObject}));
    QCOMPARE(client.put("x", "x").end, End::Reset);
    QCOMPARE(client.get("x").status, 404);
    fixture.faults().add(fault(Kind::ResetAfterWork, {Verb::PutObject}));
    QCOMPARE(client.put("x", "x").end, End::Reset);
    QCOMPARE(client.get("x").body, "x");
    fixture.faults().add(fault(Kind::ResetInUpload, {Verb::PutObject}, 1));
    QCOMPARE(client.put("x", "y").end, End::Reset);
    QCOMPARE(client.get("x").body, "x");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestFaults::aCutBodyEndsCleanly()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", QByteArray(100000, 'x')).status, 200);
    fixture.faults().add(fault(Kind::CutBody, {Verb::GetObject}, 70000));
    const RawAnswer cut = fixture.client().get("x");
    QCOMPARE(cut.status, 200);
    QCOMPARE(cut.header("content-length"), "100000");
    QCOMPARE(cut.body.size(), 70000);
    QCOMPARE(cut.end, End::Closed);
}

void TestFaults::aResetBodyArrivesInPart()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", QByteArray(100000, 'x')).status, 200);
    for (const qint64 after : {0, 70000}) {
        fixture.faults().add(fault(Kind::ResetInBody, {Verb::GetObject}, after));
        const RawAnswer answer = fixture.client().get("x");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.size(), after);
        QCOMPARE(answer.end, End::Reset);
    }
}

void TestFaults::aCorruptBodyDiffersInOneByte()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", "0123456789").status, 200);
    fixture.faults().add(fault(Kind::CorruptBody, {Verb::GetObject}, 4));
    QCOMPARE(fixture.client().get("x").body, "0123556789");
    QCOMPARE(fixture.client().get("x").body, "0123456789");
}

void TestFaults::checksumsAreWrongOrMissing()
{
    ServerFixture fixture;
    fixture.faults().add(fault(Kind::WrongCrc, {Verb::PutObject}));
    fixture.faults().add(fault(Kind::MissingCrc, {Verb::GetObject}));
    QCOMPARE(fixture.client().put("x", "hello world").header("x-cos-hash-crc64ecma"), "1");
    QVERIFY(!fixture.client().get("x").has("x-cos-hash-crc64ecma"));
    QCOMPARE(fixture.client().get("x").header("x-cos-hash-crc64ecma"), "5981764153023615706");
}

void TestFaults::anErrorMayHideIn200()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("x", "x").status, 200);
    fixture.faults().add(fault(Kind::ErrorInside200, {Verb::CopyObject}));
    const RawAnswer copy = client.put("y", {}, {{"x-cos-copy-source", client.copySource("x")}});
    QCOMPARE(copy.status, 200);
    QCOMPARE(copy.code(), "SlowDown");
    QCOMPARE(client.get("y").status, 404);
}

void TestFaults::aBoxInBetweenHasNoRequestId()
{
    ServerFixture fixture;
    fixture.faults().add(fault(Kind::NoRequestId, {}));
    const RawAnswer answer = fixture.client().put("x", "x");
    QCOMPARE(answer.status, 302);
    QVERIFY(!answer.has("x-cos-request-id"));
    QVERIFY(!answer.has("server"));
}

void TestFaults::aPortalAnswersWhateverIsAsked()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("x", "old").status, 200);
    Fault portal = fault(Kind::Portal, {});
    portal.times = -1;
    fixture.faults().add(portal);
    for (const char *method : {"GET", "PUT", "DELETE", "POST"}) {
        const RawAnswer answer = client.ask({method, "x", {}, {}, {}});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("content-type").startsWith("text/html"));
        QVERIFY(answer.body.startsWith("<!DOCTYPE html>"));
        QVERIFY(!answer.has("x-cos-request-id"));
        QVERIFY(!answer.has("etag"));
    }
    fixture.faults().clear();
    QCOMPARE(client.get("x").body, "old");
}

void TestFaults::headersCanBeStripped()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    fixture.faults().add(fault(Kind::StripHeaders, {Verb::PutObject}));
    const RawAnswer stored = client.put("x", "1");
    QVERIFY(!stored.has("x-cos-request-id"));
    QVERIFY(!stored.has("x-cos-hash-crc64ecma"));
    QVERIFY(!stored.has("server"));
    QVERIFY(stored.has("etag"));
    Fault noEtag = fault(Kind::StripHeaders, {Verb::GetObject});
    noEtag.headers = {"etag"};
    fixture.faults().add(noEtag);
    const RawAnswer read = client.get("x");
    QVERIFY(!read.has("etag"));
    QVERIFY(read.has("x-cos-request-id"));
    QCOMPARE(read.body, "1");
}

void TestFaults::forbiddingMayHaveNoEffect()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    const NamedValues forbid{{"x-cos-forbid-overwrite", "true"}};
    QCOMPARE(client.put("x", "1", forbid).status, 200);
    QCOMPARE(client.put("x", "2", forbid).code(), "FileAlreadyExists");
    fixture.faults().ignoreForbidOverwrite(testBucket);
    QCOMPARE(client.put("x", "3", forbid).status, 200);
    fixture.faults().clear();
    QCOMPARE(client.put("x", "4", forbid).status, 409);
    QCOMPARE(client.get("x").body, "3");
}

void TestFaults::aStallDelaysTheAnswer()
{
    ServerFixture fixture;
    Fault stall = fault(Kind::Stall, {Verb::PutObject});
    stall.delay = std::chrono::milliseconds(200);
    fixture.faults().add(stall);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fixture.client().put("x", "x").status, 200);
    QVERIFY(timer.elapsed() >= 200);
}

void TestFaults::latencyAndBandwidthSlowDown()
{
    ServerFixture fixture;
    fixture.faults().setLatency(std::chrono::milliseconds(100));
    fixture.faults().setBandwidth(1000000);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fixture.client().put("x", QByteArray(200000, 'x')).status, 200);
    QVERIFY(timer.elapsed() >= 300);
    timer.restart();
    QCOMPARE(fixture.client().get("x").body.size(), 200000);
    QVERIFY(timer.elapsed() >= 300);
}

void TestFaults::aTrickleSlowsOneRequestDown()
{
    ServerFixture fixture;
    Fault trickle = fault(Kind::Trickle, {Verb::PutObject, Verb::GetObject});
    trickle.bytesPerSecond = 100'000;
    trickle.times = 2;
    fixture.faults().add(trickle);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fixture.client().put("x", QByteArray(30'000, 'x')).status, 200);
    QVERIFY(timer.elapsed() >= 250);
    timer.restart();
    QCOMPARE(fixture.client().get("x").body.size(), 30'000);
    QVERIFY(timer.elapsed() >= 250);
    QCOMPARE(fixture.client().get("x").body.size(), 30'000);
    QCOMPARE(fixture.faults().fired(), 2);
}

void TestFaults::aServerThatComesBackIsTheSame()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", "1").status, 200);
    const quint16 port = fixture.server().port();
    fixture.server().stop();
    QCOMPARE(fixture.client().get("x").status, 0);
    QVERIFY(bool(fixture.server().start()));
    QCOMPARE(fixture.server().port(), port);
    QCOMPARE(fixture.client().get("x").body, "1");
}

void TestFaults::stoppingEndsASleepAtOnce()
{
    ServerFixture fixture;
    Fault stall = fault(Kind::Stall, {});
    stall.delay = std::chrono::hours(1);
    fixture.faults().add(stall);
    std::thread asking([&] { QVERIFY(fixture.client().get("x").end != End::TimedOut); });
    QTRY_COMPARE(fixture.faults().fired(), 1);
    QElapsedTimer timer;
    timer.start();
    fixture.server().stop();
    asking.join();
    QVERIFY(timer.elapsed() < 60000);
}

COSFTP_TEST(TestFaults)
#include "test_faults.moc"
