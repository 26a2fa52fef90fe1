// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace cosftp::localcos;

namespace {

constexpr qint64 partBytes = 1024 * 1024;

QByteArray filled(char byte, qint64 size = partBytes) { return QByteArray(size, byte); }

// One upload of one key.
struct Upload
{
    RawClient client;
    QByteArray key;
    QByteArray id;

    Upload(const RawClient &with, QByteArray name)
        : client(with), key(std::move(name)),
          id(client.ask({"POST", key, {{"uploads", ""}}, {}, {}}).element("UploadId"))
    {}

    [[nodiscard]] RawAnswer part(int number, const QByteArray &body,
                                 const NamedValues &headers = {}) const
    {
        return client.ask({"PUT",
                           key,
                           {{"partNumber", QByteArray::number(number)}, {"uploadId", id}},
                           headers,
                           body});
    }
    [[nodiscard]] RawAnswer complete(const QList<std::pair<int, QByteArray>> &parts) const
    {
        QByteArray xml = "<CompleteMultipartUpload>";
        for (const auto &[number, etag] : parts)
            xml += "<Part><PartNumber>" + QByteArray::number(number) + "</PartNumber><ETag>" + etag
                   + "</ETag></Part>";
        return client.ask(
            {"POST", key, {{"uploadId", id}}, {}, xml + "</CompleteMultipartUpload>"});
    }
    [[nodiscard]] RawAnswer abort() const
    {
        return client.ask({"DELETE", key, {{"uploadId", id}}, {}, {}});
    }
};

}  // namespace

class TestUploads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsBecomeOneObject();
    void aPartMayBeReplacedBeforeTheEnd();
    void wrongPartListsAreRefused();
    void completeAnswersAtOnceAndThenWaits();
    void partsAreCopiedFromObjects();
    void abortForgetsTheBytes();
    void partNumbersHaveLimits();
    void uploadsAreListedPageByPage();
    void partsAreListedPageByPage();
    void anOldVersionIsReadToItsEndWhileItIsReplaced();
};

void TestUploads::partsBecomeOneObject()
{
    const ServerFixture fixture;
    const Upload upload(fixture.client(), "big");
    QCOMPARE(upload.id.size(), 74);
    const QByteArray second = upload.part(2, "end").header("etag");
    const RawAnswer first = upload.part(1, filled('1'));
    QCOMPARE(first.header("x-cos-hash-crc64ecma"), QByteArray::number(Crc64::of(filled('1'))));
    QCOMPARE(upload.client.get("big").status, 404);
    const RawAnswer done = upload.complete({{1, first.header("etag")}, {2, second}});
    QCOMPARE(done.status, 200);
    QCOMPARE(done.header("transfer-encoding"), "chunked");
    QVERIFY(done.body.startsWith(' '));
    QVERIFY(done.element("ETag").endsWith("-2&quot;"));
    const QByteArray whole = filled('1') + "end";
    QCOMPARE(done.header("x-cos-hash-crc64ecma"), QByteArray::number(Crc64::of(whole)));
    QCOMPARE(upload.client.get("big").body, whole);
    const RawAnswer across = upload.client.get("big", {{"Range", "bytes=1048570-1048577"}});
    QCOMPARE(across.body, "111111en");
    QCOMPARE(upload.complete({{1, first.header("etag")}}).code(), "NoSuchUpload");
    QCOMPARE(upload.part(3, "x").code(), "NoSuchUpload");
    QCOMPARE(fixture.blobCount(), 2);
}

void TestUploads::aPartMayBeReplacedBeforeTheEnd()
{
    const ServerFixture fixture;
    const Upload upload(fixture.client(), "big");
    const QByteArray old = upload.part(1, "old").header("etag");
    const QByteArray etag = upload.part(1, "new").header("etag");
    QCOMPARE(upload.complete({{1, old}}).code(), "InvalidPart");
    QCOMPARE(upload.complete({{1, etag}}).status, 200);
    QCOMPARE(upload.client.get("big").body, "new");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestUploads::wrongPartListsAreRefused()
{
    const ServerFixture fixture;
    const Upload upload(fixture.client(), "big");
    const QByteArray one = upload.part(1, "small").header("etag");
    const QByteArray two = upload.part(2, filled('2')).header("etag");
    const QByteArray four = upload.part(4, filled('4')).header("etag");
    QCOMPARE(upload.complete({{2, two}, {1, one}}).code(), "InvalidPartOrder");
    QCOMPARE(upload.complete({{1, one}, {1, one}}).code(), "InvalidPartOrder");
    QCOMPARE(upload.complete({{2, two}}).code(), "InvalidPart");
    QCOMPARE(upload.complete({{1, one}, {2, two}, {4, four}}).code(), "InvalidPart");
    QCOMPARE(upload.complete({{1, one}, {2, two}, {3, four}}).code(), "InvalidPart");
    QCOMPARE(upload.complete({{1, one}, {2, two}}).code(), "EntityTooSmall");
    QCOMPARE(upload.complete({}).code(), "MalformedXML");
    QCOMPARE(upload.client.get("big").status, 404);
    QCOMPARE(upload.complete({{1, one}}).status, 200);
}

void TestUploads::completeAnswersAtOnceAndThenWaits()
{
    ServerFixture fixture;
    fixture.faults().setCompleteDelay(std::chrono::milliseconds(300));
    const Upload upload(fixture.client(), "big");
    const QByteArray etag = upload.part(1, "x").header("etag");
    QElapsedTimer timer;
    timer.start();
    const RawAnswer done = upload.complete({{1, etag}});
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY(done.body.startsWith("    "));
    QVERIFY(done.body.trimmed().startsWith("<?xml"));
}

void TestUploads::partsAreCopiedFromObjects()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const QByteArray source = "head" + filled('s') + "tail";
    QCOMPARE(client.put("source", source).status, 200);
    const Upload upload(client, "big");
    const QByteArray from = client.copySource("source");
    const RawAnswer one = upload.part(
        1, {}, {{"x-cos-copy-source", from}, {"x-cos-copy-source-range", "bytes=4-1048579"}});
    const RawAnswer two = upload.part(2, {}, {{"x-cos-copy-source", from}});
    QCOMPARE(one.status, 200);
    const auto etag = [](const RawAnswer &answer) {
        return answer.element("ETag").replace("&quot;", "");
    };
    const RawAnswer done = upload.complete({{1, etag(one)}, {2, etag(two)}});
    QCOMPARE(done.header("x-cos-hash-crc64ecma"),
             QByteArray::number(Crc64::of(filled('s') + source)));
    QCOMPARE(client.get("big").body, filled('s') + source);
    const Upload other(client, "other");
    QCOMPARE(
        other.part(1, {}, {{"x-cos-copy-source", from}, {"x-cos-copy-source-range", "bytes=4-"}})
            .code(),
        "InvalidArgument");
    QCOMPARE(fixture.blobCount(), 1);
    QCOMPARE(client.ask({"DELETE", "source", {}, {}, {}}).status, 204);
    QCOMPARE(client.get("big").body.size(), partBytes + source.size());
}

void TestUploads::abortForgetsTheBytes()
{
    const ServerFixture fixture;
    const Upload upload(fixture.client(), "big");
    QCOMPARE(upload.part(1, filled('1')).status, 200);
    QCOMPARE(fixture.blobCount(), 1);
    QCOMPARE(upload.abort().status, 204);
    QCOMPARE(upload.abort().code(), "NoSuchUpload");
    QCOMPARE(fixture.blobCount(), 0);
}

void TestUploads::partNumbersHaveLimits()
{
    const ServerFixture fixture;
    const Upload upload(fixture.client(), "big");
    QCOMPARE(upload.part(0, "x").code(), "InvalidArgument");
    QCOMPARE(upload.part(10001, "x").code(), "InvalidArgument");
    QCOMPARE(upload.part(10000, "x").status, 200);
    Upload unknown = upload;
    unknown.id = "0123";
    QCOMPARE(unknown.part(1, "x").code(), "NoSuchUpload");
    unknown = upload;
    unknown.key = "other";
    QCOMPARE(unknown.part(1, "x").code(), "NoSuchUpload");
}

void TestUploads::uploadsAreListedPageByPage()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QList<QByteArray> ids{Upload(client, "a").id, Upload(client, "a").id};
    std::sort(ids.begin(), ids.end());
    ids += Upload(client, "b/1").id;
    ids += Upload(client, "b/2").id;
    QList<QByteArray> seen;
    QByteArray key;
    QByteArray id;
    for (int page = 0; page < 10; ++page) {
        const RawAnswer answer = client.ask(
            {"GET",
             {},
             {{"uploads", ""}, {"max-uploads", "1"}, {"key-marker", key}, {"upload-id-marker", id}},
             {},
             {}});
        seen += answer.elements("UploadId");
        key = answer.element("NextKeyMarker");
        id = answer.element("NextUploadIdMarker");
        if (answer.element("IsTruncated") == "false")
            break;
    }
    QCOMPARE(seen, ids);
    const RawAnswer folded = client.ask({"GET", {}, {{"uploads", ""}, {"delimiter", "/"}}, {}, {}});
    QCOMPARE(folded.elements("UploadId").size(), 2);
    QCOMPARE(folded.elements("Prefix"), QList<QByteArray>{"b/"});
    const RawAnswer behind =
        client.ask({"GET", {}, {{"uploads", ""}, {"key-marker", "a"}}, {}, {}});
    QCOMPARE(behind.elements("UploadId").size(), 2);
}

void TestUploads::partsAreListedPageByPage()
{
    const ServerFixture fixture;
    const Upload upload(fixture.client(), "big");
    for (const int number : {3, 1, 7})
        QCOMPARE(upload.part(number, "x").status, 200);
    const auto page = [&](const QByteArray &marker) {
        return upload.client.ask(
            {"GET",
             "big",
             {{"uploadId", upload.id}, {"max-parts", "2"}, {"part-number-marker", marker}},
             {},
             {}});
    };
    QCOMPARE(page("0").elements("PartNumber"), (QList<QByteArray>{"1", "3"}));
    QCOMPARE(page("0").element("NextPartNumberMarker"), "3");
    QCOMPARE(page("3").elements("PartNumber"), QList<QByteArray>{"7"});
    QCOMPARE(page("3").element("IsTruncated"), "false");
}

void TestUploads::anOldVersionIsReadToItsEndWhileItIsReplaced()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    const Upload upload(client, "big");
    QList<std::pair<int, QByteArray>> parts;
    for (int number = 1; number <= 16; ++number)
        parts.append({number, upload.part(number, filled('o')).header("etag")});
    QCOMPARE(upload.complete(parts).status, 200);
    RawConnection reader(client.port());
    QVERIFY(reader.send(client.wire({"GET", "big", {}, {}, {}})));
    QTRY_COMPARE(fixture.server().counters().getObject, 1);
    QCOMPARE(client.put("big", "new").status, 200);
    QCOMPARE(reader.receive().body, filled('o', 16 * partBytes));
    QCOMPARE(client.get("big").body, "new");
    QTRY_COMPARE(fixture.blobCount(), 1);
}

COSFTP_TEST(TestUploads)
#include "test_uploads.moc"
