// SPDX-License-Identifier: GPL-3.0-or-later
// When a running upload is described: what a killed process may lose of it.
#include "support/fake_store.h"
#include "support/test_main.h"
#include "transfer/park_record.h"

using namespace cosftp;
using namespace std::chrono_literals;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

constexpr qint64 partBytes = 8 * 1024 * 1024;

QList<StoredPart> parts(int count)
{
    QList<StoredPart> stored;
    for (int number = 1; number <= count; ++number)
        stored += StoredPart{number, "\"e\"", partBytes, 1};
    return stored;
}

/// The record of an upload that began so long ago.
struct Described
{
    explicit Described(FakeStore &store, std::chrono::milliseconds age)
    {
        ParkRecord::Place place{std::make_shared<ParkedUploads>(), "b-1"};
        place.began = std::chrono::steady_clock::now() - age;
        ParkedUpload upload;
        upload.user = "anna";
        upload.key = "a";
        upload.uploadId = "id-1";
        record = std::make_unique<ParkRecord>(store, std::move(place), upload, false, nullptr);
    }
    std::unique_ptr<ParkRecord> record;
};

// What is due now happens here; no timer that still has to run ends in it.
void letDueThingsHappen()
{
    for (int turn = 0; turn < 20; ++turn)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
}

}  // namespace

class ParkRecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // "A second": not sooner, for most uploads are shorter; not later, for that would be lost.
    void theFirstPartIsDescribedOnceTheUploadIsASecondOld_data()
    {
        QTest::addColumn<qint64>("ageMs");
        QTest::addColumn<bool>("isDescribed");
        QTest::newRow("a second") << 1000LL << true;
        QTest::newRow("an hour") << 3'600'000LL << true;
        QTest::newRow("not yet, for an hour") << -3'600'000LL << false;
    }
    void theFirstPartIsDescribedOnceTheUploadIsASecondOld()
    {
        QFETCH(const qint64, ageMs);
        QFETCH(const bool, isDescribed);
        FakeStore store;
        const Described described(store, std::chrono::milliseconds(ageMs));
        letDueThingsHappen();
        QCOMPARE(store.requests(), 0);  // no part, no description
        described.record->update(parts(1));
        letDueThingsHappen();
        QCOMPARE(store.requests() > 0, isDescribed);
        if (isDescribed)
            QTRY_COMPARE(described.record->writtenBytes(), partBytes);
    }
    void whatIsStoredLaterIsDescribedByItself()
    {
        FakeStore store;
        const Described described(store, 1s);
        for (const int count : {1, 2, 5}) {
            described.record->update(parts(count));
            QTRY_COMPARE(described.record->writtenBytes(), count * partBytes);
        }
        QCOMPARE(store.requests(Verb::Put), 3);
    }
    // A store may carry out the write behind the removal, if both are under way.
    void whatIsBeingDescribedWhenTheUploadEndsIsRemovedAfterwards_data()
    {
        QTest::addColumn<bool>("isFirst");
        QTest::addColumn<bool>("vanishes");
        for (const bool isFirst : {true, false})
            for (const bool vanishes : {true, false})
                QTest::addRow("%s description, the record %s", isFirst ? "first" : "later",
                              vanishes ? "vanishes" : "stays")
                    << isFirst << vanishes;
    }
    void whatIsBeingDescribedWhenTheUploadEndsIsRemovedAfterwards()
    {
        QFETCH(const bool, isFirst);
        QFETCH(const bool, vanishes);
        FakeStore store;
        Described described(store, 1s);
        if (!isFirst) {
            described.record->update(parts(1));
            QTRY_VERIFY(described.record->isWritten());
        }
        store.hold(Verb::Put);
        described.record->update(parts(2));
        QTRY_COMPARE(store.waiting(Verb::Put), 1);
        described.record->remove();
        if (vanishes)
            described.record.reset();
        letDueThingsHappen();
        QCOMPARE(store.requests(Verb::Remove), 0);
        store.releaseAll();
        QTRY_COMPARE(store.requests(Verb::Remove), 1);
        QTRY_VERIFY(store.keys().isEmpty());
        letDueThingsHappen();
        QVERIFY(store.isQuiet());
    }
    void aRecordThatStillLooksWritesNothingWhenTheUploadHasEnded()
    {
        FakeStore store;
        const Described described(store, 1s);
        store.hold(Verb::Head);
        described.record->update(parts(1));
        QTRY_COMPARE(store.waiting(Verb::Head), 1);
        described.record->remove();
        store.releaseAll();
        QTRY_VERIFY(store.isQuiet());
        QCOMPARE(store.requests(Verb::Put), 0);
    }
    void aDescriptionThatFailedIsTriedWithTheNextPart()
    {
        FakeStore store;
        store.fail(Verb::Put, 1, Failure::of(Code::Busy));
        const Described described(store, 1s);
        described.record->update(parts(1));
        QTRY_VERIFY(store.requests(Verb::Put) > 0);
        described.record->update(parts(2));
        QTRY_COMPARE(described.record->writtenBytes(), 2 * partBytes);
    }
};

COSFTP_TEST(ParkRecordTest)
#include "park_record_test.moc"
