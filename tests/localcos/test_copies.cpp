// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QCryptographicHash>
#include <QTest>

using namespace cosftp;
using namespace cosftp::localcos;
using End = RawAnswer::End;

/// What becomes of an object that stands already: copies, appending, restoring from the archive.
class TestCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesResetTheStorageClass();
    void copiesResetTheEncryption();
    void copyConditionsAllAnswer412_data();
    void copyConditionsAllAnswer412();
    void appendedObjectsHaveTheWholeChecksum();
    void archivedObjectsAreReadableAfterARestore();
};

void TestCopies::copiesResetTheStorageClass()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const QByteArray key = "a ?b%/中";
    QCOMPARE(
        client.put(key, "x", {{"x-cos-storage-class", "STANDARD_IA"}, {"x-cos-meta-mtime", "5"}})
            .status,
        200);
    QCOMPARE(client.get(key).header("x-cos-storage-class"), "STANDARD_IA");
    const RawAnswer copy = client.put("y", {}, {{"x-cos-copy-source", client.copySource(key)}});
    QCOMPARE(copy.status, 200);
    QCOMPARE(copy.header("transfer-encoding"), "chunked");
    QCOMPARE(copy.element("CRC64"), client.get(key).header("x-cos-hash-crc64ecma"));
    QVERIFY(!client.get("y").has("x-cos-storage-class"));
    QCOMPARE(client.get("y").header("x-cos-meta-mtime"), "5");
    QCOMPARE(client.put(key, {}, {{"x-cos-copy-source", client.copySource(key)}}).code(),
             "InvalidRequest");
    QCOMPARE(client.put("y", {}, {{"x-cos-copy-source", client.copySource("none")}}).code(),
             "NoSuchKey");
    QCOMPARE(client.put("y", {}, {{"x-cos-copy-source", "nonsense"}}).code(), "InvalidCopySource");
    QCOMPARE(fixture.blobCount(), 1);
}

void TestCopies::copiesResetTheEncryption()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const QByteArray name = "x-cos-server-side-encryption";
    QCOMPARE(client.put("a", "x", {{name, "AES256"}, {"x-cos-meta-mtime", "5"}}).status, 200);
    QCOMPARE(client.get("a").header(name), "AES256");
    const QByteArray source = client.copySource("a");
    QCOMPARE(client.put("plain", {}, {{"x-cos-copy-source", source}}).status, 200);
    QVERIFY(!client.get("plain").has(name));
    QCOMPARE(client.put("safe", {}, {{"x-cos-copy-source", source}, {name, "AES256"}}).status, 200);
    QCOMPARE(client.get("safe").header(name), "AES256");
    QCOMPARE(client.get("safe").header("x-cos-meta-mtime"), "5");
}

void TestCopies::copyConditionsAllAnswer412_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("match") << QByteArray("If-Match") << QByteArray("\"00\"");
    QTest::newRow("none match") << QByteArray("If-None-Match") << QByteArray("*");
    QTest::newRow("modified") << QByteArray("If-Modified-Since")
                              << QByteArray("Tue, 14 Nov 2090 22:13:20 GMT");
    QTest::newRow("unmodified") << QByteArray("If-Unmodified-Since")
                                << QByteArray("Tue, 14 Nov 2000 22:13:20 GMT");
}

void TestCopies::copyConditionsAllAnswer412()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("x", "x").status, 200);
    const RawAnswer copy = client.put(
        "y", {},
        {{"x-cos-copy-source", client.copySource("x")}, {"x-cos-copy-source-" + name, value}});
    QCOMPARE(copy.status, 412);
    QCOMPARE(client.get("y").status, 404);
}

void TestCopies::appendedObjectsHaveTheWholeChecksum()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    const auto append = [&](const QByteArray &position, const QByteArray &body) {
        return client.ask({"POST", "log", {{"append", ""}, {"position", position}}, {}, body});
    };
    QCOMPARE(append("0", "hello").header("x-cos-next-append-position"), "5");
    QCOMPARE(append("5", " world").header("x-cos-hash-crc64ecma"), "5981764153023615706");
    QCOMPARE(client.get("log").body, "hello world");
    QCOMPARE(client.get("log").header("x-cos-object-type"), "appendable");
    const RawAnswer wrong = append("3", "x");
    QCOMPARE(wrong.code(), "AppendPositionErr");
    QCOMPARE(wrong.header("x-cos-next-append-position"), "11");
    QCOMPARE(client.put("plain", "x").status, 200);
    QCOMPARE(client.ask({"POST", "plain", {{"append", ""}, {"position", "1"}}, {}, "x"}).code(),
             "ObjectNotAppendable");
}

void TestCopies::archivedObjectsAreReadableAfterARestore()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("x", "cold", {{"x-cos-storage-class", "ARCHIVE"}}).status, 200);
    const RawAnswer refused = client.get("x");
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.code(), "InvalidObjectState");
    QCOMPARE(refused.header("x-cos-storage-class"), "ARCHIVE");
    QCOMPARE(client.put("y", {}, {{"x-cos-copy-source", client.copySource("x")}}).code(),
             "InvalidObjectState");
    const RawRequest restore{
        "POST", "x", {{"restore", ""}}, {}, "<RestoreRequest><Days>1</Days></RestoreRequest>"};
    QCOMPARE(client.ask(restore).status, 202);
    QCOMPARE(client.get("x").body, "cold");
}

COSFTP_TEST(TestCopies)
#include "test_copies.moc"
