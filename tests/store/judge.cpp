// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/access_rights.h"
#include "store/cos/answer_judge.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using Code = Failure::Code;

namespace {

const QByteArray page = "<!DOCTYPE html><html><body>Please log in</body></html>";
const QByteArray digest = "\"d41d8cd98f00b204e9800998ecf8427e\"";
const NamedValues fromCos{{"x-cos-request-id", "id-1"}, {"server", "tencent-cos"}};

HttpAnswer answerOf(int status, const NamedValues &headers = {}, const QByteArray &body = {})
{
    HttpAnswer answer;
    answer.status = status;
    answer.headers = headers;
    answer.body = body;
    return answer;
}

HttpAnswer pageOf(int status, const NamedValues &headers = {})
{
    return answerOf(status, headers + NamedValues{{"content-type", "text/html; charset=utf-8"}},
                    page);
}

NamedValues described(const QByteArray &etag, const NamedValues &others = {})
{
    return NamedValues{{"etag", etag}, {"content-length", "3"}} + others;
}

QByteArray xml(const QByteArray &root, const QByteArray &inside)
{
    return '<' + root + '>' + inside + "</" + root + '>';
}

/// Every kind of request as one function from an answer to an outcome.
template <typename T>
Outcome outcomeOf(const Result<T> &result)
{
    return result ? Outcome(Done{}) : Outcome(result.error());
}
using Judge = std::function<Outcome(const HttpAnswer &)>;
struct Kind
{
    const char *name;
    Judge judge;
};
const QList<Kind> kinds{
    {"head bucket", [](const HttpAnswer &a) { return judgeHeadBucket(a); }},
    {"head", [](const HttpAnswer &a) { return outcomeOf(judgeHead("k", a)); }},
    {"get", [](const HttpAnswer &a) { return outcomeOf(judgeGet("k", {}, {}, a)); }},
    {"list", [](const HttpAnswer &a) { return outcomeOf(judgeList("b-1", a)); }},
    {"put", [](const HttpAnswer &a) { return outcomeOf(judgePut(a)); }},
    {"part",
     [](const HttpAnswer &a) {
         return outcomeOf(judgePart({1, {}, 3, 7}, a));
     }},
    {"copy", [](const HttpAnswer &a) { return outcomeOf(judgeCopy(a)); }},
    {"copy part",
     [](const HttpAnswer &a) {
         return outcomeOf(judgeCopyPart(1, {0, 3}, a));
     }},
    {"initiate", [](const HttpAnswer &a) { return outcomeOf(judgeInitiate("b-1", "k", a)); }},
    {"complete", [](const HttpAnswer &a) { return outcomeOf(judgeComplete(a)); }},
    {"removal", [](const HttpAnswer &a) { return judgeRemoval(a); }},
    {"removals", [](const HttpAnswer &a) { return outcomeOf(judgeRemovals(a)); }},
    {"parts", [](const HttpAnswer &a) { return outcomeOf(judgeParts("u", a)); }},
    {"uploads", [](const HttpAnswer &a) { return outcomeOf(judgeUploads("b-1", a)); }},
    {"access", [](const HttpAnswer &a) { return outcomeOf(judgeAccess(a)); }},
    {"restore", [](const HttpAnswer &a) { return judgeRestore(a); }},
};

Judge judgeOf(const QByteArray &kind)
{
    for (const Kind &row : kinds)
        if (kind == row.name)
            return row.judge;
    qFatal("no such kind of request");
}

ObjectInfo infoOf(qint64 size, std::optional<quint64> crc, const QByteArray &etag = "\"e\"")
{
    ObjectInfo info;
    info.sizeBytes = size;
    info.crc64 = crc;
    info.etag = etag;
    return info;
}

}  // namespace

/// What is success, what is damage, and what somebody else said in the store's place.
class TestJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noPageIsEverSuccess_data();
    void noPageIsEverSuccess();
    void whatProvesTheStore_data();
    void whatProvesTheStore();
    void aBoxMayRefuseToo_data();
    void aBoxMayRefuseToo();
    void aConflictWithoutACodeMeansTaken_data();
    void aConflictWithoutACodeMeansTaken();
    void someRefusalsAreOdd_data();
    void someRefusalsAreOdd();
    void headSettlesADoubt_data();
    void headSettlesADoubt();
    void rightsBecomeHeaders_data();
    void rightsBecomeHeaders();
};

void TestJudge::noPageIsEverSuccess_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("status");
    for (const Kind &row : kinds)
        for (const int status : {200, 202, 203})
            QTest::addRow("%s, %d", row.name, status) << QByteArray(row.name) << status;
}

void TestJudge::noPageIsEverSuccess()
{
    QFETCH(QByteArray, kind);
    QFETCH(int, status);
    const Judge judge = judgeOf(kind);
    const NamedValues length{{"content-length", QByteArray::number(page.size())}};
    const NamedValues cached{{"etag", "\"5f3e-1a2b\""}, {"last-modified", "x"}};
    for (const HttpAnswer &answer : {pageOf(status, length), pageOf(status, length + cached)}) {
        const Outcome outcome = judge(answer);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, Code::Network);
        QVERIFY(outcome.error().retryable);
        QVERIFY(outcome.error().advice.contains(QLatin1String("captive portal")));
        QVERIFY(!outcome.error().detail.isEmpty());
    }
}

void TestJudge::whatProvesTheStore_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<HttpAnswer>("answer");
    QTest::addColumn<bool>("isStore");
    const auto row = [](const char *name, const char *kind, const HttpAnswer &answer,
                        bool isStore) {
        QTest::newRow(name) << QByteArray(kind) << answer << isStore;
    };
    const NamedValues crc{{"x-cos-hash-crc64ecma", "7"}};
    for (const char *kind : {"put", "part"}) {
        const auto name = [kind](const char *what) { return QByteArray(kind) + ", " + what; };
        row(name("from COS").constData(), kind, answerOf(200, described(digest, fromCos + crc)),
            true);
        row(name("x-cos-* stripped").constData(), kind, answerOf(200, described(digest)), true);
        row(name("ETag stripped").constData(), kind, answerOf(200, fromCos + crc), false);
        row(name("nothing but 200").constData(), kind, answerOf(200), false);
        row(name("accepted for later").constData(), kind, answerOf(202, described(digest)), false);
        row(name("a page with an ETag").constData(), kind, pageOf(200, described(digest)), false);
    }
    for (const char *kind : {"head", "get"}) {
        const auto name = [kind](const char *what) { return QByteArray(kind) + ", " + what; };
        row(name("from COS").constData(), kind, answerOf(200, described("\"e\"", fromCos)), true);
        row(name("x-cos-* stripped").constData(), kind, answerOf(200, described(digest)), true);
        row(name("x-cos-* stripped, in parts").constData(), kind,
            answerOf(200, described("\"d41d8cd98f00b204e9800998ecf8427e-12\"")), true);
        row(name("an HTML object").constData(), kind,
            answerOf(200, described(digest, {{"content-type", "text/html"}})), true);
        row(name("ETag stripped").constData(), kind,
            answerOf(200, fromCos + NamedValues{{"content-length", "3"}}), false);
        row(name("a web server's ETag").constData(), kind,
            answerOf(200, described("\"5f3e1a2b-1a2b\"")), false);
    }
    row("removal, 204", "removal", answerOf(204), true);
    row("removal, 200 from COS", "removal", answerOf(200, fromCos), true);
    row("removal, an empty 200", "removal", answerOf(200), false);
    row("removal, a page in COS's name", "removal", pageOf(200, fromCos), false);
    row("head bucket, stripped", "head bucket", answerOf(200), true);
    row("restore, stripped", "restore", answerOf(202), true);
    const QByteArray stored = "<ETag>\"e\"</ETag>";
    row("copy", "copy", answerOf(200, {}, xml("CopyObjectResult", stored)), true);
    row("copy, another root", "copy", answerOf(200, fromCos, xml("CopyPartResult", stored)), false);
    row("copy, no ETag", "copy", answerOf(200, fromCos, xml("CopyObjectResult", "")), false);
    row("copy, JSON", "copy", answerOf(200, {}, "{\"ok\":true}"), false);
    row("copy, empty", "copy", answerOf(200, fromCos), false);
    row("complete", "complete", answerOf(200, {}, xml("CompleteMultipartUploadResult", stored)),
        true);
    row("complete, empty", "complete", answerOf(200, fromCos), false);
    row("complete, cut", "complete",
        answerOf(200, fromCos, "<CompleteMultipartUploadResult><ETag>\"e\"</ETag>"), false);
    const auto initiated = [](const QByteArray &bucket, const QByteArray &key) {
        return answerOf(200, {},
                        xml("InitiateMultipartUploadResult",
                            xml("Bucket", bucket) + xml("Key", key) + xml("UploadId", "17")));
    };
    row("initiate", "initiate", initiated("b-1", "k"), true);
    row("initiate, another bucket", "initiate", initiated("b-2", "k"), false);
    row("initiate, another key", "initiate", initiated("b-1", "l"), false);
    row("initiate, no id", "initiate",
        answerOf(200, fromCos, xml("InitiateMultipartUploadResult", "<Key>k</Key>")), false);
    row("list", "list", answerOf(200, {}, xml("ListBucketResult", "<Name>b-1</Name>")), true);
    row("list, another bucket", "list",
        answerOf(200, fromCos, xml("ListBucketResult", "<Name>b-2</Name>")), false);
    row("list, another root", "list", answerOf(200, fromCos, xml("ListMultipartUploadsResult", "")),
        false);
    row("parts", "parts", answerOf(200, {}, xml("ListPartsResult", "<UploadId>u</UploadId>")),
        true);
    row("parts, of another upload", "parts",
        answerOf(200, fromCos, xml("ListPartsResult", "<UploadId>v</UploadId>")), false);
    row("uploads, another bucket", "uploads",
        answerOf(200, fromCos, xml("ListMultipartUploadsResult", "<Bucket>b-2</Bucket>")), false);
    row("removals", "removals", answerOf(200, {}, "<DeleteResult/>"), true);
    row("removals, empty", "removals", answerOf(200, fromCos), false);
}

void TestJudge::whatProvesTheStore()
{
    QFETCH(QByteArray, kind);
    QFETCH(HttpAnswer, answer);
    QFETCH(bool, isStore);
    const Outcome outcome = judgeOf(kind)(answer);
    QVERIFY2(outcome.has_value() == isStore,
             qPrintable(outcome ? QString() : describe(outcome.error())));
    if (!isStore) {
        QCOMPARE(outcome.error().code, Code::Network);
        QVERIFY(outcome.error().retryable);
        QVERIFY(!outcome.error().advice.isEmpty());
    }
}

void TestJudge::aBoxMayRefuseToo_data()
{
    QTest::addColumn<HttpAnswer>("answer");
    QTest::addColumn<Code>("meaning");
    QTest::newRow("a policy's page") << pageOf(403) << Code::Network;
    QTest::newRow("a page for what is missing") << pageOf(404) << Code::Network;
    QTest::newRow("HEAD has no body")
        << answerOf(404, {{"content-type", "text/html"}}) << Code::Network;
    QTest::newRow("a proxy wants a login") << answerOf(407) << Code::Network;
    QTest::newRow("a network wants a login") << answerOf(511) << Code::Network;
    QTest::newRow("a page, from COS after all") << pageOf(403, fromCos) << Code::Denied;
    QTest::newRow("HEAD, x-cos-* stripped") << answerOf(404) << Code::NotFound;
    QTest::newRow("an Error, x-cos-* stripped") << answerOf(
        404, {{"content-type", "application/xml"}}, xml("Error", "<Code>NoSuchKey</Code>"))
                                                << Code::NotFound;
    QTest::newRow("a gateway's page") << pageOf(502) << Code::Busy;
}

void TestJudge::aBoxMayRefuseToo()
{
    QFETCH(HttpAnswer, answer);
    QFETCH(Code, meaning);
    const Failure failure = judgeRefusal({}, answer);
    QCOMPARE(failure.code, meaning);
    QCOMPARE(failure.httpStatus, answer.status);
}

void TestJudge::aConflictWithoutACodeMeansTaken_data()
{
    QTest::addColumn<NamedValues>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<Code>("meaning");
    const NamedValues forbidden{{"x-cos-forbid-overwrite", "true"}};
    const NamedValues pinned{{"x-cos-copy-source-If-Match", "\"e\""}};
    QTest::newRow("409") << forbidden << 409 << QByteArray() << Code::Exists;
    QTest::newRow("412") << forbidden << 412 << QByteArray() << Code::Exists;
    QTest::newRow("its own code") << forbidden << 409 << QByteArray("FileAlreadyExists")
                                  << Code::Exists;
    QTest::newRow("another code") << forbidden << 409 << QByteArray("UploadConflict") << Code::Busy;
    QTest::newRow("409 of a copy") << forbidden + pinned << 409 << QByteArray() << Code::Exists;
    QTest::newRow("412 of a copy") << forbidden + pinned << 412 << QByteArray() << Code::Changed;
    QTest::newRow("409 where it is allowed") << NamedValues() << 409 << QByteArray() << Code::Busy;
}

void TestJudge::aConflictWithoutACodeMeansTaken()
{
    QFETCH(NamedValues, headers);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(Code, meaning);
    CosRequest request;
    request.headers = headers;
    const QByteArray body = code.isEmpty() ? QByteArray() : xml("Error", xml("Code", code));
    const Failure failure = judgeRefusal(request, answerOf(status, fromCos, body));
    QCOMPARE(failure.code, meaning);
    QCOMPARE(failure.retryable, meaning == Code::Busy);
}

void TestJudge::someRefusalsAreOdd_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<bool>("isOdd");
    const auto row = [](int status, const char *code, bool isOdd) {
        QTest::addRow("%d %s", status, code) << status << QByteArray(code) << isOdd;
    };
    row(403, "", true);
    row(401, "", true);
    row(403, "AccessDenied", true);
    row(403, "SignatureDoesNotMatch", true);
    row(403, "InvalidAccessKeyId", true);
    row(400, "", true);
    row(400, "Whatever", true);
    row(400, "InvalidPart", false);
    row(400, "EntityTooLarge", false);
    row(400, "KeyTooLong", false);
    row(403, "InvalidObjectState", false);
    row(403, "ObjectLocked", false);
    row(404, "NoSuchKey", false);
    row(409, "FileAlreadyExists", false);
    row(412, "PreconditionFailed", false);
    row(451, "DomainAuditFailed", false);
}

void TestJudge::someRefusalsAreOdd()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(bool, isOdd);
    const QByteArray body = code.isEmpty() ? QByteArray() : xml("Error", xml("Code", code));
    QCOMPARE(isOddRefusal(judgeRefusal({}, answerOf(status, fromCos, body))), isOdd);
}

void TestJudge::headSettlesADoubt_data()
{
    QTest::addColumn<Doubt::Cause>("cause");
    QTest::addColumn<Result<ObjectInfo>>("found");
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<Code>("meaning");
    using Cause = Doubt::Cause;
    const auto row = [](const char *name, Cause cause, const Result<ObjectInfo> &found,
                        std::optional<Code> meaning) {
        QTest::newRow(name) << cause << found << !meaning << meaning.value_or(Code::Internal);
    };
    const Failure missing = Failure::of(Code::NotFound);
    const Failure broken = Failure::of(Code::Timeout);
    for (const Cause cause : {Cause::LostAnswer, Cause::OtherChecksum, Cause::Taken}) {
        const auto name = [cause](const char *what) {
            return QByteArray::number(static_cast<int>(cause)) + ": " + what;
        };
        row(name("ours").constData(), cause, infoOf(3, 7), {});
        row(name("ours, by its MD5").constData(), cause, infoOf(3, {}, "\"m\""), {});
    }
    row("checksum: the same wrong one", Cause::OtherChecksum, infoOf(3, 1), Code::Corrupt);
    row("checksum: a third one", Cause::OtherChecksum, infoOf(3, 2), Code::Changed);
    row("checksum: none told", Cause::OtherChecksum, infoOf(3, {}), Code::Network);
    row("checksum: ours, but longer", Cause::OtherChecksum, infoOf(4, 7), Code::Changed);
    row("checksum: gone", Cause::OtherChecksum, missing, Code::Changed);
    row("checksum: no HEAD", Cause::OtherChecksum, broken, Code::Timeout);
    row("taken by another", Cause::Taken, infoOf(3, 2), Code::Exists);
    row("taken, and gone again", Cause::Taken, missing, Code::Exists);
    row("taken: no HEAD", Cause::Taken, broken, Code::Timeout);
    row("lost: another", Cause::LostAnswer, infoOf(3, 2), Code::Exists);
    row("lost: no HEAD", Cause::LostAnswer, broken, Code::Exists);
}

void TestJudge::headSettlesADoubt()
{
    QFETCH(Doubt::Cause, cause);
    QFETCH(Result<ObjectInfo>, found);
    QFETCH(bool, isOurs);
    QFETCH(Code, meaning);
    const Failure why = Failure::of(Code::Exists);
    const Result<StoredObject> result =
        judgeStanding({3, 7, "\"m\""}, {cause, why, quint64{1}}, found);
    QCOMPARE(result.has_value(), isOurs);
    if (isOurs) {
        QCOMPARE(result->etag, found->etag);
        return;
    }
    QCOMPARE(result.error().code, meaning);
    QVERIFY(meaning != Code::Corrupt || !result.error().retryable);
}

void TestJudge::rightsBecomeHeaders_data()
{
    QTest::addColumn<QList<QByteArray>>("grants");  // "WHO PERMISSION"
    QTest::addColumn<QByteArray>("canned");
    QTest::addColumn<QByteArray>("headers");  // "name: value" lines; "-": refused
    const QByteArray owner = "qcs::cam::uin/1:uin/1 FULL_CONTROL";
    const QByteArray all = "http://cam.qcloud.com/groups/global/AllUsers ";
    const QByteArray accounts = "http://cam.qcloud.com/groups/global/AuthenticatedUsers ";
    const auto row = [](const char *name, const QList<QByteArray> &grants, const char *canned,
                        const char *headers) {
        QTest::newRow(name) << grants << QByteArray(canned) << QByteArray(headers);
    };
    row("follows its bucket", {owner}, "default", "");
    row("private", {owner}, "private", "x-cos-acl: private");
    row("private, header stripped", {owner}, "", "x-cos-acl: private");
    row("public", {owner, all + "READ"}, "public-read", "x-cos-acl: public-read");
    row("public, older", {"qcs::cam::anyone:anyone READ", owner}, "", "x-cos-acl: public-read");
    row("accounts", {owner, accounts + "READ"}, "", "x-cos-acl: authenticated-read");
    row("both", {accounts + "READ", all + "READ"}, "", "x-cos-acl: public-read");
    row("an account and a user",
        {owner, "qcs::cam::uin/2:uin/2 READ", "qcs::cam::uin/2:uin/3 READ",
         "qcs::cam::uin/4:uin/4 FULL_CONTROL"},
        "",
        "x-cos-acl: private\nx-cos-grant-read: id=\"2\",id=\"2/3\"\n"
        "x-cos-grant-full-control: id=\"4\"");
    row("rights over the list", {"qcs::cam::uin/2:uin/2 READ_ACP", "x WRITE_ACP"}, "",
        "x-cos-acl: private\nx-cos-grant-read-acp: id=\"2\"\nx-cos-grant-write-acp: id=\"x\"");
    row("everybody may all", {all + "FULL_CONTROL"}, "", "-");
    row("a permission that no header has", {"qcs::cam::uin/2:uin/2 WRITE"}, "", "-");
    row("a group that no header has", {"http://cam.qcloud.com/groups/global/Others READ"}, "", "-");
    row("a quote", {"a\"b READ"}, "", "-");
}

void TestJudge::rightsBecomeHeaders()
{
    QFETCH(QList<QByteArray>, grants);
    QFETCH(QByteArray, canned);
    QFETCH(QByteArray, headers);
    QByteArray list;
    for (const QByteArray &grant : std::as_const(grants)) {
        const QByteArray who = grant.first(grant.lastIndexOf(' '));
        const QByteArray grantee = who.startsWith("http:") ? xml("URI", who) : xml("ID", who);
        list += xml("Grant", xml("Grantee", grantee)
                                 + xml("Permission", grant.mid(grant.lastIndexOf(' ') + 1)));
    }
    const QByteArray body =
        xml("AccessControlPolicy",
            xml("Owner", xml("ID", "qcs::cam::uin/1:uin/1")) + xml("AccessControlList", list));
    const Result<NamedValues> result = judgeAccess(answerOf(200, {{"x-cos-acl", canned}}, body));
    QByteArray lines = result ? QByteArray() : QByteArray("-");
    for (const NamedValue &header : result ? *result : NamedValues())
        lines += (lines.isEmpty() ? "" : "\n") + header.name + ": " + header.value;
    QCOMPARE(lines, headers);
    if (!result)
        QCOMPARE(result.error().code, Code::Denied);
}

COSFTP_TEST(TestJudge)
#include "judge.moc"
