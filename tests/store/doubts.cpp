// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "store/answer.h"
#include "store/object_reader.h"
#include "store/store_bench.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using End = Reaction::End;

namespace {

const QByteArray content = "the content";

NamedValues headersOf(const QByteArray &body)
{
    return {{"x-cos-hash-crc64ecma", QByteArray::number(Crc64::of(body))}, {"ETag", "\"e\""}};
}

Reaction headOf(const QByteArray &body)
{
    return answerOf(200, {},
                    headersOf(body)
                        + NamedValues{{"Content-Length", QByteArray::number(body.size())}});
}

Reaction portal()
{
    const QByteArray page = "<!DOCTYPE html><html><body>Please log in</body></html>";
    return {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                + QByteArray::number(page.size()) + "\r\n\r\n" + page,
            End::Close};
}

Result<StoredObject> put(StoreBench &bench, Replacing replacing = Replacing::Allowed)
{
    Answer<StoredObject> answer;
    bench.store().put("k", content, {}, &bench.context, answer.handler(), replacing);
    return answer.wait();
}

Result<StoredPart> putPart(StoreBench &bench)
{
    Answer<StoredPart> answer;
    bench.store().putPart("k", "u", 1, content, &bench.context, answer.handler());
    return answer.wait();
}

Result<StoredObject> complete(StoreBench &bench, Replacing replacing)
{
    Answer<StoredObject> answer;
    bench.store().completeUpload("k", "u", {{1, "\"p\"", content.size(), Crc64::of(content)}},
                                 &bench.context, answer.handler(), replacing);
    return answer.wait();
}

QList<QByteArray> methods(const StoreBench &bench)
{
    QList<QByteArray> list;
    for (const SeenRequest &request : bench.server.seen)
        list += request.method;
    return list;
}

}  // namespace

/// What CosStore does where one answer is not enough to know.
class TestDoubts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongHeaderDoesNotDamageAnObject();
    void aPutIsOnlyRepeatedWhereNothingStands();
    void aPutThatWasReplacedSinceIsNotDamage();
    void theEchoOfAnExclusivePutIsSuccess();
    void anothersObjectIsInTheWay();
    void theEchoOfAnExclusiveCompleteIsSuccess();
    void anothersObjectIsInTheWayOfAComplete();
    void aPortalIsAskedAgainUntilTheStoreAnswers();
    void aPortalThatStaysIsAFailureOfTheNetwork();
    void aPortalsPageIsNoObject();
    void oneRefusalInTheMiddleIsSurvived_data();
    void oneRefusalInTheMiddleIsSurvived();
    void refusalsThatStayAreReported();
    void whatWasNeverAcceptedIsRefusedAtOnce();
    void answersThatAreNoRefusalsStayFinal_data();
    void answersThatAreNoRefusalsStayFinal();
    void aRotatedKeyIsReadAnew();
    void theStoresTimeIsLearned();
    void aSharedStoreOutlivesTheFirst();
    void rightsAreAskedForAndGiven();
};

void TestDoubts::aWrongHeaderDoesNotDamageAnObject()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(200, {}, headersOf("wrong")), headOf(content)};
    const Result<StoredObject> stored = put(bench);
    REQUIRE(stored);
    QCOMPARE(stored->crc64, std::optional(Crc64::of(content)));
    QCOMPARE(methods(bench), (QList<QByteArray>{"PUT", "HEAD"}));
}

void TestDoubts::aPutIsOnlyRepeatedWhereNothingStands()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(200, {}, headersOf("wrong")), answerOf(404),
                              answerOf(200, {}, headersOf(content))};
    REQUIRE(put(bench));
    QCOMPARE(methods(bench), (QList<QByteArray>{"PUT", "HEAD", "PUT"}));
}

void TestDoubts::aPutThatWasReplacedSinceIsNotDamage()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(200, {}, headersOf("wrong")), headOf("somebody else's")};
    QCOMPARE(put(bench).error().code, Failure::Code::Changed);
    QCOMPARE(methods(bench), (QList<QByteArray>{"PUT", "HEAD"}));
}

void TestDoubts::theEchoOfAnExclusivePutIsSuccess()
{
    StoreBench bench;
    bench.server.reactions = {Reaction{{}, End::Close}, errorOf(409, "FileAlreadyExists")};
    bench.server.otherwise = [](const SeenRequest &request) {
        return request.method == "HEAD" ? headOf(content) : errorOf(409, "FileAlreadyExists");
    };
    REQUIRE(put(bench, Replacing::Forbidden));
    QCOMPARE(bench.server.seen.first().header("x-cos-forbid-overwrite"), QByteArray("true"));
    QCOMPARE(bench.server.seen.last().method, QByteArray("HEAD"));
}

void TestDoubts::anothersObjectIsInTheWay()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(412), headOf("somebody else's")};
    const Result<StoredObject> stored = put(bench, Replacing::Forbidden);
    QVERIFY(!stored);
    QCOMPARE(stored.error().code, Failure::Code::Exists);
    QVERIFY(!stored.error().retryable);
    QCOMPARE(methods(bench), (QList<QByteArray>{"PUT", "HEAD"}));
}

void TestDoubts::theEchoOfAnExclusiveCompleteIsSuccess()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(409, "FileAlreadyExists"), headOf(content)};
    REQUIRE(complete(bench, Replacing::Forbidden));
    QCOMPARE(bench.server.seen.first().header("x-cos-forbid-overwrite"), QByteArray("true"));
}

void TestDoubts::anothersObjectIsInTheWayOfAComplete()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(409, "FileAlreadyExists"), headOf("somebody else's")};
    QCOMPARE(complete(bench, Replacing::Forbidden).error().code, Failure::Code::Exists);
    QCOMPARE(methods(bench), (QList<QByteArray>{"POST", "HEAD"}));
}

void TestDoubts::aPortalIsAskedAgainUntilTheStoreAnswers()
{
    StoreBench bench;
    bench.server.reactions = {portal(), portal(), answerOf(200, {}, headersOf(content))};
    REQUIRE(put(bench));
    bench.server.reactions = {portal(), answerOf(204)};
    Answer<Done> removed;
    bench.store().remove("k", &bench.context, removed.handler());
    REQUIRE(removed.wait());
    QCOMPARE(bench.server.seen.size(), 5);
}

void TestDoubts::aPortalThatStaysIsAFailureOfTheNetwork()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return portal(); };
    Answer<Done> removed;
    bench.store().remove("k", &bench.context, removed.handler());
    for (const Failure &failure :
         {put(bench).error(), putPart(bench).error(), complete(bench, Replacing::Allowed).error(),
          removed.wait().error()}) {
        QCOMPARE(failure.code, Failure::Code::Network);
        QVERIFY(failure.retryable);
        QVERIFY(failure.advice.contains(QLatin1String("captive portal")));
    }
}

void TestDoubts::aPortalsPageIsNoObject()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return portal(); };
    ObjectReader *reader = bench.store().read("k", {}, {}, &bench.context);
    Answer<Done> finished;
    bool isOpened = false;
    connect(reader, &ObjectReader::opened, this, [&isOpened] { isOpened = true; });
    connect(reader, &ObjectReader::finished, this, finished.handler());
    QCOMPARE(finished.wait().error().code, Failure::Code::Network);
    QVERIFY(!isOpened);
}

void TestDoubts::oneRefusalInTheMiddleIsSurvived_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("denied") << 403 << QByteArray("AccessDenied");
    QTest::newRow("signature") << 403 << QByteArray("SignatureDoesNotMatch");
    QTest::newRow("key") << 403 << QByteArray("InvalidAccessKeyId");
    QTest::newRow("without a code") << 403 << QByteArray();
    QTest::newRow("odd 400") << 400 << QByteArray("SomethingNew");
}

void TestDoubts::oneRefusalInTheMiddleIsSurvived()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    StoreBench bench;
    const Reaction refusal = code.isEmpty() ? answerOf(status) : errorOf(status, code);
    const Reaction good = answerOf(200, {}, headersOf(content));
    bench.server.reactions = {good, refusal, refusal, good};
    REQUIRE(putPart(bench));
    REQUIRE(putPart(bench));
    QCOMPARE(bench.server.seen.size(), 4);
}

void TestDoubts::refusalsThatStayAreReported()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(200, {}, headersOf(content))};
    bench.server.otherwise = [](const SeenRequest &) { return errorOf(403, "AccessDenied"); };
    REQUIRE(putPart(bench));
    const Result<StoredPart> part = putPart(bench);
    QCOMPARE(part.error().code, Failure::Code::Denied);
    QCOMPARE(part.error().storeCode, QByteArray("AccessDenied"));
    QCOMPARE(part.error().httpStatus, 403);
    QCOMPARE(bench.server.seen.size(), 4);
}

void TestDoubts::whatWasNeverAcceptedIsRefusedAtOnce()
{
    StoreBench bench;
    bench.server.reactions = {headOf(content)};
    bench.server.otherwise = [](const SeenRequest &) { return errorOf(403, "AccessDenied"); };
    Answer<ObjectInfo> info;
    bench.store().head("k", &bench.context, info.handler());
    REQUIRE(info.wait());
    QCOMPARE(putPart(bench).error().code, Failure::Code::Denied);  // this key may only read
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestDoubts::answersThatAreNoRefusalsStayFinal_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no such upload") << 404 << QByteArray("NoSuchUpload");
    QTest::newRow("taken") << 409 << QByteArray("FileAlreadyExists");
    QTest::newRow("another version") << 412 << QByteArray("PreconditionFailed");
    QTest::newRow("too large") << 400 << QByteArray("EntityTooLarge");
    QTest::newRow("arrears") << 451 << QByteArray("UnavailableForLegalReasons");
}

void TestDoubts::answersThatAreNoRefusalsStayFinal()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    StoreBench bench;
    bench.server.reactions = {answerOf(200, {}, headersOf(content)), errorOf(status, code)};
    REQUIRE(putPart(bench));
    QVERIFY(!putPart(bench));
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestDoubts::aRotatedKeyIsReadAnew()
{
    StoreBench bench;
    bench.bucket.credentials = {};
    bench.bucket.credentials.source = CredentialSettings::Source::Environment;
    bench.bucket.credentials.reference = QStringLiteral("COSFTP_ROTATED_");
    qputenv("COSFTP_ROTATED_SECRETID", "old-id");
    qputenv("COSFTP_ROTATED_SECRETKEY", "key");
    QByteArray accepted = "old-id";
    bench.server.otherwise = [&accepted](const SeenRequest &request) {
        const bool isGood = request.header("authorization").contains("q-ak=" + accepted + '&');
        return isGood ? answerOf(200, {}, headersOf(content)) : errorOf(403, "InvalidAccessKeyId");
    };
    REQUIRE(putPart(bench));
    accepted = "new-id";
    qputenv("COSFTP_ROTATED_SECRETID", "new-id");
    REQUIRE(putPart(bench));
    QCOMPARE(bench.server.seen.size(), 3);
}

void TestDoubts::theStoresTimeIsLearned()
{
    StoreBench bench;
    const QDateTime here = QDateTime::currentDateTimeUtc();
    QVERIFY(std::abs(bench.store().now().secsTo(here)) < 60);
    bench.server.reactions = {answerOf(
        200, {}, headersOf(content) + NamedValues{{"Date", "Tue, 14 Nov 2023 22:13:20 GMT"}})};
    REQUIRE(put(bench));
    QVERIFY(std::abs(bench.store().now().toSecsSinceEpoch() - 1'700'000'000) < 60);
    QCOMPARE(bench.store().now().timeSpec(), Qt::UTC);
}

void TestDoubts::aSharedStoreOutlivesTheFirst()
{
    StoreBench bench;
    auto first = makeCosStore(bench.bucket, bench.http, bench.options);
    const std::shared_ptr<ObjectStore> shared = first->share();
    first.reset();
    bench.server.reactions = {headOf(content)};
    Answer<ObjectInfo> info;
    shared->head("k", &bench.context, info.handler());
    REQUIRE(info.wait());
}

void TestDoubts::rightsAreAskedForAndGiven()
{
    StoreBench bench;
    const QByteArray list =
        "<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant><Grantee><ID>o"
        "</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList>"
        "</AccessControlPolicy>";
    bench.server.reactions = {
        answerOf(200, list, {{"x-cos-acl", "private"}}),
        answerOf(200, "<CopyObjectResult><ETag>\"c\"</ETag></CopyObjectResult>")};
    Answer<NamedValues> access;
    bench.store().access("a b", &bench.context, access.handler());
    REQUIRE(access.wait());
    QCOMPARE(*access.wait(), (NamedValues{{"x-cos-acl", "private"}}));
    QCOMPARE(bench.server.seen.last().target, QByteArray("/b-1/a%20b?acl"));
    CopyRequest copy{"a b", "c", {}, {}};
    copy.access = *access.wait();
    copy.replacing = Replacing::Forbidden;
    Answer<StoredObject> copied;
    bench.store().copy(copy, &bench.context, copied.handler());
    REQUIRE(copied.wait());
    QCOMPARE(bench.server.seen.last().header("x-cos-acl"), QByteArray("private"));
    QCOMPARE(bench.server.seen.last().header("x-cos-forbid-overwrite"), QByteArray("true"));
}

COSFTP_TEST(TestDoubts)
#include "doubts.moc"
