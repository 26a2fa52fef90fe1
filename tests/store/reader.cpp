// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/answer.h"
#include "store/object_reader.h"
#include "store/store_bench.h"
#include "support/test_main.h"

#include <QTest>

using namespace cosftp;
using namespace std::chrono_literals;
using End = Reaction::End;

namespace {

/// Reads everything as it comes, unless told to wait.
class Sink : public QObject
{
public:
    explicit Sink(ObjectReader *reader) : m_reader(reader)
    {
        connect(reader, &ObjectReader::opened, this, [this] { isOpened = true; });
        connect(reader, &ObjectReader::readyRead, this, [this] { drain(); });
        connect(reader, &ObjectReader::finished, this, [this](const Outcome &result) {
            ++finishedCount;
            outcome = result;
        });
    }

    void drain()
    {
        char buffer[10'000];
        qint64 bytes = 0;
        while (!isPaused && (bytes = m_reader->read(buffer, sizeof buffer)) > 0)
            content.append(buffer, bytes);
    }

    bool isOpened = false;
    bool isPaused = false;
    int finishedCount = 0;
    QByteArray content;
    Outcome outcome;

private:
    ObjectReader *m_reader;
};

Reaction objectAnswer(const QByteArray &content)
{
    return answerOf(200, content,
                    {{"ETag", "\"e\""},
                     {"x-cos-hash-crc64ecma", "7"},
                     {"x-cos-meta-Mtime", "5"},
                     {"Last-Modified", "Mon, 06 May 2024 07:08:09 GMT"}});
}

QByteArray pattern(int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 253);
    return bytes;
}

}  // namespace

class TestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversAWholeObject_data();
    void deliversAWholeObject();
    void asksForARangeOfOneVersion();
    void triesAgainBeforeTheFirstByte();
    void aMissingObjectIsNoStream();
    void anotherRangeThanAskedForIsNoStream();
    void aBodyThatEndsEarlyIsNeverSuccess_data();
    void aBodyThatEndsEarlyIsNeverSuccess();
    void whatIsNotReadStaysInTheNetwork();
    void aSlowReaderIsNoSilentStore();
    void aStoreThatFallsSilentInTheBodyIsATimeout();
    void aDestroyedReaderGivesItsSlotBack();
};

void TestReader::deliversAWholeObject_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 5'000, 131'072, 131'073, 3'000'000})
        QTest::newRow(QByteArray::number(size).constData()) << size;
}

void TestReader::deliversAWholeObject()
{
    QFETCH(int, size);
    StoreBench bench;
    const QByteArray content = pattern(size);
    bench.server.reactions = {objectAnswer(content)};
    ObjectReader *reader = bench.store().read("a/k", {}, {}, &bench.context);
    Sink sink(reader);
    QVERIFY(!sink.isOpened);
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    REQUIRE(sink.outcome);
    QVERIFY(sink.isOpened);
    QVERIFY(sink.content == content);
    QCOMPARE(reader->bytesDelivered(), size);
    QCOMPARE(reader->info().sizeBytes, size);
    QCOMPARE(reader->info().etag, QByteArray("\"e\""));
    QCOMPARE(reader->info().crc64, std::optional(quint64{7}));
    QCOMPARE(reader->info().metadata, (NamedValues{{"mtime", "5"}}));
    QCOMPARE(bench.server.seen.first().header("range"), QByteArray());
    QTRY_COMPARE(bench.http.callsInFlight(), 0);
}

void TestReader::asksForARangeOfOneVersion()
{
    StoreBench bench;
    bench.server.reactions = {
        answerOf(206, "56789", {{"Content-Range", "bytes 5-9/20"}, {"ETag", "\"e\""}})};
    ObjectReader *reader = bench.store().read("k", {5, 5}, "\"e\"", &bench.context);
    Sink sink(reader);
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    REQUIRE(sink.outcome);
    QCOMPARE(sink.content, QByteArray("56789"));
    QCOMPARE(reader->info().sizeBytes, 20);
    QCOMPARE(bench.server.seen.first().header("range"), QByteArray("bytes=5-9"));
    QCOMPARE(bench.server.seen.first().header("if-match"), QByteArray("\"e\""));
}

void TestReader::triesAgainBeforeTheFirstByte()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(503, "SlowDown"), errorOf(500, "InternalError"),
                              objectAnswer("abc")};
    Sink sink(bench.store().read("k", {}, {}, &bench.context));
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    REQUIRE(sink.outcome);
    QCOMPARE(sink.content, QByteArray("abc"));
    QCOMPARE(bench.server.seen.size(), 3);
}

void TestReader::aMissingObjectIsNoStream()
{
    StoreBench bench;
    bench.server.reactions = {errorOf(404, "NoSuchKey")};
    Sink sink(bench.store().read("k", {}, {}, &bench.context));
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    QVERIFY(!sink.isOpened);
    QCOMPARE(sink.outcome.error().code, Failure::Code::NotFound);
    bench.server.reactions = {errorOf(412, "PreconditionFailed")};
    Sink changed(bench.store().read("k", {}, "\"old\"", &bench.context));
    QVERIFY(waitUntil([&] { return changed.finishedCount > 0; }));
    QCOMPARE(changed.outcome.error().code, Failure::Code::Changed);
}

void TestReader::anotherRangeThanAskedForIsNoStream()
{
    StoreBench bench;
    bench.server.otherwise = [](const SeenRequest &) { return objectAnswer("0123456789"); };
    Sink sink(bench.store().read("k", {5, -1}, {}, &bench.context));
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    QVERIFY(!sink.isOpened);
    QVERIFY(!sink.outcome);
    QCOMPARE(bench.server.seen.size(), 4);
}

void TestReader::aBodyThatEndsEarlyIsNeverSuccess_data()
{
    QTest::addColumn<int>("announced");
    QTest::addColumn<int>("sent");
    QTest::addColumn<bool>("isReset");
    for (const bool isReset : {false, true}) {
        const QByteArray how = isReset ? " reset" : " closed";
        QTest::newRow(("small" + how).constData()) << 1'000 << 999 << isReset;
        QTest::newRow(("beyond the small-body path" + how).constData())
            << 200'000 << 199'999 << isReset;
        QTest::newRow(("large" + how).constData()) << 4'000'000 << 2'500'000 << isReset;
        QTest::newRow(("nothing of it" + how).constData()) << 1'000 << 0 << isReset;
    }
}

void TestReader::aBodyThatEndsEarlyIsNeverSuccess()
{
    QFETCH(int, announced);
    QFETCH(int, sent);
    QFETCH(bool, isReset);
    const QByteArray content = pattern(announced);
    for (int round = 0; round < 20; ++round) {  // Qt's false successes come now and then
        StoreBench bench;
        Reaction cut = objectAnswer(content);
        cut.bytes.chop(announced - sent);
        cut.end = isReset ? End::Reset : End::Close;
        bench.server.otherwise = [cut](const SeenRequest &) { return cut; };
        ObjectReader *reader = bench.store().read("k", {}, {}, &bench.context);
        Sink sink(reader);
        QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
        QVERIFY(!sink.outcome);
        QVERIFY(sink.outcome.error().retryable);
        QCOMPARE(reader->bytesDelivered(), sink.content.size());
        QVERIFY(content.startsWith(sink.content));
    }
}

void TestReader::whatIsNotReadStaysInTheNetwork()
{
    StoreBench bench;
    const QByteArray content = pattern(30'000'000);
    bench.server.reactions = {objectAnswer(content)};
    ObjectReader *reader = bench.store().read("k", {}, {}, &bench.context);
    Sink sink(reader);
    sink.isPaused = true;
    QTRY_VERIFY(sink.isOpened);
    // Without a bound all of it would be taken in far less than this time.
    QVERIFY(!QTest::qWaitFor([&] { return bench.server.bytesUnsent() < 10'000'000; }, 500));
    QCOMPARE(sink.finishedCount, 0);
    sink.isPaused = false;
    sink.drain();
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    REQUIRE(sink.outcome);
    QVERIFY(sink.content == content);
}

void TestReader::aSlowReaderIsNoSilentStore()
{
    StoreBench bench;
    bench.options.bulkSilence = 1s;
    const QByteArray content = pattern(5'000'000);
    bench.server.reactions = {objectAnswer(content)};
    Sink sink(bench.store().read("k", {}, {}, &bench.context));
    sink.isPaused = true;
    QTRY_VERIFY(sink.isOpened);
    QVERIFY(!QTest::qWaitFor([&] { return sink.finishedCount > 0; }, 2500));
    sink.isPaused = false;
    sink.drain();
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    REQUIRE(sink.outcome);
    QVERIFY(sink.content == content);
}

void TestReader::aStoreThatFallsSilentInTheBodyIsATimeout()
{
    StoreBench bench;
    bench.options.bulkSilence = 1s;
    Reaction cut = objectAnswer(pattern(500'000));
    cut.bytes.chop(100'000);
    bench.server.reactions = {cut};
    ObjectReader *reader = bench.store().read("k", {}, {}, &bench.context);
    Sink sink(reader);
    QVERIFY(waitUntil([&] { return sink.finishedCount > 0; }));
    QCOMPARE(sink.outcome.error().code, Failure::Code::Timeout);
    QCOMPARE(reader->bytesDelivered(), 400'000);
}

void TestReader::aDestroyedReaderGivesItsSlotBack()
{
    StoreBench bench;
    bench.server.reactions = {objectAnswer(pattern(30'000'000))};
    ObjectReader *reader = bench.store().read("k", {}, {}, &bench.context);
    Sink sink(reader);
    sink.isPaused = true;
    QTRY_VERIFY(sink.isOpened);
    QCOMPARE(bench.http.callsInFlight(), 1);
    delete reader;
    QCOMPARE(bench.http.callsInFlight(), 0);
    QTRY_COMPARE(bench.server.connectionsClosed, 1);
}

COSFTP_TEST(TestReader)
#include "reader.moc"
