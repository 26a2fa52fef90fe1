// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/blobs.h"
#include "localcos/index.h"
#include "localcos/server_fixture.h"
#include "support/test_main.h"

#include <QCryptographicHash>
#include <QTest>

using namespace cosftp;
using namespace cosftp::localcos;

class TestListing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreInByteOrder();
    void pagesMeetWithoutGapOrRepeat_data();
    void pagesMeetWithoutGapOrRepeat();
    void aMarkerThatIsAPrefixSkipsWhatIsBelow();
    void thePlaceholderIsAnEntryOfItsOwnFolder();
    void badParametersAre400_data();
    void badParametersAre400();
    void encodedListingsKeepTheSlash();
    void xmlIsEscaped();
    void freshObjectsHideForTheListingDelay();
    void bucketsAreListedAndMissed();
    void manyKeysAreDeletedAtOnce();
    void aHugeFolderFoldsFast();
};

namespace {

RawAnswer list(const RawClient &client, const NamedValues &query)
{
    return client.ask({"GET", {}, query, {}, {}});
}

}  // namespace

void TestListing::keysAreInByteOrder()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    for (const char *key : {"b", "a/1", "a", "a-b", "B", "\xe4\xb8\xad", "~", "a0"})
        QCOMPARE(client.put(key, "x").status, 200);
    const QList<QByteArray> sorted{"B", "a", "a-b", "a/1", "a0", "b", "~", "\xe4\xb8\xad"};
    QCOMPARE(list(client, {}).elements("Key"), sorted);
}

void TestListing::pagesMeetWithoutGapOrRepeat_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {1, 2, 3, 4, 5, 6, 1000})
        QTest::addRow("%d per page", size) << size;
}

void TestListing::pagesMeetWithoutGapOrRepeat()
{
    QFETCH(int, size);
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    for (const char *key : {"p/a/1", "p/a/2", "p/b", "p/c/", "p/c/1", "p/d", "q"})
        QCOMPARE(client.put(key, "x").status, 200);
    QList<QByteArray> keys;
    QList<QByteArray> prefixes;
    QByteArray marker;
    for (int page = 0; page < 10; ++page) {
        const RawAnswer answer = list(client, {{"prefix", "p/"},
                                               {"delimiter", "/"},
                                               {"max-keys", QByteArray::number(size)},
                                               {"marker", marker}});
        keys += answer.elements("Key");
        prefixes += answer.elements("Prefix").mid(1);  // the first is the request's own
        QVERIFY(answer.elements("Key").size() + answer.elements("Prefix").size() - 1 <= size);
        QCOMPARE(answer.element("NextMarker").isEmpty(), answer.element("IsTruncated") == "false");
        marker = answer.element("NextMarker");
        if (marker.isEmpty())
            break;
    }
    QCOMPARE(keys, (QList<QByteArray>{"p/b", "p/d"}));
    QCOMPARE(prefixes, (QList<QByteArray>{"p/a/", "p/c/"}));
}

void TestListing::aMarkerThatIsAPrefixSkipsWhatIsBelow()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    for (const char *key : {"a/1", "a/2", "b"})
        QCOMPARE(client.put(key, "x").status, 200);
    const RawAnswer folded = list(client, {{"delimiter", "/"}, {"marker", "a/"}});
    QCOMPARE(folded.elements("Key"), QList<QByteArray>{"b"});
    QVERIFY(!folded.body.contains("CommonPrefixes"));
    const RawAnswer flat = list(client, {{"marker", "a/"}});
    QCOMPARE(flat.elements("Key").size(), 3);
}

void TestListing::thePlaceholderIsAnEntryOfItsOwnFolder()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("dir/", {}).status, 200);
    QCOMPARE(list(client, {{"prefix", "dir/"}, {"delimiter", "/"}}).elements("Key"),
             QList<QByteArray>{"dir/"});
    QCOMPARE(list(client, {{"delimiter", "/"}}).elements("Prefix").last(), "dir/");
}

void TestListing::badParametersAre400_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("two delimiters")
        << QByteArray("delimiter") << QByteArray("//") << QByteArray("InvalidDelimiter");
    QTest::newRow("no number") << QByteArray("max-keys") << QByteArray("x")
                               << QByteArray("InvalidArgument");
    QTest::newRow("negative") << QByteArray("max-keys") << QByteArray("-1")
                              << QByteArray("InvalidArgument");
    QTest::newRow("zero") << QByteArray("max-keys") << QByteArray("0")
                          << QByteArray("InvalidArgument");
    QTest::newRow("encoding") << QByteArray("encoding-type") << QByteArray("base64")
                              << QByteArray("InvalidArgument");
}

void TestListing::badParametersAre400()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, code);
    const ServerFixture fixture;
    const RawAnswer answer = list(fixture.client(), {{name, value}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
}

void TestListing::encodedListingsKeepTheSlash()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a b/c+d", "x").status, 200);
    const RawAnswer answer = list(client, {{"encoding-type", "url"}, {"prefix", "a b/"}});
    QCOMPARE(answer.element("Key"), "a%20b/c%2Bd");
    QCOMPARE(answer.element("Prefix"), "a%20b/");
    QCOMPARE(answer.element("EncodingType"), "url");
}

void TestListing::xmlIsEscaped()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a<&>\"b", "x").status, 200);
    const RawAnswer answer = list(client, {});
    QCOMPARE(answer.element("Key"), "a&lt;&amp;&gt;&quot;b");
    QVERIFY(answer.element("ETag").startsWith("&quot;"));
    QCOMPARE(answer.element("ID"), "1250000000");
    QCOMPARE(answer.element("StorageClass"), "STANDARD");
}

void TestListing::freshObjectsHideForTheListingDelay()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    fixture.faults().setListingDelay(std::chrono::hours(1));
    QCOMPARE(client.put("fresh", "x").status, 200);
    QVERIFY(list(client, {}).elements("Key").isEmpty());
    QCOMPARE(client.get("fresh").status, 200);
    fixture.faults().setListingDelay(std::chrono::milliseconds(0));
    QCOMPARE(list(client, {}).elements("Key"), QList<QByteArray>{"fresh"});
}

void TestListing::bucketsAreListedAndMissed()
{
    ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.ask({"HEAD", {}, {}, {}, {}}).header("x-cos-bucket-region"), "local");
    const RawClient other(client.port(), "other-1250000000", testId, testSecret);
    QCOMPARE(other.ask({"HEAD", {}, {}, {}, {}}).status, 404);
    QCOMPARE(list(other, {}).code(), "NoSuchBucket");
    QCOMPARE(fixture.server().counters().headBucket, 2);
    QCOMPARE(fixture.server().counters().list, 1);
}

void TestListing::manyKeysAreDeletedAtOnce()
{
    const ServerFixture fixture;
    const RawClient client = fixture.client();
    QCOMPARE(client.put("a&b", "x").status, 200);
    const auto remove = [&](const QByteArray &xml, bool hasDigest) {
        NamedValues headers;
        if (hasDigest)
            headers += NamedValue{
                "Content-MD5", QCryptographicHash::hash(xml, QCryptographicHash::Md5).toBase64()};
        return client.ask({"POST", {}, {{"delete", ""}}, headers, xml});
    };
    const QByteArray xml = "<Delete><Object><Key>a&amp;b</Key></Object>"
                           "<Object><Key>none</Key></Object></Delete>";
    QCOMPARE(remove(xml, false).code(), "InvalidRequest");
    QCOMPARE(client.get("a&b").status, 200);
    QCOMPARE(remove(xml, true).elements("Key"), (QList<QByteArray>{"a&amp;b", "none"}));
    QCOMPARE(client.get("a&b").status, 404);
    const QByteArray quiet = "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>";
    QCOMPARE(remove(quiet, true).body, "<DeleteResult/>");
    QCOMPARE(remove("<Delete><Object>", true).code(), "MalformedXML");
    const QByteArray object = "<Object><Key>a</Key></Object>";
    QCOMPARE(remove("<Delete>" + object.repeated(1001) + "</Delete>", true).code(), "MalformedXML");
}

// Straight at the index: 100000 keys below one folder must cost one seek, not a scan.
void TestListing::aHugeFolderFoldsFast()
{
    const QTemporaryDir folder;
    Blobs blobs;
    QVERIFY(blobs.open(folder.filePath(QStringLiteral("blobs")), false));
    const QString file = folder.filePath(QStringLiteral("index"));
    {
        Database database;
        Index made;
        QVERIFY(made.open(file, false, blobs));
        QVERIFY(made.addBucket(testBucket, 1));
        QVERIFY(database.open(file, false));
        database.run(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)"
            " INSERT INTO object SELECT 1, CAST(printf('a/%06d', i) AS BLOB), 0, 0, x'', 0,"
            " 0, x'', 0, 0, 0, x'', x'' FROM n");
        QVERIFY(!database.hasFailed());
    }
    Index index;
    QVERIFY(index.open(file, false, blobs));
    ListQuery query;
    query.bucket = testBucket;
    query.delimiter = "/";
    QElapsedTimer timer;
    timer.start();
    for (int round = 0; round < 1000; ++round)
        QCOMPARE(index.list(query)->commonPrefixes, QList<QByteArray>{"a/"});
    QVERIFY2(timer.elapsed() < 20000, qPrintable(QString::number(timer.elapsed())));
}

COSFTP_TEST(TestListing)
#include "test_listing.moc"
