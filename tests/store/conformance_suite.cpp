// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conformance_suite.h"

#include "core/crc64.h"
#include "store/answer.h"
#include "store/object_reader.h"

#include <QTest>

namespace cosftp {

namespace {

QList<QByteArray> keysOf(const ListPage &page)
{
    QList<QByteArray> keys;
    for (const ObjectInfo &object : page.objects)
        keys += object.key;
    return keys;
}

struct Reading
{
    QByteArray content;
    Outcome outcome;
    bool isFinished = false;
};

}  // namespace

void StoreConformance::init()
{
    m_store = m_factory();
    m_context = std::make_unique<QObject>();
}

void StoreConformance::cleanup()
{
    m_context.reset();
    m_store.reset();
}

Result<StoredObject> StoreConformance::put(const QByteArray &key, const QByteArray &body,
                                           const ObjectAttributes &attributes, Replacing replacing)
{
    Answer<StoredObject> answer;
    store().put(key, body, attributes, m_context.get(), answer.handler(), replacing);
    return answer.wait();
}

Result<StoredObject> StoreConformance::copy(const CopyRequest &request)
{
    Answer<StoredObject> answer;
    store().copy(request, m_context.get(), answer.handler());
    return answer.wait();
}

Result<NamedValues> StoreConformance::access(const QByteArray &key)
{
    Answer<NamedValues> answer;
    store().access(key, m_context.get(), answer.handler());
    return answer.wait();
}

Result<ListPage> StoreConformance::list(const ListRequest &request)
{
    Answer<ListPage> answer;
    store().list(request, m_context.get(), answer.handler());
    return answer.wait();
}

Result<QByteArray> StoreConformance::readAll(const QByteArray &key, ByteRange range,
                                             const QByteArray &ifMatch)
{
    Reading reading;
    ObjectReader *reader = store().read(key, range, ifMatch, m_context.get());
    connect(reader, &ObjectReader::readyRead, reader, [reader, &reading] {
        char buffer[100'000];
        for (qint64 bytes = 1; bytes > 0;) {
            bytes = reader->read(buffer, sizeof buffer);
            reading.content.append(buffer, bytes);
        }
    });
    connect(reader, &ObjectReader::finished, reader, [&reading](const Outcome &outcome) {
        reading.isFinished = true;
        reading.outcome = outcome;
    });
    const bool isFinished = waitUntil([&] { return reading.isFinished; });
    delete reader;
    if (!isFinished || !reading.outcome)
        return reading.outcome.error();
    return reading.content;
}

Result<QByteArray> StoreConformance::initiate(const QByteArray &key,
                                              const ObjectAttributes &attributes)
{
    Answer<QByteArray> answer;
    store().initiateUpload(key, attributes, m_context.get(), answer.handler());
    return answer.wait();
}

Result<StoredPart> StoreConformance::putPart(const QByteArray &key, const QByteArray &id,
                                             int number, const QByteArray &body)
{
    Answer<StoredPart> answer;
    store().putPart(key, id, number, body, m_context.get(), answer.handler());
    return answer.wait();
}

Result<StoredObject> StoreConformance::complete(const QByteArray &key, const QByteArray &id,
                                                const QList<StoredPart> &parts, Replacing replacing)
{
    Answer<StoredObject> answer;
    store().completeUpload(key, id, parts, m_context.get(), answer.handler(), replacing);
    return answer.wait();
}

void StoreConformance::theBucketIsThere()
{
    Answer<Done> answer;
    store().headBucket(m_context.get(), answer.handler());
    REQUIRE(answer.wait());
}

void StoreConformance::everyNameComesBackAsItWasGiven_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("plain") << QByteArray("plain.txt");
    QTest::newRow("folder placeholder") << QByteArray("folder/");
    QTest::newRow("spaces") << QByteArray(" a  b /c ");
    QTest::newRow("plus") << QByteArray("a+b++c");
    QTest::newRow("percent") << QByteArray("100%/%41%2F%");
    QTest::newRow("hash") << QByteArray("a#b");
    QTest::newRow("question mark") << QByteArray("a?b=c&d");
    QTest::newRow("ampersand and angle brackets") << QByteArray("a&b<c>&amp;");
    QTest::newRow("quotes") << QByteArray("a'b\"c`d");
    QTest::newRow("Chinese") << QByteArray("文件夹/图片.jpg");
    QTest::newRow("emoji") << QByteArray("😀/👩‍👩‍👧.png");
    QTest::newRow("decomposed umlaut") << QByteArray("u\xCC\x88.txt");
    QTest::newRow("double slash") << QByteArray("a//b");
    QTest::newRow("dot segment") << QByteArray("a/./b");
    QTest::newRow("dot dot segment") << QByteArray("a/../b");
    QTest::newRow("ends in dot dot") << QByteArray("a/b/..");
    QTest::newRow("three dots") << QByteArray(".../...");
    QTest::newRow("backslash") << QByteArray("a\\b");
    QTest::newRow("colon, semicolon, comma") << QByteArray("C:;,=@!$*()[]{}|^~");
    QTest::newRow("850 bytes") << QByteArray(850, 'k');
    QTest::newRow("850 bytes in Chinese") << QByteArray("图").repeated(283) + 'x';
}

void StoreConformance::everyNameComesBackAsItWasGiven()
{
    QFETCH(QByteArray, key);
    REQUIRE(put(key, "content of " + key));
    Answer<ObjectInfo> info;
    store().head(key, m_context.get(), info.handler());
    REQUIRE(info.wait());
    QCOMPARE(info.wait()->key, key);
    const Result<QByteArray> content = readAll(key);
    REQUIRE(content);
    QCOMPARE(*content, "content of " + key);
    const Result<ListPage> page = list({key, {}, {}, 1000});
    REQUIRE(page);
    QCOMPARE(keysOf(*page), QList<QByteArray>{key});
    Answer<StoredObject> copied;
    store().copy({key, "copy", {}, {}}, m_context.get(), copied.handler());
    REQUIRE(copied.wait());
    Answer<QList<QByteArray>> left;
    store().removeMany({key}, m_context.get(), left.handler());
    REQUIRE(left.wait());
    const Result<ListPage> after = list({});
    REQUIRE(after);
    QCOMPARE(keysOf(*after), QList<QByteArray>{"copy"});
}

void StoreConformance::namesThatCannotBeAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char *key : {"", ".", "..", "/", "a/.."})
        QTest::addRow("\"%s\"", key) << QByteArray(key);
    QTest::newRow("851 bytes") << QByteArray(851, 'k');
}

void StoreConformance::namesThatCannotBeAreRefused()
{
    QFETCH(QByteArray, key);
    const Result<StoredObject> stored = put(key, "x");
    QVERIFY(!stored);
    QCOMPARE(stored.error().code, Failure::Code::NameNotAllowed);
    const Result<QByteArray> content = readAll(key);
    QVERIFY(!content);
    QCOMPARE(content.error().code, Failure::Code::NameNotAllowed);
}

void StoreConformance::whatIsStoredCanBeAskedFor()
{
    ObjectAttributes attributes;
    attributes.contentType = "text/x-test";
    attributes.metadata = {{"mtime", "1700000000"}};
    const QByteArray body = "hello world";
    Answer<StoredObject> stored;
    store().put("k", body, attributes, m_context.get(), stored.handler());
    REQUIRE(stored.wait());
    QCOMPARE(stored.wait()->crc64, std::optional(Crc64::of(body)));
    Answer<ObjectInfo> answer;
    store().head("k", m_context.get(), answer.handler());
    const Result<ObjectInfo> info = answer.wait();
    REQUIRE(info);
    QCOMPARE(info->sizeBytes, body.size());
    QCOMPARE(info->etag, stored.wait()->etag);
    QCOMPARE(info->contentType, attributes.contentType);
    QCOMPARE(info->metadata, attributes.metadata);
    QCOMPARE(info->storageClass, QByteArray("STANDARD"));
    QCOMPARE(info->crc64, std::optional(Crc64::of(body)));
    QVERIFY(info->lastModified.isValid());
}

void StoreConformance::aMissingObjectIsNotFound()
{
    Answer<ObjectInfo> info;
    store().head("none", m_context.get(), info.handler());
    QCOMPARE(info.wait().error().code, Failure::Code::NotFound);
    QCOMPARE(readAll("none").error().code, Failure::Code::NotFound);
    Answer<StoredObject> copied;
    store().copy({"none", "target", {}, {}}, m_context.get(), copied.handler());
    QCOMPARE(copied.wait().error().code, Failure::Code::NotFound);
}

void StoreConformance::anEmptyObjectIsAnObject()
{
    REQUIRE(put("empty", {}));
    const Result<QByteArray> content = readAll("empty");
    REQUIRE(content);
    QVERIFY(content->isEmpty());
}

void StoreConformance::aSecondPutReplacesTheFirst()
{
    REQUIRE(put("k", "first"));
    REQUIRE(put("k", "second one"));
    QCOMPARE(*readAll("k"), QByteArray("second one"));
}

void StoreConformance::removingTwiceSucceeds()
{
    REQUIRE(put("k", "x"));
    for (int i = 0; i < 2; ++i) {
        Answer<Done> removed;
        store().remove("k", m_context.get(), removed.handler());
        REQUIRE(removed.wait());
    }
    QCOMPARE(readAll("k").error().code, Failure::Code::NotFound);
}

void StoreConformance::manyAreRemovedAtOnce()
{
    QList<QByteArray> keys;
    for (int i = 0; i < 50; ++i) {
        keys += "many/" + QByteArray::number(i) + " & <";
        REQUIRE(put(keys.last(), "x"));
    }
    REQUIRE(put("other", "x"));
    Answer<QList<QByteArray>> left;
    store().removeMany(keys + QList<QByteArray>{"never was"}, m_context.get(), left.handler());
    REQUIRE(left.wait());
    QCOMPARE(*left.wait(), QList<QByteArray>());
    QCOMPARE(keysOf(*list({})), QList<QByteArray>{"other"});
}

void StoreConformance::aListingComesInPages()
{
    QList<QByteArray> keys;
    for (int i = 10; i < 35; ++i) {
        keys += "p/" + QByteArray::number(i);
        REQUIRE(put(keys.last(), QByteArray(i, 'x')));
    }
    QList<QByteArray> found;
    ListRequest request{"p/", {}, {}, 10};
    for (int pages = 1;; ++pages) {
        const Result<ListPage> page = list(request);
        REQUIRE(page);
        found += keysOf(*page);
        request.marker = page->nextMarker;
        if (!page->isTruncated) {
            QCOMPARE(pages, 3);
            break;
        }
        QVERIFY(!page->nextMarker.isEmpty());
    }
    QCOMPARE(found, keys);
}

void StoreConformance::aListingFoldsFolders()
{
    for (const char *key : {"a", "d/1", "d/2", "d e+/1", "d/sub/1", "图/1", "z"})
        REQUIRE(put(key, "x"));
    const Result<ListPage> top = list({{}, "/", {}, 1000});
    REQUIRE(top);
    QCOMPARE(keysOf(*top), (QList<QByteArray>{"a", "z"}));
    QCOMPARE(top->commonPrefixes, (QList<QByteArray>{"d e+/", "d/", "图/"}));
    const Result<ListPage> inside = list({"d/", "/", {}, 1000});
    REQUIRE(inside);
    QCOMPARE(keysOf(*inside), (QList<QByteArray>{"d/1", "d/2"}));
    QCOMPARE(inside->commonPrefixes, QList<QByteArray>{"d/sub/"});
    const Result<ListPage> after = list({{}, "/", "d/", 1000});
    REQUIRE(after);
    QCOMPARE(after->commonPrefixes, QList<QByteArray>{"图/"});
}

void StoreConformance::aCopyEqualsItsSource()
{
    const QByteArray body(3'000'000, 'c');
    const Result<StoredObject> source = put("source", body);
    REQUIRE(source);
    Answer<StoredObject> copied;
    store().copy({"source", "target ?#", source->etag, {}}, m_context.get(), copied.handler());
    REQUIRE(copied.wait());
    const Result<QByteArray> content = readAll("target ?#");
    REQUIRE(content);
    QVERIFY(*content == body);
}

void StoreConformance::aCopyOfAnotherVersionIsRefused()
{
    const Result<StoredObject> old = put("source", "old");
    REQUIRE(old);
    REQUIRE(put("source", "new"));
    Answer<StoredObject> copied;
    store().copy({"source", "target", old->etag, {}}, m_context.get(), copied.handler());
    QCOMPARE(copied.wait().error().code, Failure::Code::Changed);
    QCOMPARE(readAll("target").error().code, Failure::Code::NotFound);
}

void StoreConformance::rangesAreRead_data()
{
    QTest::addColumn<ByteRange>("range");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("whole") << ByteRange{0, -1} << QByteArray("0123456789");
    QTest::newRow("from the middle") << ByteRange{4, -1} << QByteArray("456789");
    QTest::newRow("middle") << ByteRange{4, 3} << QByteArray("456");
    QTest::newRow("first byte") << ByteRange{0, 1} << QByteArray("0");
    QTest::newRow("last byte") << ByteRange{9, 1} << QByteArray("9");
    QTest::newRow("beyond the end") << ByteRange{8, 100} << QByteArray("89");
    QTest::newRow("more than all") << ByteRange{0, 100} << QByteArray("0123456789");
}

void StoreConformance::rangesAreRead()
{
    QFETCH(ByteRange, range);
    QFETCH(QByteArray, content);
    REQUIRE(put("k", "0123456789"));
    const Result<QByteArray> read = readAll("k", range);
    REQUIRE(read);
    QCOMPARE(*read, content);
}

void StoreConformance::aRangeBehindTheEndIsNotPossible()
{
    REQUIRE(put("k", "0123456789"));
    QCOMPARE(readAll("k", {10, -1}).error().code, Failure::Code::RangeNotPossible);
}

void StoreConformance::readingIsPinnedToAVersion()
{
    const Result<StoredObject> old = put("k", "old");
    REQUIRE(old);
    REQUIRE(readAll("k", {}, old->etag));
    REQUIRE(put("k", "new"));
    QCOMPARE(readAll("k", {}, old->etag).error().code, Failure::Code::Changed);
    QCOMPARE(readAll("k", {1, -1}, old->etag).error().code, Failure::Code::Changed);
}

void StoreConformance::answersComeLaterAndOnce()
{
    Answer<StoredObject> good;
    Answer<StoredObject> bad;
    store().put("k", "x", {}, m_context.get(), good.handler());
    store().put("", "x", {}, m_context.get(), bad.handler());
    QCOMPARE(good.count() + bad.count(), 0);
    REQUIRE(good.wait());
    QVERIFY(!bad.wait());
    REQUIRE(put("later", "x"));
    QCOMPARE(good.count(), 1);
    QCOMPARE(bad.count(), 1);
}

void StoreConformance::aDeadContextIsNotAnswered()
{
    Answer<ListPage> answer;
    auto context = std::make_unique<QObject>();
    store().list({}, context.get(), answer.handler());
    context.reset();
    REQUIRE(put("k", "x"));
    QCOMPARE(answer.count(), 0);
}

}  // namespace cosftp
