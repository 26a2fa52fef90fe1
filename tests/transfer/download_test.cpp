// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_store.h"
#include "support/test_main.h"
#include "transfer/download.h"

#include <QTest>

#include <optional>

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

QByteArray patternOf(qint64 sizeBytes)
{
    QByteArray bytes(sizeBytes, Qt::Uninitialized);
    quint32 seed = 7;
    for (char &byte : bytes) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<char>(seed >> 24U);
    }
    return bytes;
}

/// Takes everything that comes, unless told to stop.
class Sink final : public QObject
{
public:
    Sink(FakeStore &store, const QByteArray &key, qint64 offset)
        : download(std::make_unique<Download>(store, key, offset, nullptr))
    {
        connect(download.get(), &Download::opened, this, [this] { ++openedCount; });
        connect(download.get(), &Download::readyRead, this, [this] { drain(); });
        connect(download.get(), &Download::finished, this, [this](const Outcome &result) {
            ++finishedCount;
            outcome = result;
        });
        download->start();
    }
    void drain()
    {
        if (isStopped)
            return;
        std::array<char, 30'000> buffer{};
        while (const qint64 bytes = download->read(buffer.data(), buffer.size()))
            received.append(buffer.data(), bytes);
    }

    std::unique_ptr<Download> download;
    QByteArray received;
    bool isStopped = false;
    int openedCount = 0;
    int finishedCount = 0;
    std::optional<Outcome> outcome;
};

}  // namespace

class DownloadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversFromTheOffsetToTheEnd_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("requests");
        QTest::newRow("empty") << 0LL << 0LL << 1;
        QTest::newRow("one byte") << 1LL << 0LL << 1;
        QTest::newRow("whole") << 1'000'000LL << 0LL << 1;
        QTest::newRow("from the middle") << 1'000'000LL << 500'001LL << 1;
        QTest::newRow("last byte") << 1'000'000LL << 999'999LL << 1;
        QTest::newRow("from the end") << 1'000'000LL << 1'000'000LL << 2;
    }
    void deliversFromTheOffsetToTheEnd()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const qint64, offset);
        FakeStore store;
        const QByteArray content = patternOf(sizeBytes);
        store.addObject("a", content);
        Sink sink(store, "a", offset);
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content.mid(offset));
        QCOMPARE(sink.openedCount, 1);
        QCOMPARE(sink.finishedCount, 1);
        QCOMPARE(sink.download->expectedBytes(), sizeBytes - offset);
        QCOMPARE(sink.download->bytesDelivered(), sizeBytes - offset);
        QCOMPARE(sink.download->info().sizeBytes, sizeBytes);
        QTEST(store.requests(), "requests");
    }

    void anOffsetBehindTheEndIsNotPossible_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<qint64>("offset");
        QTest::newRow("one byte behind") << 10LL << 11LL;
        QTest::newRow("behind an empty object") << 0LL << 1LL;
    }
    void anOffsetBehindTheEndIsNotPossible()
    {
        QFETCH(const qint64, sizeBytes);
        QFETCH(const qint64, offset);
        FakeStore store;
        store.addObject("a", patternOf(sizeBytes));
        Sink sink(store, "a", offset);
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, Code::RangeNotPossible);
        QCOMPARE(sink.openedCount, 0);
    }

    void aBodyThatBreaksGoesOnAtTheRightByte_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<QList<qint64>>("cuts");
        QTest::newRow("before the first byte") << 0LL << QList<qint64>{0};
        QTest::newRow("in the middle") << 0LL << QList<qint64>{300'000};
        QTest::newRow("before the last byte") << 0LL << QList<qint64>{999'999};
        QTest::newRow("with an offset") << 1000LL << QList<qint64>{123'456};
        QTest::newRow("eight times with progress")
            << 0LL << QList<qint64>{100'000, 1, 100'000, 7, 100'000, 9, 100'000, 100'000};
    }
    void aBodyThatBreaksGoesOnAtTheRightByte()
    {
        QFETCH(const qint64, offset);
        QFETCH(const QList<qint64>, cuts);
        FakeStore store;
        const QByteArray content = patternOf(1'000'000);
        store.addObject("a", content);
        for (int nth = 1; nth <= cuts.size(); ++nth)
            store.cutRead(nth, cuts.at(nth - 1));
        Sink sink(store, "a", offset);
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content.mid(offset));
        QCOMPARE(sink.openedCount, 1);
    }

    void fiveBreaksWithoutProgressAreEnough()
    {
        FakeStore store;
        store.addObject("a", patternOf(1000));
        for (int nth = 1; nth <= 7; ++nth)
            store.cutRead(nth, 0);
        Sink sink(store, "a", 0);
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QCOMPARE(sink.outcome->error().code, Code::Network);
        QCOMPARE(store.requests(Verb::Read), 6);
    }

    void aBodyThatBreaksAfterEveryFewBytesIsGivenUp()
    {
        FakeStore store;
        const QByteArray content = patternOf(5'000'000);
        store.addObject("a", content);
        for (int nth = 1; nth <= 1000; ++nth)
            store.cutRead(nth, 60'000);
        Sink sink(store, "a", 0);
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QCOMPARE(sink.outcome->error().code, Code::Network);
        QVERIFY(sink.received.size() > 100'000 && content.startsWith(sink.received));
        QVERIFY2(store.requests(Verb::Read) <= 40,
                 QByteArray::number(store.requests(Verb::Read)).constData());
    }

    void anObjectReplacedInBetweenIsNeverMixed()
    {
        FakeStore store;
        store.addObject("a", patternOf(1'000'000));
        store.cutRead(1, 300'000);
        Sink sink(store, "a", 0);
        QTRY_VERIFY(sink.received.size() > 100'000);
        store.addObject("a", QByteArray(1'000'000, 'n'));
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, Code::Changed);
        QVERIFY(patternOf(1'000'000).startsWith(sink.received));
    }

    void aChangedByteIsNoticed()
    {
        FakeStore store;
        store.addObject("a", patternOf(1'000'000));
        store.corruptRead(1, 500'000);
        Sink sink(store, "a", 0);
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, Code::Corrupt);
    }

    void objectsWithoutAChecksumAreDelivered()
    {
        FakeStore store;
        store.dropCrc(true);
        store.addObject("a", patternOf(1000));
        Sink sink(store, "a", 0);
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.outcome->has_value());
    }

    void aRefusalBeforeTheFirstByteIsFinal_data()
    {
        QTest::addColumn<Failure::Code>("code");
        QTest::newRow("denied") << Code::Denied;
        QTest::newRow("archived") << Code::Archived;
        QTest::newRow("busy after the store's own retries") << Code::Busy;
    }
    void aRefusalBeforeTheFirstByteIsFinal()
    {
        QFETCH(const Failure::Code, code);
        FakeStore store;
        store.addObject("a", "x");
        store.fail(Verb::Read, 1, Failure::of(code));
        Sink sink(store, "a", 0);
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, code);
        QCOMPARE(sink.openedCount, 0);
        QCOMPARE(store.requests(), 1);
    }

    void aMissingObjectIsNotFound()
    {
        FakeStore store;
        Sink sink(store, "a", 5);
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, Code::NotFound);
    }

    void whatIsNotReadStaysInTheStore()
    {
        FakeStore store;
        store.addObject("a", patternOf(4'000'000));
        Sink sink(store, "a", 0);
        sink.isStopped = true;
        QTRY_COMPARE(sink.openedCount, 1);
        for (int round = 0; round < 1000; ++round)
            QCoreApplication::processEvents();
        QCOMPARE(store.bytesRead(), 0);
        QVERIFY(!sink.outcome.has_value());
        sink.isStopped = false;
        sink.drain();
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.received == patternOf(4'000'000));
    }

    void aClientThatVanishesAtAnyStepEndsTheRequest_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("opening") << 0;
        QTest::newRow("streaming") << 1;
        QTest::newRow("pausing before going on") << 2;
    }
    void aClientThatVanishesAtAnyStepEndsTheRequest()
    {
        QFETCH(const int, step);
        FakeStore store;
        store.addObject("a", patternOf(1'000'000));
        if (step == 0)
            store.hold(Verb::Read);
        if (step == 2)
            store.cutRead(1, 100'000);
        Sink sink(store, "a", 0);
        if (step == 1) {
            connect(
                sink.download.get(), &Download::readyRead, &sink,
                [&sink] { sink.download.reset(); }, Qt::QueuedConnection);
            QTRY_VERIFY(sink.download == nullptr);
            QVERIFY(sink.received.size() > 0 && sink.received.size() < 1'000'000);
        }
        if (step == 2) {
            QTRY_VERIFY(sink.received.size() >= 50'000);
            QTRY_COMPARE(store.waiting(Verb::Read), 0);
        }
        sink.download.reset();
        store.releaseAll();
        for (int round = 0; round < 100; ++round)
            QCoreApplication::processEvents();
        QCOMPARE(store.requests(Verb::Read), 1);
        QVERIFY(!sink.outcome.has_value());
    }

    void aStoreThatVanishesEndsTheDownload()
    {
        FakeStore store;
        store.addObject("a", patternOf(1'000'000));
        store.cutRead(1, 200'000);
        Sink sink(store, "a", 0);
        QTRY_VERIFY(sink.received.size() >= 50'000);
        store.vanish();
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QCOMPARE(sink.outcome->error().code, Code::Network);
        QVERIFY(patternOf(1'000'000).startsWith(sink.received));
    }
};

COSFTP_TEST(DownloadTest)
#include "download_test.moc"
