// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_answer.h"
#include "store/cos/cos_error.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;

/// What an answer of the store means: the border where HTTP becomes a value or a Failure.
class TestStoreAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codesBecomeFailures_data();
    void codesBecomeFailures();
    void statusDecidesWhereThereIsNoCode_data();
    void statusDecidesWhereThereIsNoCode();
    void rangesAreCheckedAgainstTheQuestion_data();
    void rangesAreCheckedAgainstTheQuestion();
};

namespace {

HttpAnswer errorAnswer(int status, const QByteArray &code, const QByteArray &message = "m")
{
    HttpAnswer answer;
    answer.status = status;
    answer.headers = {{"x-cos-request-id", "id-7"}};
    if (!code.isEmpty())
        answer.body = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    return answer;
}

}  // namespace

void TestStoreAnswers::codesBecomeFailures_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<Failure::Code>("meaning");
    QTest::addColumn<bool>("isRetryable");
    QTest::addColumn<bool>("hasAdvice");
    using Code = Failure::Code;
    const auto row = [](int status, const char *code, Code meaning, bool retryable, bool advice) {
        QTest::newRow(code) << status << QByteArray(code) << meaning << retryable << advice;
    };
    row(412, "PreconditionFailed", Code::Changed, false, false);
    row(400, "BadDigest", Code::Corrupt, true, false);
    row(400, "IncompleteBody", Code::Network, true, false);
    row(400, "EntitySizeNotMatch", Code::Network, true, false);
    row(400, "RequestTimeout", Code::Timeout, true, false);
    row(400, "UserNetworkTooSlow", Code::Timeout, true, false);
    row(400, "EntityTooLarge", Code::TooLarge, false, false);
    row(400, "EntityTooSmall", Code::Internal, false, false);
    row(400, "InvalidPart", Code::Internal, false, false);
    row(400, "KeyTooLong", Code::NameNotAllowed, false, false);
    row(400, "ExpiredToken", Code::Credentials, true, true);
    row(402, "PaymentRequired", Code::Denied, false, true);
    row(403, "AccessDenied", Code::Denied, false, true);
    row(403, "SignatureDoesNotMatch", Code::Credentials, false, true);
    row(403, "InvalidAccessKeyId", Code::Credentials, false, true);
    row(403, "RequestTimeTooSkewed", Code::Credentials, true, true);
    row(403, "InvalidObjectState", Code::Archived, false, true);
    row(404, "NoSuchKey", Code::NotFound, false, false);
    row(404, "NoSuchBucket", Code::NotFound, false, true);
    row(404, "NoSuchUpload", Code::NotFound, false, false);
    row(405, "MethodNotAllowed", Code::Internal, false, false);
    row(409, "PathConflict", Code::Busy, true, false);
    row(409, "UploadConflict", Code::Busy, true, false);
    row(416, "InvalidRange", Code::RangeNotPossible, false, false);
    row(451, "UnavailableForLegalReasons", Code::Denied, false, true);
    row(451, "DomainAuditFailed", Code::Denied, false, true);
    row(500, "InternalError", Code::Busy, true, false);
    row(501, "NotImplemented", Code::Internal, false, false);
    row(503, "ServiceUnavailable", Code::Busy, true, false);
    row(503, "SlowDown", Code::Busy, true, false);
    row(200, "InternalError", Code::Busy, true, false);  // inside the 200 of a copy
}

void TestStoreAnswers::codesBecomeFailures()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(Failure::Code, meaning);
    QFETCH(bool, isRetryable);
    QFETCH(bool, hasAdvice);
    const Failure failure = failureFrom(errorAnswer(status, code));
    QCOMPARE(failure.code, meaning);
    QCOMPARE(failure.retryable, isRetryable);
    QCOMPARE(!failure.advice.isEmpty(), hasAdvice);
    QCOMPARE(failure.storeCode, code);
    QCOMPARE(failure.httpStatus, status);
    QCOMPARE(failure.requestId, QByteArray("id-7"));
    const Failure expired = failureFrom(errorAnswer(403, "AccessDenied", "Request has expired"));
    QVERIFY(isClockFailure(expired));
}

void TestStoreAnswers::statusDecidesWhereThereIsNoCode_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Failure::Code>("meaning");
    QTest::addColumn<bool>("isRetryable");
    using Code = Failure::Code;
    QTest::newRow("302") << 302 << Code::Network << true;
    QTest::newRow("304") << 304 << Code::Changed << false;
    QTest::newRow("400") << 400 << Code::Internal << false;
    QTest::newRow("403") << 403 << Code::Denied << false;
    QTest::newRow("404") << 404 << Code::NotFound << false;
    QTest::newRow("409") << 409 << Code::Busy << true;
    QTest::newRow("412") << 412 << Code::Changed << false;
    QTest::newRow("416") << 416 << Code::RangeNotPossible << false;
    QTest::newRow("429") << 429 << Code::Busy << true;
    QTest::newRow("500") << 500 << Code::Busy << true;
    QTest::newRow("501") << 501 << Code::Internal << false;
    QTest::newRow("504") << 504 << Code::Busy << true;
}

void TestStoreAnswers::statusDecidesWhereThereIsNoCode()
{
    QFETCH(int, status);
    QFETCH(Failure::Code, meaning);
    QFETCH(bool, isRetryable);
    const Failure failure = failureFrom(errorAnswer(status, {}));
    QCOMPARE(failure.code, meaning);
    QCOMPARE(failure.retryable, isRetryable);
}

void TestStoreAnswers::rangesAreCheckedAgainstTheQuestion_data()
{
    QTest::addColumn<ByteRange>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("contentRange");
    QTest::addColumn<qint64>("bytes");  // -1: refused
    const auto row = [](const char *name, ByteRange range, int status, const char *length,
                        const char *contentRange, qint64 bytes) {
        QTest::newRow(name) << range << status << QByteArray(length) << QByteArray(contentRange)
                            << bytes;
    };
    row("whole", {0, -1}, 200, "20", "", 20);
    row("whole, empty", {0, -1}, 200, "0", "", 0);
    row("whole asked, part came", {0, -1}, 206, "10", "bytes 0-9/20", -1);
    row("from 5", {5, -1}, 206, "15", "bytes 5-19/20", 15);
    row("middle", {5, 5}, 206, "5", "bytes 5-9/20", 5);
    row("middle, cut at the end", {15, 100}, 206, "5", "bytes 15-19/20", 5);
    row("part asked, whole came", {5, -1}, 200, "20", "", -1);
    row("first asked, all of a short one came", {0, 100}, 200, "20", "", 20);
    row("first asked, too much came", {0, 10}, 200, "20", "", -1);
    row("other first", {5, 5}, 206, "5", "bytes 4-8/20", -1);
    row("shorter", {5, 5}, 206, "4", "bytes 5-8/20", -1);
    row("length differs", {5, 5}, 206, "4", "bytes 5-9/20", -1);
    row("no Content-Range", {5, 5}, 206, "5", "", -1);
    row("no length", {0, -1}, 200, "", "", -1);
}

void TestStoreAnswers::rangesAreCheckedAgainstTheQuestion()
{
    QFETCH(ByteRange, range);
    QFETCH(int, status);
    QFETCH(QByteArray, length);
    QFETCH(QByteArray, contentRange);
    QFETCH(qint64, bytes);
    HttpAnswer answer;
    answer.status = status;
    answer.headers = {
        {"content-length", length}, {"content-range", contentRange}, {"etag", "\"e\""}};
    const Result<qint64> result = bodyBytesOf(answer, range, "\"e\"");
    QCOMPARE(result ? *result : -1, bytes);
    const Result<qint64> other = bodyBytesOf(answer, range, "\"f\"");
    QVERIFY(!other);
}

COSFTP_TEST(TestStoreAnswers)
#include "answers.moc"
