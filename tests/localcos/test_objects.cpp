// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QCryptographicHash>
#include <QTest>

using namespace cosftp;
using namespace cosftp::localcos;
using End = RawAnswer::End;

class TestObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objectsComeBackWithTheirChecksumsAndHeaders();
    void keysAreNeverNormalised_data();
    void keysAreNeverNormalised();
    void rawPlusInThePathIsASpace();
    void theBucketMayStandInTheHost();
    void forbiddenKeysAreRefused_data();
    void forbiddenKeysAreRefused();
    void rangesAreCutAndChecked_data();
    void rangesAreCutAndChecked();
    void anyRangeOfAnEmptyObjectIs416();
    void conditionsDecide_data();
    void conditionsDecide();
    void responseParametersReplaceHeaders();
    void putWithoutALengthIs411();
    void chunkedPutIsTaken();
    void aBodyThatEndsEarlyStoresNothing();
    void contentMd5IsChecked();
    void tooLargeBodiesAreRefused();
    void tooMuchMetadataIsRefused();
    void forbidOverwriteKeepsTheOldObject();
    void headErrorsHaveNoBody();
    void deletingNothingIs204();
    void trafficLimitsOutOfRangeAre400();
    void everyAnswerNamesTheServer();
};

void TestObjects::objectsComeBackWithTheirChecksumsAndHeaders()
{
    const ServerFixture fixture;
    const RawAnswer put = fixture.client().put(
        "a", "hello world",
        {{"Content-Type", "text/plain"}, {"Cache-Control", "no-cache"}, {"x-cos-meta-MTime", "7"}});
    QCOMPARE(put.status, 200);
    QCOMPARE(put.header("etag"), "\"5eb63bbbe01eeed093cb22bb8f5acdc3\"");
    QCOMPARE(put.header("x-cos-hash-crc64ecma"), "5981764153023615706");
    const RawAnswer got = fixture.client().get("a");
    QCOMPARE(got.body, "hello world");
    QCOMPARE(got.header("content-type"), "text/plain");
    QCOMPARE(got.header("cache-control"), "no-cache");
    QCOMPARE(got.header("x-cos-meta-mtime"), "7");
    QVERIFY(!got.has("x-cos-storage-class"));
    const RawAnswer head = fixture.client().ask({"HEAD", "a", {}, {}, {}});
    QCOMPARE(head.header("content-length"), "11");
    QCOMPARE(head.header("etag"), put.header("etag"));
}

void TestObjects::keysAreNeverNormalised_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("dots") << QByteArray("a/../b/./c");
    QTest::newRow("only dots below a folder") << QByteArray("a/..");
    QTest::newRow("double slash") << QByteArray("a//b///c");
    QTest::newRow("trailing slash") << QByteArray("a/");
    QTest::newRow("reserved") << QByteArray("a b+c%20%+?#&=;:@'\"<>|\\^`{}[]~");
    QTest::newRow("chinese") << QByteArray("目录/文件");
    QTest::newRow("decomposed") << QByteArray("e\xcc\x81");
    QTest::newRow("tab and line feed") << QByteArray("a\tb\nc");
    QTest::newRow("850 bytes") << QByteArray(850, 'k');
}

void TestObjects::keysAreNeverNormalised()
{
    QFETCH(QByteArray, key);
    const ServerFixture fixture;
    QCOMPARE(fixture.client().put(key, key).status, 200);
    QCOMPARE(fixture.client().get(key).body, key);
    const RawAnswer list = fixture.client().ask({"GET", {}, {{"encoding-type", "url"}}, {}, {}});
    QCOMPARE(QByteArray::fromPercentEncoding(list.element("Key")), key);
}

void TestObjects::rawPlusInThePathIsASpace()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a b", "space").status, 200);
    RawConnection connection(client.port());
    connection.send(client.wire({"GET", "a b", {}, {}, {}}).replace("a%20b", "a+b"));
    QCOMPARE(connection.receive().body, "space");
}

void TestObjects::theBucketMayStandInTheHost()
{
    const ServerFixture fixture;
    QCOMPARE(fixture.client().put("folder/key", "host").status, 200);
    const QByteArray host =
        testBucket + ".localhost:" + QByteArray::number(fixture.client().port());
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray authorization =
        cosAuthorization({"GET", "/folder/key", {}, {{"host", host}}}, testId, testSecret,
                         QByteArray::number(now) + ';' + QByteArray::number(now + 60));
    RawConnection connection(fixture.client().port());
    connection.send("GET /folder/key HTTP/1.1\r\nHost: " + host
                    + "\r\nAuthorization: " + authorization + "\r\n\r\n");
    QCOMPARE(connection.receive().body, "host");
}

void TestObjects::forbiddenKeysAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("851 bytes") << QByteArray(851, 'k') << QByteArray("KeyTooLong");
    QTest::newRow("leading slash") << QByteArray("/a") << QByteArray("InvalidObjectName");
    QTest::newRow("leading backslash") << QByteArray("\\a") << QByteArray("InvalidObjectName");
    QTest::newRow("byte 24") << QByteArray("a\x18") << QByteArray("InvalidObjectName");
    QTest::newRow("byte 27") << QByteArray("a\x1b") << QByteArray("InvalidObjectName");
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << QByteArray("InvalidObjectName");
}

void TestObjects::forbiddenKeysAreRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, code);
    const ServerFixture fixture;
    const RawAnswer answer = fixture.client().put(key, "x");
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
    QCOMPARE(fixture.blobCount(), 0);
}

void TestObjects::rangesAreCutAndChecked_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("inner") << QByteArray("bytes=2-4") << 206 << QByteArray("234");
    QTest::newRow("open") << QByteArray("bytes=7-") << 206 << QByteArray("789");
    QTest::newRow("suffix") << QByteArray("bytes=-2") << 206 << QByteArray("89");
    QTest::newRow("suffix too long") << QByteArray("bytes=-20") << 206 << QByteArray("0123456789");
    QTest::newRow("end clamped") << QByteArray("bytes=8-99") << 206 << QByteArray("89");
    QTest::newRow("malformed") << QByteArray("bytes=x-") << 200 << QByteArray("0123456789");
    QTest::newRow("multiple") << QByteArray("bytes=0-1,4-5") << 200 << QByteArray("0123456789");
}

void TestObjects::rangesAreCutAndChecked()
{
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const ServerFixture fixture;
    const RawAnswer put = fixture.client().put("digits", "0123456789");
    const RawAnswer got = fixture.client().get("digits", {{"Range", range}});
    QCOMPARE(got.status, status);
    QCOMPARE(got.body, body);
    QCOMPARE(got.header("x-cos-hash-crc64ecma"), put.header("x-cos-hash-crc64ecma"));
    QCOMPARE(got.has("content-range"), status == 206);
    const RawAnswer behind = fixture.client().get("digits", {{"Range", "bytes=10-"}});
    QCOMPARE(behind.status, 416);
    QCOMPARE(behind.code(), "InvalidRange");
}

void TestObjects::anyRangeOfAnEmptyObjectIs416()
{
    const ServerFixture fixture;
    const RawAnswer put = fixture.client().put("empty", {});
    QCOMPARE(put.header("x-cos-hash-crc64ecma"), "0");
    QCOMPARE(fixture.client().get("empty").status, 200);
    QCOMPARE(fixture.client().get("empty", {{"Range", "bytes=0-"}}).status, 416);
    QCOMPARE(fixture.client().get("empty", {{"Range", "bytes=-1"}}).status, 416);
    QCOMPARE(fixture.blobCount(), 0);
}

void TestObjects::conditionsDecide_data()
{
    const QByteArray etag = QCryptographicHash::hash("x", QCryptographicHash::Md5).toHex();
    const QByteArray past = "Tue, 14 Nov 2000 22:13:20 GMT";
    const QByteArray future = "Tue, 14 Nov 2090 22:13:20 GMT";
    QTest::addColumn<NamedValues>("headers");
    QTest::addColumn<int>("status");
    QTest::newRow("match") << NamedValues{{"If-Match", '"' + etag + '"'}} << 200;
    QTest::newRow("match unquoted") << NamedValues{{"If-Match", etag}} << 200;
    QTest::newRow("other") << NamedValues{{"If-Match", "\"00\""}} << 412;
    QTest::newRow("none match") << NamedValues{{"If-None-Match", '"' + etag + '"'}} << 304;
    QTest::newRow("none matches") << NamedValues{{"If-None-Match", "\"00\""}} << 200;
    QTest::newRow("modified") << NamedValues{{"If-Modified-Since", past}} << 200;
    QTest::newRow("not modified") << NamedValues{{"If-Modified-Since", future}} << 304;
    QTest::newRow("unmodified") << NamedValues{{"If-Unmodified-Since", future}} << 200;
    QTest::newRow("not unmodified") << NamedValues{{"If-Unmodified-Since", past}} << 412;
    QTest::newRow("match wins") << NamedValues{{"If-Match", etag}, {"If-Unmodified-Since", past}}
                                << 200;
}

void TestObjects::conditionsDecide()
{
    QFETCH(NamedValues, headers);
    QFETCH(int, status);
    const ServerFixture fixture;
    const RawAnswer put = fixture.client().put("x", "x");
    const RawAnswer answer = fixture.client().get("x", headers);
    QCOMPARE(answer.status, status);
    if (status == 412)
        QCOMPARE(answer.code(), "PreconditionFailed");
    else
        QCOMPARE(answer.header("etag"), put.header("etag"));
    QCOMPARE(fixture.client().ask({"HEAD", "x", {}, headers, {}}).status, status);
}

void TestObjects::responseParametersReplaceHeaders()
{
    const ServerFixture fixture;
    QCOMPARE(fixture.client().put("x", "x", {{"Content-Type", "text/plain"}}).status, 200);
    const RawAnswer got = fixture.client().ask(
        {"GET",
         "x",
         {{"response-content-type", "image/png"}, {"response-content-disposition", "attachment"}},
         {},
         {}});
    QCOMPARE(got.header("content-type"), "image/png");
    QCOMPARE(got.header("content-disposition"), "attachment");
}

void TestObjects::putWithoutALengthIs411()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray authorization =
        cosAuthorization({"PUT", '/' + testBucket + "/x", {}, {{"host", client.host()}}}, testId,
                         testSecret, QByteArray::number(now) + ';' + QByteArray::number(now + 60));
    RawConnection bare(client.port());
    bare.send("PUT /" + testBucket + "/x HTTP/1.1\r\nHost: " + client.host()
              + "\r\nAuthorization: " + authorization + "\r\n\r\n");
    const RawAnswer refused = bare.receive();
    QCOMPARE(refused.status, 411);
    QCOMPARE(refused.code(), "MissingContentLength");
}

void TestObjects::chunkedPutIsTaken()
{
    const ServerFixture fixture;
    const RawRequest request{"PUT",
                             "x",
                             {},
                             {{"Transfer-Encoding", "chunked"}},
                             "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"};
    QCOMPARE(fixture.client().ask(request).header("x-cos-hash-crc64ecma"), "5981764153023615706");
    QCOMPARE(fixture.client().get("x").body, "hello world");
}

void TestObjects::aBodyThatEndsEarlyStoresNothing()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    {
        RawConnection connection(client.port());
        connection.send(client.wire({"PUT", "x", {}, {{"Content-Length", "100"}}, "only this"}));
        connection.closeSending();
        QVERIFY(connection.receive().status != 200);
    }
    QCOMPARE(client.get("x").code(), "NoSuchKey");
    QTRY_COMPARE(fixture.blobCount(), 0);
}

void TestObjects::contentMd5IsChecked()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const QByteArray good = QCryptographicHash::hash("x", QCryptographicHash::Md5).toBase64();
    QCOMPARE(client.put("x", "x", {{"Content-MD5", good}}).status, 200);
    QCOMPARE(client.put("x", "y", {{"Content-MD5", good}}).code(), "BadDigest");
    QCOMPARE(client.put("x", "y", {{"Content-MD5", "abc"}}).code(), "InvalidDigest");
    QCOMPARE(client.get("x").body, "x");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestObjects::tooLargeBodiesAreRefused()
{
    const ServerFixture fixture([](ServerOptions &options) { options.maximumPutBytes = 10; });
    const RawClient client = fixture.client();
    QCOMPARE(client.put("x", "0123456789").status, 200);
    QCOMPARE(client.put("y", "0123456789a").code(), "EntityTooLarge");
    const RawRequest chunked{
        "PUT", "z", {}, {{"Transfer-Encoding", "chunked"}}, "b\r\n0123456789a\r\n0\r\n\r\n"};
    QCOMPARE(client.ask(chunked).code(), "EntityTooLarge");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestObjects::tooMuchMetadataIsRefused()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const QByteArray fits(2048 - 12, 'm');
    QCOMPARE(client.put("x", "x", {{"x-cos-meta-a", fits}}).status, 200);
    QCOMPARE(client.put("x", "x", {{"x-cos-meta-a", fits + 'm'}}).code(), "InvalidArgument");
    QCOMPARE(client.put("x", "x", {{"x-cos-meta-a_b", "1"}}).code(), "InvalidArgument");
}

void TestObjects::forbidOverwriteKeepsTheOldObject()
{
    const ServerFixture fixture;
    const NamedValues forbid{{"x-cos-forbid-overwrite", "true"}};
    QCOMPARE(fixture.client().put("x", "old", forbid).status, 200);
    QCOMPARE(fixture.client().put("x", "new", forbid).status, 409);
    QCOMPARE(fixture.client().get("x").body, "old");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestObjects::headErrorsHaveNoBody()
{
    const ServerFixture fixture;
    const RawAnswer answer = fixture.client().ask({"HEAD", "none", {}, {}, {}});
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.header("content-length"), "0");
    QVERIFY(answer.has("x-cos-trace-id"));
}

void TestObjects::deletingNothingIs204()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.ask({"DELETE", "none", {}, {}, {}}).status, 204);
    QCOMPARE(client.put("x", "x").status, 200);
    QCOMPARE(client.ask({"DELETE", "x", {}, {}, {}}).status, 204);
    QCOMPARE(client.get("x").status, 404);
    QCOMPARE(fixture.blobCount(), 0);
    QCOMPARE(client.ask({"DELETE", {}, {}, {}, {}}).status, 405);
}

void TestObjects::trafficLimitsOutOfRangeAre400()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("x", "x", {{"x-cos-traffic-limit", "819200"}}).status, 200);
    QCOMPARE(client.put("x", "x", {{"x-cos-traffic-limit", "819199"}}).code(), "InvalidArgument");
    QCOMPARE(client.get("x", {{"x-cos-traffic-limit", "838860801"}}).code(), "InvalidArgument");
}

void TestObjects::everyAnswerNamesTheServer()
{
    const ServerFixture fixture;
    for (const RawAnswer &answer : {fixture.client().put("x", "x"), fixture.client().get("none")}) {
        QCOMPARE(answer.header("server"), "tencent-cos");
        QVERIFY(answer.has("date"));
        QVERIFY(!answer.header("x-cos-request-id").isEmpty());
    }
}

COSFTP_TEST(TestObjects)
#include "test_objects.moc"
