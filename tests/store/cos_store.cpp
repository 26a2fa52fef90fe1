// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/answer.h"
#include "store/store_bench.h"
#include "support/test_main.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;
using End = Reaction::End;

/// What CosStore does when the store, or something on the way to it, misbehaves.
class TestCosStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBusyStoreIsAskedAgain();
    void fourRefusalsAreFinal();
    void whatCannotHelpIsNotTriedAgain_data();
    void whatCannotHelpIsNotTriedAgain();
    void everyTryIsSignedAnew();
    void noTryReachesTheBucketWithoutAKey();
    void aWrongClockIsCorrectedOnce();
    void aClockThatIsRightIsNotBlamed();
    void anExpiredTokenIsRenewed();
    void anExpiredKeyWithoutAnotherOneIsToldAtOnce();
    void aKeyThatWasRotatedMeanwhileIsReadAgain();
    void anotherKeyServesWhatIsSentFromNowOn();
    void aCutListingIsFetchedAgain_data();
    void aCutListingIsFetchedAgain();
    void anErrorInsideA200IsAFailure();
    void theSecondDomainIsTriedLast();
    void aRedirectIsNotFollowed();
    void aDyingContextCancelsTheRequest();
    void aSilentStoreTimesOut();
    void aLineBreakInAHeaderIsRefused();
    void headBucketFallsBackToAListing();
    void aRequestOutlivesItsStore();
    void keysThatXmlCannotCarryAreReportedAsLeft();
    void anEndpointThatIsNoneFailsEveryCall();
    void aRestoreSaysForHowLong();
    void aRestoreThatWasAskedForIsNoError();
};

namespace {

const QByteArray copyDone = "<CopyObjectResult><ETag>\"c\"</ETag></CopyObjectResult>";
const QByteArray emptyList =
    "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

QByteArray keyTimeOf(const SeenRequest &request)
{
    const QByteArray authorization = request.header("authorization");
    const qsizetype begin = authorization.indexOf("q-sign-time=") + 12;
    return authorization.mid(begin, authorization.indexOf('&', begin) - begin);
}

}  // namespace

void TestCosStore::aBusyStoreIsAskedAgain()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(503, "SlowDown"), errorOf(500, "InternalError"),
                              answerOf(200, emptyList)};
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QCOMPARE(bench.server.seen.size(), 3);
    QCOMPARE(answer.count(), 1);
}

void TestCosStore::fourRefusalsAreFinal()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return errorOf(503, "SlowDown"); };
    Answer<Done> answer;
    bench.store().remove("k", &bench.context, answer.handler());
    const Outcome outcome = answer.wait();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Failure::Code::Busy);
    QCOMPARE(outcome.error().storeCode, QByteArray("SlowDown"));
    QCOMPARE(outcome.error().requestId, QByteArray("id-1"));
    QCOMPARE(bench.server.seen.size(), 4);
}

void TestCosStore::whatCannotHelpIsNotTriedAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<Failure::Code>("meaning");
    QTest::newRow("no such bucket") << 404 << QByteArray("NoSuchBucket") << Failure::Code::NotFound;
    QTest::newRow("denied") << 403 << QByteArray("AccessDenied") << Failure::Code::Denied;
    QTest::newRow("wrong secret") << 403 << QByteArray("SignatureDoesNotMatch")
                                  << Failure::Code::Credentials;
    QTest::newRow("arrears") << 451 << QByteArray("UnavailableForLegalReasons")
                             << Failure::Code::Denied;
}

void TestCosStore::whatCannotHelpIsNotTriedAgain()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(Failure::Code, meaning);
    StoreBench bench;
    bench.server.reactions = {errorOf(status, code)};
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    const Result<ListPage> page = answer.wait();
    QVERIFY(!page);
    QCOMPARE(page.error().code, meaning);
    QVERIFY(!page.error().advice.isEmpty());
    QCOMPARE(bench.server.seen.size(), 1);
}

void TestCosStore::everyTryIsSignedAnew()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(503, "SlowDown"), answerOf(200, emptyList)};
    bench.options.clock = [&bench] { return bench.clock++; };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QVERIFY(keyTimeOf(bench.server.seen[0]) != keyTimeOf(bench.server.seen[1]));
}

void TestCosStore::noTryReachesTheBucketWithoutAKey()
{
    StoreBench bench;
    ObjectStore &store = bench.store();
    Answer<Done> removed;
    Answer<StoredObject> stored;
    Answer<StoredObject> copied;
    Answer<ObjectInfo> info;
    store.remove({}, &bench.context, removed.handler());
    store.put("a/..", "x", {}, &bench.context, stored.handler());
    store.copy({"", "target", {}, {}}, &bench.context, copied.handler());
    store.head(QByteArray(851, 'k'), &bench.context, info.handler());
    QVERIFY(!removed.isThere());  // never from inside the call
    QCOMPARE(removed.wait().error().code, Failure::Code::NameNotAllowed);
    QCOMPARE(stored.wait().error().code, Failure::Code::NameNotAllowed);
    QCOMPARE(copied.wait().error().code, Failure::Code::NameNotAllowed);
    QCOMPARE(info.wait().error().code, Failure::Code::NameNotAllowed);
    QCOMPARE(bench.server.seen.size(), 0);
}

void TestCosStore::aWrongClockIsCorrectedOnce()
{
    StoreBench bench;
    // The store is 9,640 s ahead: 1700009640.
    const NamedValues date{{"Date", "Wed, 15 Nov 2023 00:54:00 GMT"}};
    bench.server.reactions = {errorOf(403, "RequestTimeTooSkewed", date), answerOf(200, emptyList)};
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QCOMPARE(keyTimeOf(bench.server.seen[0]), QByteArray("1699999940;1700003600"));
    QCOMPARE(keyTimeOf(bench.server.seen[1]), QByteArray("1700009580;1700013240"));
}

void TestCosStore::aClockThatIsRightIsNotBlamed()
{
    StoreBench bench;
    const NamedValues date{{"Date", "Tue, 14 Nov 2023 22:13:20 GMT"}};  // 1700000000
    bench.server.reactions = {errorOf(403, "RequestTimeTooSkewed", date)};
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Credentials);
    QCOMPARE(bench.server.seen.size(), 1);
}

void TestCosStore::anExpiredTokenIsRenewed()
{
    StoreBench bench;
    bench.bucket.credentials = {};
    bench.bucket.credentials.source = CredentialSettings::Source::Environment;
    bench.bucket.credentials.reference = QStringLiteral("COSFTP_TEST_");
    qputenv("COSFTP_TEST_SECRETID", "id");
    qputenv("COSFTP_TEST_SECRETKEY", " key ");
    qputenv("COSFTP_TEST_SESSION_TOKEN", "old");
    bench.server.otherwise = [](const SeenRequest &request) {
        if (request.header("x-cos-security-token") == "new")
            return answerOf(200, emptyList);
        qputenv("COSFTP_TEST_SESSION_TOKEN", "new");
        return errorOf(400, "ExpiredToken");
    };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestCosStore::anExpiredKeyWithoutAnotherOneIsToldAtOnce()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return errorOf(403, "ExpiredToken"); };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Credentials);
    QVERIFY(!answer.wait().error().retryable);
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestCosStore::aKeyThatWasRotatedMeanwhileIsReadAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("key"));
    const auto write = [&path](const QByteArray &text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(text);
    };
    write("old:k");
    StoreBench bench;
    bench.bucket.credentials = {};
    bench.bucket.credentials.source = CredentialSettings::Source::File;
    bench.bucket.credentials.reference = path;
    bench.server.otherwise = [&write](const SeenRequest &request) {
        if (request.header("authorization").contains("q-ak=rotated&"))
            return answerOf(200, emptyList);
        write("rotated:k");
        return errorOf(403, "InvalidAccessKeyId");
    };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestCosStore::anotherKeyServesWhatIsSentFromNowOn()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return answerOf(200, emptyList); };
    CosStore store(bench.bucket, bench.http, bench.options);
    const std::shared_ptr<ObjectStore> usedByAnUpload = store.share();
    CredentialSettings next;
    next.secretId = "next-id";
    next.secretKey = "k";
    store.useCredentials(next);
    for (ObjectStore *each : {static_cast<ObjectStore *>(&store), usedByAnUpload.get()}) {
        Answer<ListPage> answer;
        each->list({}, &bench.context, answer.handler());
        REQUIRE(answer.wait());
        QVERIFY(bench.server.seen.last().header("authorization").contains("q-ak=next-id&"));
    }
}

void TestCosStore::aCutListingIsFetchedAgain_data()
{
    QTest::addColumn<QByteArray>("broken");
    const QByteArray head = "HTTP/1.1 200 OK\r\nx-cos-request-id: i\r\n";
    QTest::newRow("shorter than announced") << head + "Content-Length: 90\r\n\r\n" + emptyList;
    QTest::newRow("chunks without an end")
        << head + "Transfer-Encoding: chunked\r\n\r\n10\r\n<ListBucketResul\r\n";
    QTest::newRow("no length, half a body") << head + "\r\n" + emptyList.first(30);
    QTest::newRow("nothing at all") << QByteArray("\r\n");
    QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("another document") << head + "Content-Length: 13\r\n\r\n<html></html>";
}

void TestCosStore::aCutListingIsFetchedAgain()
{
    QFETCH(QByteArray, broken);
    StoreBench bench;
    bench.server.reactions = {{broken, End::Close}};
    bench.server.otherwise = [](const SeenRequest &) { return answerOf(200, emptyList); };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QVERIFY(bench.server.seen.size() >= 2);
}

void TestCosStore::anErrorInsideA200IsAFailure()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(200, "InternalError"), answerOf(200, copyDone)};
    Answer<StoredObject> first;
    bench.store().copy({"a", "b", {}, {}}, &bench.context, first.handler());
    REQUIRE(first.wait());
    QCOMPARE(bench.server.seen.size(), 2);

    bench.server.otherwise = [](const SeenRequest &) { return errorOf(200, "AccessDenied"); };
    Answer<StoredObject> second;
    bench.store().copy({"a", "b", {}, {}}, &bench.context, second.handler());
    QCOMPARE(second.wait().error().code, Failure::Code::Denied);
    QCOMPARE(bench.server.seen.size(), 3);
}

void TestCosStore::theSecondDomainIsTriedLast()
{
    StoreBench bench;
    ScriptedServer second;
    second.otherwise = [](const SeenRequest &) { return answerOf(200, emptyList); };
    bench.options.endpoint =
        CosEndpoint{"http", bench.server.hostAndPort(), second.hostAndPort(), "/b-1", "b-1.x"};
    bench.server.otherwise = [](const SeenRequest &) {
        return Reaction{"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                        "Content-Length: 0\r\n\r\n",
                        End::Keep};
    };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QCOMPARE(bench.server.seen.size(), 3);
    QCOMPARE(second.seen.size(), 1);
    QCOMPARE(second.seen.first().header("host"), second.hostAndPort());
}

void TestCosStore::aRedirectIsNotFollowed()
{
    StoreBench bench;
    ScriptedServer elsewhere;
    const NamedValues location{{"Location", "http://" + elsewhere.hostAndPort() + "/"}};
    bench.server.otherwise = [location](const SeenRequest &) {
        return answerOf(307, {}, location);
    };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Network);
    QCOMPARE(elsewhere.seen.size(), 0);
}

void TestCosStore::aDyingContextCancelsTheRequest()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return Reaction{{}, End::Hold}; };
    Answer<ListPage> answer;
    auto context = std::make_unique<QObject>();
    bench.store().list({}, context.get(), answer.handler());
    QTRY_COMPARE(bench.server.seen.size(), 1);
    QCOMPARE(bench.http.callsInFlight(), 1);
    context.reset();
    QCOMPARE(bench.http.callsInFlight(), 0);
    QTRY_COMPARE(bench.server.connectionsClosed, 1);
    QVERIFY(!answer.isThere());
}

void TestCosStore::aSilentStoreTimesOut()
{
    StoreBench bench;
    bench.options.metadataSilence = 50ms;
    bench.server.otherwise = [](const SeenRequest &) { return Reaction{{}, End::Hold}; };
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Timeout);
    QCOMPARE(bench.server.seen.size(), 4);
}

void TestCosStore::aLineBreakInAHeaderIsRefused()
{
    StoreBench bench;
    ObjectAttributes attributes;
    attributes.contentType = "text/plain\r\nx-cos-acl: public-read";
    Answer<StoredObject> answer;
    bench.store().put("k", "x", attributes, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Invalid);
    QCOMPARE(bench.server.seen.size(), 0);
}

void TestCosStore::headBucketFallsBackToAListing()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &request) {
        return request.method == "HEAD" ? answerOf(403) : answerOf(200, emptyList);
    };
    Answer<Done> allowed;
    bench.store().headBucket(&bench.context, allowed.handler());
    REQUIRE(allowed.wait());
    QCOMPARE(bench.server.seen.last().target, QByteArray("/b-1/?max-keys=1&encoding-type=url"));
    bench.server.otherwise = [](const SeenRequest &request) {
        return request.method == "HEAD" ? answerOf(403) : errorOf(403, "AccessDenied");
    };
    Answer<Done> denied;
    bench.store().headBucket(&bench.context, denied.handler());
    QCOMPARE(denied.wait().error().storeCode, QByteArray("AccessDenied"));
}

void TestCosStore::aRequestOutlivesItsStore()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &request) {
        return request.method == "HEAD" ? answerOf(403) : answerOf(200, emptyList);
    };
    auto store = makeCosStore(bench.bucket, bench.http, bench.options);
    Answer<Done> answer;
    store->headBucket(&bench.context, answer.handler());
    store.reset();
    REQUIRE(answer.wait());
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestCosStore::keysThatXmlCannotCarryAreReportedAsLeft()
{
    StoreBench bench;
    bench.server.reactions = {
        answerOf(200, "<DeleteResult><Error><Key>c</Key></Error></DeleteResult>")};
    Answer<QList<QByteArray>> answer;
    bench.store().removeMany({"a", "", "b\x01", "c"}, &bench.context, answer.handler());
    const Result<QList<QByteArray>> left = answer.wait();
    REQUIRE(left);
    QCOMPARE(*left, (QList<QByteArray>{"c", "", "b\x01"}));
    QCOMPARE(bench.server.seen.first().target, QByteArray("/b-1/?delete"));
    QVERIFY(!bench.server.seen.first().header("content-md5").isEmpty());
    QVERIFY(!bench.server.seen.first().body.contains("<Key></Key>"));
}

void TestCosStore::anEndpointThatIsNoneFailsEveryCall()
{
    StoreBench bench;
    bench.bucket.endpoint = "http://x/y";
    Answer<ListPage> answer;
    bench.store().list({}, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Invalid);
}

void TestCosStore::aRestoreSaysForHowLong()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(202, {})};
    Answer<Done> answer;
    bench.store().restore("old", 7, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    const SeenRequest &request = bench.server.seen.first();
    QCOMPARE(request.method, QByteArray("POST"));
    QVERIFY(request.target.endsWith("/old?restore"));
    QCOMPARE(request.body,
             QByteArray("<RestoreRequest><Days>7</Days><CASJobParameters><Tier>Standard"
                        "</Tier></CASJobParameters></RestoreRequest>"));
}

void TestCosStore::aRestoreThatWasAskedForIsNoError()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(409, "RestoreAlreadyInProgress")};
    Answer<Done> answer;
    bench.store().restore("old", 7, &bench.context, answer.handler());
    REQUIRE(answer.wait());
    QCOMPARE(bench.server.seen.size(), 1);
}

COSFTP_TEST(TestCosStore)
#include "cos_store.moc"
