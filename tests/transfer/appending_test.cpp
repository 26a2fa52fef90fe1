// SPDX-License-Identifier: GPL-3.0-or-later
// New bytes behind the first bytes of an object: the store copies them itself.
#include "core/crc64.h"
#include "support/test_main.h"
#include "uploader.h"

using namespace cosftp;
using Code = Failure::Code;
using Verb = FakeStore::Verb;

namespace {

struct Bench
{
    FakeStore store;
    TransferBudgets budgets = budgetsOf(64 * mebibyte);

    [[nodiscard]] UploadRequest behind(qint64 bytes) const
    {
        UploadRequest request{"a", {}};
        const ObjectInfo object = store.info("a");
        request.attributes = attributesOf(object);
        request.head = ObjectHead{object, bytes};
        return request;
    }
    [[nodiscard]] Result<StoredObject> send(const UploadRequest &request, const QByteArray &bytes)
    {
        Uploader uploader(store, budgets, request, bytes);
        uploader.feed();
        if (!QTest::qWaitFor([&uploader] { return uploader.outcome.has_value(); }, 60'000))
            return Failure::of(Code::Timeout);
        return *uploader.outcome;
    }
};

}  // namespace

class AppendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theObjectIsTheOldBytesThenTheNew_data()
    {
        QTest::addColumn<qint64>("oldBytes");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("newBytes");
        for (const qint64 oldBytes : {1LL, mebibyte - 1, mebibyte, 20 * mebibyte + 3})
            for (const qint64 newBytes : {0LL, 1LL, 20 * mebibyte})
                QTest::addRow("all of %lld and %lld", oldBytes, newBytes)
                    << oldBytes << oldBytes << newBytes;
        QTest::newRow("from the middle") << 20 * mebibyte << 10 * mebibyte + 1 << 5LL;
        QTest::newRow("from near the beginning") << 20 * mebibyte << 5LL << 3 * mebibyte;
    }
    void theObjectIsTheOldBytesThenTheNew()
    {
        QFETCH(const qint64, oldBytes);
        QFETCH(const qint64, offset);
        QFETCH(const qint64, newBytes);
        Bench bench;
        const QByteArray before = patternOf(oldBytes);
        const QByteArray added = patternOf(newBytes, 7);
        bench.store.addObject("a", before);
        const Result<StoredObject> stored = bench.send(bench.behind(offset), added);
        QVERIFY2(stored, stored ? "" : qPrintable(describe(stored.error())));
        QVERIFY(bench.store.content("a") == before.first(offset) + added);
        QCOMPARE(bench.store.openUploads(), 0);
        QVERIFY(bench.store.bytesRead() < mebibyte);  // old bytes do not come through the server
        QCOMPARE(bench.budgets.memory->used(), 0);
    }

    void typeClassAndMetadataStay()
    {
        Bench bench;
        ObjectAttributes attributes;
        attributes.contentType = "text/csv";
        attributes.storageClass = "STANDARD_IA";
        attributes.metadata = {{"mtime", "1700000000"}};
        bool isThere = false;
        bench.store.put("a", patternOf(2 * mebibyte), attributes, this,
                        [&isThere](const auto &) { isThere = true; });
        QTRY_VERIFY(isThere);
        QVERIFY(bench.send(bench.behind(2 * mebibyte), "more"));
        QCOMPARE(bench.store.info("a").contentType, attributes.contentType);
        QCOMPARE(bench.store.info("a").storageClass, attributes.storageClass);
        QCOMPARE(bench.store.info("a").metadata, attributes.metadata);
    }

    void anObjectThatChangedMeanwhileIsNotMixed_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::newRow("read into the first part") << 1000LL;
        QTest::newRow("copied") << 3 * mebibyte;
    }
    void anObjectThatChangedMeanwhileIsNotMixed()
    {
        QFETCH(const qint64, sizeBytes);
        Bench bench;
        bench.store.addObject("a", patternOf(sizeBytes));
        const UploadRequest request = bench.behind(sizeBytes);
        const QByteArray newer = patternOf(sizeBytes, 5);
        bench.store.addObject("a", newer);
        const Result<StoredObject> stored = bench.send(request, "tail");
        QVERIFY(!stored);
        QCOMPARE(stored.error().code, Code::Changed);
        QVERIFY(bench.store.content("a") == newer);
        QTRY_COMPARE(bench.store.openUploads(), 0);
    }

    // One answer may be wrong, so the object is looked at again.
    void aWrongChecksumInOneAnswerIsNotBelieved()
    {
        Bench bench;
        const QByteArray before = patternOf(3 * mebibyte);
        bench.store.addObject("a", before);
        bench.store.corruptBody(Verb::Complete, 1);
        QVERIFY(bench.send(bench.behind(3 * mebibyte), "tail"));
        QVERIFY(bench.store.content("a") == before + "tail");
    }

    // It holds what was there before.
    void aDamagedObjectWithOlderBytesIsToldAndStays()
    {
        Bench bench;
        bench.store.addObject("a", patternOf(3 * mebibyte));
        bench.store.loseAnswer(Verb::Complete, 1, fake::damaged());
        const Result<StoredObject> stored = bench.send(bench.behind(3 * mebibyte), "tail");
        QVERIFY(!stored);
        QCOMPARE(stored.error().code, Code::Corrupt);
        QTRY_COMPARE(bench.store.requests(Verb::Remove), 0);
        QVERIFY(bench.store.has("a"));
    }

    // A header of HEAD that was wrong once must not cost the object.
    void aWrongChecksumOfTheOldBytesIsNotBelieved()
    {
        Bench bench;
        const QByteArray before = patternOf(3 * mebibyte);
        bench.store.addObject("a", before);
        UploadRequest request = bench.behind(3 * mebibyte);
        request.publish.base = bareEtag(request.head->object.etag);
        request.head->object.crc64 = 1;
        QVERIFY(bench.send(request, "tail"));
        QVERIFY(bench.store.content("a") == before + "tail");
    }

    void hugeObjectsAreCopiedInPiecesThatTheStoreTakes()
    {
        constexpr qint64 tebibyte = mebibyte * mebibyte;
        Bench bench;
        bench.store.addHugeObject("a", 3 * tebibyte + 1);
        QVERIFY(bench.send(bench.behind(3 * tebibyte + 1), "tail"));
        QCOMPARE(bench.store.info("a").sizeBytes, 3 * tebibyte + 5);
        QVERIFY(bench.store.maxAtOnce(Verb::CopyPart) <= 4);
        QVERIFY(bench.store.requests(Verb::CopyPart) <= 1000);
    }

    void theLimitCountsTheOldBytesToo()
    {
        Bench bench;
        bench.store.addObject("a", patternOf(3 * mebibyte));
        UploadRequest request = bench.behind(3 * mebibyte);
        request.maxBytes = 3 * mebibyte + 3;
        QVERIFY(!bench.send(request, "1234"));
        QVERIFY(bench.send(request, "123"));
    }

    void anInterruptedAppendGoesOn()
    {
        Bench bench;
        const QByteArray before = patternOf(3 * mebibyte);
        const QByteArray added = patternOf(9 * mebibyte, 7);
        bench.store.addObject("a", before);
        UploadRequest request = bench.behind(before.size());
        const auto index = std::make_shared<ParkedUploads>();
        request.owner = UploadOwner{index, "b-1", "anna"};
        Uploader uploader(bench.store, bench.budgets, request, added.first(2 * mebibyte));
        uploader.endsByItself = false;
        uploader.feed();
        QTRY_VERIFY(uploader.allGiven());
        uploader.upload().park(Failure::of(Code::Cancelled));
        QTRY_VERIFY(uploader.outcome.has_value());
        QCOMPARE(uploader.upload().parkedBytes(), 5 * mebibyte);
        QVERIFY(bench.store.content("a") == before);
        const Result<ParkedUpload> state =
            parseParkedState(bench.store.content(parkedStateKey("anna", "a")));
        QVERIFY(state);
        QCOMPARE(state->crc64(), std::optional(Crc64::of(before + added.first(2 * mebibyte))));
        UploadRequest again{"a", {}};
        again.owner = request.owner;
        again.goesOn = *state;
        QVERIFY(bench.send(again, added.sliced(2 * mebibyte)));
        QVERIFY(bench.store.content("a") == before + added);
    }
};

COSFTP_TEST(AppendingTest)
#include "appending_test.moc"
