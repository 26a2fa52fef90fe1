// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges ahead of the reader: a store far away, memory that others want, objects that change.
#include "support/fake_store.h"
#include "support/test_main.h"
#include "transfer/download.h"

#include <QTest>

#include <array>
#include <optional>

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

constexpr qint64 mib = 1024 * 1024;
constexpr qint64 budgetBytes = 32 * mib;  // makes ranges of 1 MiB, the first one of 2
constexpr qint64 objectBytes = 24 * mib + 4321;

const QByteArray &content()
{
    static const QByteArray bytes = [] {
        QByteArray made(objectBytes, Qt::Uninitialized);
        quint32 seed = 11;
        for (char &byte : made) {
            seed = seed * 1664525U + 1013904223U;
            byte = static_cast<char>(seed >> 24U);
        }
        return made;
    }();
    return bytes;
}

Failure busy()
{
    Failure failure = Failure::of(Code::Busy);
    failure.retryable = true;
    failure.httpStatus = 503;
    return failure;
}

/// Takes everything that comes, unless told to stop.
class Sink final : public QObject
{
public:
    explicit Sink(FakeStore &store, qint64 offset = 0)
        : download(std::make_unique<Download>(store, DownloadRequest{"a", offset, memory}, nullptr))
    {
        connect(download.get(), &Download::readyRead, this, [this] { drain(); });
        connect(download.get(), &Download::finished, this,
                [this](const Outcome &result) { outcome = result; });
        download->start();
    }
    void drain()
    {
        static std::array<char, 300'000> buffer;
        while (!isStopped) {
            const qint64 bytes = download->read(buffer.data(), buffer.size());
            mostAtOnce = std::max(mostAtOnce, download->requestsAtOnce());
            if (bytes == 0)
                return;
            received.append(buffer.data(), bytes);
        }
    }

    std::shared_ptr<SharedBudget> memory = SharedBudget::create(budgetBytes);
    std::unique_ptr<Download> download;
    QByteArray received;
    bool isStopped = false;
    int mostAtOnce = 0;
    std::optional<Outcome> outcome;
};

struct FarStore
{
    FarStore()
    {
        store.addObject("a", content());
        store.setDistance(10ms, 2ms);
    }
    FakeStore store;
};

}  // namespace

class DownloadAheadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFarStoreIsReadWithSeveralRequestsInOrder_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::newRow("whole") << 0LL;
        QTest::newRow("from the middle") << 5'000'001LL;
    }
    void aFarStoreIsReadWithSeveralRequestsInOrder()
    {
        QFETCH(const qint64, offset);
        FarStore far;
        Sink sink(far.store, offset);
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content().mid(offset));
        QVERIFY2(sink.mostAtOnce >= 4, qPrintable(QString::number(sink.mostAtOnce)));
        QCOMPARE(far.store.bytesRead(), objectBytes - offset);
        QTRY_COMPARE(sink.memory->used(), 0);
    }
    void whatFitsIntoTheFirstRangeIsOneRequest_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::newRow("empty") << 0LL;
        QTest::newRow("one byte") << 1LL;
        QTest::newRow("one byte less") << 2 * mib - 1;
        QTest::newRow("exactly") << 2 * mib;
    }
    void whatFitsIntoTheFirstRangeIsOneRequest()
    {
        QFETCH(const qint64, sizeBytes);
        FakeStore store;
        store.addObject("a", content().first(sizeBytes));
        Sink sink(store);
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content().first(sizeBytes));
        QCOMPARE(store.requests(), 1);
        QCOMPARE(sink.memory->used(), 0);
    }
    void oneByteMoreIsTwoRequests()
    {
        FakeStore store;
        store.addObject("a", content().first(2 * mib + 1));
        Sink sink(store);
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content().first(2 * mib + 1));
        QCOMPARE(store.requests(), 2);
    }
    void offsetsAtAndBehindTheEnd()
    {
        FakeStore store;
        store.addObject("a", content().first(1000));
        Sink atEnd(store, 1000);
        QTRY_VERIFY(atEnd.outcome.has_value());
        QVERIFY(atEnd.outcome->has_value());
        QCOMPARE(atEnd.download->expectedBytes(), 0);
        Sink behind(store, 1001);
        QTRY_VERIFY(behind.outcome.has_value());
        QCOMPARE(behind.outcome->error().code, Code::RangeNotPossible);
    }

    void aClientThatStopsHoldsABoundedAmount()
    {
        FarStore far;
        Sink sink(far.store);
        QTRY_VERIFY(sink.mostAtOnce >= 4);
        sink.isStopped = true;
        const qint64 taken = sink.received.size();
        QTest::qWait(200);  // a pause of the client's, in which the store could send everything
        QVERIFY(far.store.bytesRead() - taken <= budgetBytes / 2);
        QVERIFY(sink.memory->used() <= budgetBytes / 2);
        QVERIFY(!sink.outcome.has_value());
        sink.isStopped = false;
        sink.drain();
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.received == content());
    }
    void whoWaitsForMemoryGetsItFromAStoppedDownload()
    {
        FarStore far;
        Sink sink(far.store);
        QTRY_VERIFY(sink.mostAtOnce >= 4);
        sink.isStopped = true;
        QTRY_VERIFY(sink.memory->used() >= 4 * mib);
        QObject upload;
        BudgetGrant granted;
        sink.memory->take(budgetBytes - mib, &upload,
                          [&](BudgetGrant grant) { granted = std::move(grant); });
        QTRY_VERIFY(granted.amount() > 0);
        sink.isStopped = false;
        sink.drain();
        QTRY_VERIFY(sink.outcome.has_value());  // without memory: one request after the other
        QVERIFY(sink.received == content());
    }
    void withoutAnyMemoryItStillEnds()
    {
        FarStore far;
        far.store.setDistance(0ms, 0ms);
        Sink sink(far.store);
        const BudgetGrant all = sink.memory->tryTake(budgetBytes);
        QCOMPARE(all.amount(), budgetBytes);
        QTRY_VERIFY(sink.outcome.has_value());
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content());
    }

    void brokenBodiesGoOnWhereverTheyBreak()
    {
        FarStore far;
        for (int nth = 1; nth <= 9; nth += 2)
            far.store.cutRead(nth, nth * 100'000);
        Sink sink(far.store);
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content());
        QCOMPARE(far.store.bytesRead(), objectBytes);
    }
    void refusedRangesAreAskedForAgain()
    {
        FarStore far;
        for (int nth = 2; nth <= 6; ++nth)
            far.store.fail(Verb::Read, nth, busy());
        Sink sink(far.store);
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QVERIFY(sink.outcome->has_value());
        QVERIFY(sink.received == content());
    }
    void anObjectThatChangesIsNeverMixed()
    {
        FarStore far;
        Sink sink(far.store);
        QTRY_VERIFY(sink.received.size() > 3 * mib);
        far.store.addObject("a", QByteArray(objectBytes, 'n'));
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, Code::Changed);
        QVERIFY(content().startsWith(sink.received));
        QTRY_COMPARE(sink.memory->used(), 0);
    }
    void aChangedByteInARangeAheadIsNoticed()
    {
        FarStore far;
        far.store.corruptRead(4, 1000);
        Sink sink(far.store);
        QTRY_VERIFY(sink.outcome.has_value());
        QCOMPARE(sink.outcome->error().code, Code::Corrupt);
    }
    void aStoreThatVanishesEndsIt()
    {
        FarStore far;
        Sink sink(far.store);
        QTRY_VERIFY(sink.mostAtOnce >= 2);
        far.store.vanish();
        for (int nth = 1; nth <= 100; ++nth)
            far.store.cutRead(nth, 0);
        QTRY_VERIFY_WITH_TIMEOUT(sink.outcome.has_value(), 60'000);
        QCOMPARE(sink.outcome->error().code, Code::Network);
        QVERIFY(content().startsWith(sink.received));
    }
    void aClientThatVanishesGivesEverythingBack()
    {
        FarStore far;
        Sink sink(far.store);
        QTRY_VERIFY(sink.mostAtOnce >= 4);
        sink.download.reset();
        QCOMPARE(sink.memory->used(), 0);
        QCOMPARE(far.store.waiting(Verb::Read), 0);
    }
};

COSFTP_TEST(DownloadAheadTest)
#include "download_ahead_test.moc"
