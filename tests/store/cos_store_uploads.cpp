// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "store/answer.h"
#include "store/store_bench.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using End = Reaction::End;

/// What becomes of bodies on their way into a store that misbehaves.
class TestCosStoreUploads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPartWithAnotherChecksumIsSentAgain();
    void aPutCarriesItsMd5();
    void aPutWithAnotherChecksumIsDamagedIfHeadSaysSoToo();
    void aLostCompleteIsRecognised();
    void aLostCompleteOfAnotherObjectIsAFailure();
    void aPartWithoutChecksumNeverProvesAComplete();
    void aCompleteWithAnotherChecksumIsLookedUp();
    void aForgottenUploadCountsAsAborted();
    void anAbortWithoutAContextIsCarriedThrough();
    void aRefusalThatCutsALargeUploadIsFoundOut();
    void aRefusedProbeDoesNotEndAnUploadThatCanSucceed_data();
    void aRefusedProbeDoesNotEndAnUploadThatCanSucceed();
};

namespace {

const QByteArray completeDone =
    "<CompleteMultipartUploadResult><ETag>\"m-1\"</ETag></CompleteMultipartUploadResult>";

NamedValues crcHeader(quint64 crc)
{
    return {{"x-cos-hash-crc64ecma", QByteArray::number(crc)}, {"ETag", "\"e\""}};
}

StoredPart partOf(const QByteArray &body, int number = 1)
{
    return {number, "\"p\"", body.size(), Crc64::of(body)};
}

Reaction headOf(const QByteArray &content)
{
    NamedValues headers = crcHeader(Crc64::of(content));
    headers += NamedValue{"Content-Length", QByteArray::number(content.size())};
    return answerOf(200, {}, headers);
}

}  // namespace

void TestCosStoreUploads::aPartWithAnotherChecksumIsSentAgain()
{
    StoreBench bench;
    const QByteArray body(100'000, 'x');
    bench.server.reactions = {answerOf(200, {}, crcHeader(1)),
                              answerOf(200, {}, crcHeader(Crc64::of(body)))};
    Answer<StoredPart> answer;
    bench.store().putPart("k", "u", 3, body, &bench.context, answer.handler());
    const Result<StoredPart> part = answer.wait();
    REQUIRE(part);
    QCOMPARE(part->number, 3);
    QCOMPARE(part->sizeBytes, body.size());
    QCOMPARE(part->crc64, std::optional(Crc64::of(body)));
    QCOMPARE(part->etag, QByteArray("\"e\""));
    QCOMPARE(bench.server.seen.size(), 2);
    QCOMPARE(bench.server.seen[1].target, QByteArray("/b-1/k?partNumber=3&uploadId=u"));
    QCOMPARE(bench.server.seen[1].body, body);
}

void TestCosStoreUploads::aPutCarriesItsMd5()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(400, "BadDigest"),
                              answerOf(200, {}, crcHeader(Crc64::of("hello world")))};
    Answer<StoredObject> answer;
    ObjectAttributes attributes;
    attributes.metadata = {{"mtime", "5"}};
    bench.store().put("dir/k", "hello world", attributes, &bench.context, answer.handler());
    const Result<StoredObject> stored = answer.wait();
    REQUIRE(stored);
    const SeenRequest &request = bench.server.seen[1];
    QCOMPARE(request.method, QByteArray("PUT"));
    QCOMPARE(request.header("content-md5"), QByteArray("XrY7u+Ae7tCTyyK7j1rNww=="));
    QCOMPARE(request.header("content-length"), QByteArray("11"));
    QCOMPARE(request.header("x-cos-meta-mtime"), QByteArray("5"));
    QCOMPARE(request.header("accept-encoding"), QByteArray("identity"));
    QCOMPARE(request.header("cookie"), QByteArray());
}

void TestCosStoreUploads::aPutWithAnotherChecksumIsDamagedIfHeadSaysSoToo()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &request) {
        NamedValues headers = crcHeader(1);
        if (request.method == "HEAD")
            headers += NamedValue{"Content-Length", "3"};
        return answerOf(200, {}, headers);
    };
    Answer<StoredObject> answer;
    bench.store().put("k", "abc", {}, &bench.context, answer.handler());
    QCOMPARE(answer.wait().error().code, Failure::Code::Corrupt);
    QVERIFY(!answer.wait().error().retryable);
    QCOMPARE(bench.server.seen.size(), 2);
}

void TestCosStoreUploads::aLostCompleteIsRecognised()
{
    StoreBench bench;
    const QByteArray content = "one and two";
    bench.server.otherwise = [&](const SeenRequest &request) {
        if (request.method == "HEAD")
            return headOf(content);
        const bool isFirst = bench.server.seen.size() == 1;
        return isFirst ? Reaction{{}, End::Close} : errorOf(404, "NoSuchUpload");
    };
    Answer<StoredObject> answer;
    bench.store().completeUpload("k", "u", {partOf("one and "), partOf("two", 2)}, &bench.context,
                                 answer.handler());
    const Result<StoredObject> stored = answer.wait();
    REQUIRE(stored);
    QCOMPARE(stored->crc64, std::optional(Crc64::of(content)));
    QCOMPARE(bench.server.seen.last().method, QByteArray("HEAD"));
}

void TestCosStoreUploads::aLostCompleteOfAnotherObjectIsAFailure()
{
    StoreBench bench;
    bench.server.otherwise = [&](const SeenRequest &request) {
        return request.method == "HEAD" ? headOf("the older one") : errorOf(404, "NoSuchUpload");
    };
    Answer<StoredObject> answer;
    bench.store().completeUpload("k", "u", {partOf("the newer one")}, &bench.context,
                                 answer.handler());
    const Result<StoredObject> stored = answer.wait();
    QVERIFY(!stored);
    QCOMPARE(stored.error().storeCode, QByteArray("NoSuchUpload"));
}

void TestCosStoreUploads::aPartWithoutChecksumNeverProvesAComplete()
{
    StoreBench bench;
    bench.server.otherwise = [&](const SeenRequest &request) {
        return request.method == "HEAD" ? headOf("abc") : errorOf(404, "NoSuchUpload");
    };
    Answer<StoredObject> answer;
    bench.store().completeUpload("k", "u", {{1, "\"p\"", 3, {}}}, &bench.context, answer.handler());
    QVERIFY(!answer.wait());
}

void TestCosStoreUploads::aCompleteWithAnotherChecksumIsLookedUp()
{
    StoreBench bench;
    bench.server.reactions = {answerOf(200, "    \n" + completeDone, crcHeader(Crc64::of("abd"))),
                              headOf("abd"),
                              answerOf(200, completeDone, crcHeader(1)),
                              headOf("abd"),
                              answerOf(200, completeDone, crcHeader(1)),
                              headOf("abc"),
                              answerOf(200, completeDone, crcHeader(Crc64::of("abc")))};
    Answer<StoredObject> wrong;
    bench.store().completeUpload("k", "u", {partOf("abc")}, &bench.context, wrong.handler());
    QCOMPARE(wrong.wait().error().code, Failure::Code::Corrupt);
    Answer<StoredObject> replaced;
    bench.store().completeUpload("k", "u", {partOf("abc")}, &bench.context, replaced.handler());
    QCOMPARE(replaced.wait().error().code, Failure::Code::Changed);
    Answer<StoredObject> rightAfterAll;
    bench.store().completeUpload("k", "u", {partOf("abc")}, &bench.context,
                                 rightAfterAll.handler());
    REQUIRE(rightAfterAll.wait());
    QCOMPARE(rightAfterAll.wait()->crc64, std::optional(Crc64::of("abc")));
    Answer<StoredObject> right;
    bench.store().completeUpload("k", "u", {partOf("abc")}, &bench.context, right.handler());
    REQUIRE(right.wait());
    QCOMPARE(bench.server.seen.size(), 7);
}

void TestCosStoreUploads::aForgottenUploadCountsAsAborted()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(404, "NoSuchUpload")};
    Answer<Done> answer;
    bench.store().abortUpload("k", "u", &bench.context, answer.handler());
    REQUIRE(answer.wait());
}

void TestCosStoreUploads::anAbortWithoutAContextIsCarriedThrough()
{
    StoreBench bench;
    for (int i = 0; i < 7; ++i)
        bench.server.reactions += errorOf(503, "SlowDown");
    bench.server.otherwise = [](const SeenRequest &) { return answerOf(204); };
    bench.store().abortUpload("k", "u", nullptr, {});
    QTRY_COMPARE(bench.server.seen.size(), 8);
    QTRY_VERIFY(bench.http.background()->children().isEmpty());
}

// Qt does not look at an answer that comes while it still sends, and reports a broken connection.
void TestCosStoreUploads::aRefusalThatCutsALargeUploadIsFoundOut()
{
    StoreBench bench;
    const QByteArray body(20 * 1024 * 1024, 'x');
    // Only PUT is answered before its body has come; what else comes is a probe.
    bench.server.isEarly = [](const SeenRequest &request) { return request.method == "PUT"; };
    bench.server.otherwise = [](const SeenRequest &request) {
        const QByteArray bytes = errorOf(403, "InvalidAccessKeyId").bytes;
        return Reaction{bytes, request.method == "PUT" ? End::Reset : End::Keep};
    };
    Answer<StoredPart> answer;
    bench.store().putPart("k", "u", 1, body, &bench.context, answer.handler());
    const Result<StoredPart> part = answer.wait();
    QVERIFY(!part);
    QCOMPARE(part.error().code, Failure::Code::Credentials);
    QCOMPARE(bench.server.seen.first().method, QByteArray("PUT"));
    QCOMPARE(bench.server.seen.last().target, QByteArray("/b-1/?max-keys=1"));
}

// A key may write but not list, so that refusal explains a broken upload only after all tries.
void TestCosStoreUploads::aRefusedProbeDoesNotEndAnUploadThatCanSucceed_data()
{
    QTest::addColumn<int>("cuts");
    QTest::addColumn<bool>("succeeds");
    QTest::newRow("two cuts") << 2 << true;
    QTest::newRow("no end of cuts") << 1000 << false;
}

void TestCosStoreUploads::aRefusedProbeDoesNotEndAnUploadThatCanSucceed()
{
    QFETCH(int, cuts);
    QFETCH(bool, succeeds);
    StoreBench bench;
    const QByteArray body(20 * 1024 * 1024, 'x');
    bench.server.isEarly = [&cuts](const SeenRequest &request) {
        return request.method == "PUT" && cuts > 0;
    };
    bench.server.otherwise = [&](const SeenRequest &request) {
        if (request.method == "GET")
            return errorOf(403, "AccessDenied");
        return cuts-- > 0 ? Reaction{{}, End::Reset}
                          : answerOf(200, {}, crcHeader(Crc64::of(body)));
    };
    Answer<StoredPart> answer;
    bench.store().putPart("k", "u", 1, body, &bench.context, answer.handler());
    const Result<StoredPart> part = answer.wait();
    QCOMPARE(part.has_value(), succeeds);
    if (!succeeds)
        QCOMPARE(part.error().code, Failure::Code::Denied);
}

COSFTP_TEST(TestCosStoreUploads)
#include "cos_store_uploads.moc"
