// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "transfer/part_schedule.h"
#include "uploader.h"

using namespace cosftp;
using Verb = FakeStore::Verb;

class UploadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storesWhatWasGivenWithTheFewestRequests_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<int>("requests");
        QTest::newRow("empty") << 0LL << 1;
        QTest::newRow("one byte") << 1LL << 1;
        QTest::newRow("one step of memory") << mebibyte << 1;
        QTest::newRow("one byte more") << mebibyte + 1 << 1;
        QTest::newRow("exactly one part") << 8 * mebibyte << 1;
        QTest::newRow("one part and a byte") << 8 * mebibyte + 1 << 4;
        QTest::newRow("five parts") << 40 * mebibyte - 3 << 7;
    }
    void storesWhatWasGivenWithTheFewestRequests()
    {
        QFETCH(const qint64, sizeBytes);
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(128 * mebibyte);
        const QByteArray content = patternOf(sizeBytes);
        Uploader uploader(store, budgets, {"in/a.bin", {}}, content);
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QVERIFY(store.content("in/a.bin") == content);
        QCOMPARE(uploader.outcome->value().etag, store.info("in/a.bin").etag);
        QTEST(store.requests(), "requests");
        QCOMPARE(uploader.upload().bytesReceived(), sizeBytes);
        QCOMPARE(uploader.upload().bytesStored(), sizeBytes);
        const int parts = store.requests(Verb::PutPart);
        QCOMPARE(uploader.upload().partsDone(), parts);
        QCOMPARE(budgets.memory->used(), 0);
        QCOMPARE(budgets.partsInFlight->used(), 0);
        QCOMPARE(store.openUploads(), 0);
        QCOMPARE(uploader.finishedCount, 1);
    }

    void keepsAttributesInBothShapes_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::newRow("one request") << 10LL;
        QTest::newRow("parts") << 9 * mebibyte;
    }
    void keepsAttributesInBothShapes()
    {
        QFETCH(const qint64, sizeBytes);
        FakeStore store;
        UploadRequest request{"a.png", {}};
        request.attributes = {"image/png", "STANDARD_IA", {{"mtime", "1700000000"}}, {}};
        Uploader uploader(store, budgetsOf(64 * mebibyte), request, patternOf(sizeBytes));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QCOMPARE(store.info("a.png").contentType, QByteArray("image/png"));
        QCOMPARE(store.info("a.png").storageClass, QByteArray("STANDARD_IA"));
        QCOMPARE(store.info("a.png").metadata, request.attributes.metadata);
    }

    void sendsSeveralPartsAtOnceButNoMoreThanAllowed()
    {
        FakeStore store;
        store.hold(Verb::PutPart);
        Uploader uploader(store, budgetsOf(256 * mebibyte), {"a", {}}, patternOf(80 * mebibyte));
        uploader.feed();
        QTRY_COMPARE(store.waiting(Verb::PutPart), 2);  // it begins small
        QCOMPARE(uploader.upload().partsInFlight(), 2);
        QVERIFY(!uploader.allGiven());
        QVERIFY(uploader.upload().bytesReceived() <= 32 * mebibyte);  // 2 sent, 1 ready, 1 filling
        store.releaseAll();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QVERIFY(store.maxAtOnce(Verb::PutPart) <= 4);
    }

    void partsThatEndOutOfOrderStayInOrder()
    {
        FakeStore store;
        store.hold(Verb::PutPart);
        const QByteArray content = patternOf(40 * mebibyte);
        Uploader uploader(store, budgetsOf(256 * mebibyte), {"a", {}}, content);
        uploader.feed();
        while (!uploader.outcome.has_value()) {
            QTRY_VERIFY(store.waiting(Verb::PutPart) > 0 || uploader.outcome.has_value());
            store.release(Verb::PutPart, store.waiting(Verb::PutPart) - 1);
        }
        QVERIFY(uploader.outcome->has_value());
        QVERIFY(store.content("a") == content);
    }

    void theMemoryOfAPartIsFreeAsSoonAsItIsStored()
    {
        FakeStore store;
        store.hold(Verb::PutPart);
        const TransferBudgets budgets = budgetsOf(256 * mebibyte);
        Uploader uploader(store, budgets, {"a", {}}, patternOf(16 * mebibyte));
        uploader.feed();
        QTRY_COMPARE(store.waiting(Verb::PutPart), 2);
        QCOMPARE(budgets.memory->used(), 16 * mebibyte);
        store.release(Verb::PutPart);
        QCOMPARE(budgets.memory->used(), 8 * mebibyte);
        store.releaseAll();
        QTRY_VERIFY(uploader.outcome.has_value());
    }

    void withLittleMemoryPartsAreSmallButNeverTooSmall()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(4 * mebibyte);
        const QByteArray content = patternOf(20 * mebibyte + 5);
        Uploader uploader(store, budgets, {"a", {}}, content);
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QVERIFY(store.content("a") == content);
        QVERIFY(store.maxHeldBodyBytes() <= 4 * mebibyte);
    }

    void sixtyFourUploadsOverSixteenMebibytesAllEnd()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(16 * mebibyte);
        std::vector<std::unique_ptr<Uploader>> uploaders;
        qint64 total = 0;
        for (quint32 index = 0; index < 64; ++index) {
            const qint64 sizeBytes = 1000 + index * 100'000LL;
            total += sizeBytes;
            uploaders.push_back(std::make_unique<Uploader>(
                store, budgets, UploadRequest{"f" + QByteArray::number(index), {}},
                patternOf(sizeBytes, index)));
            uploaders.back()->feed();
        }
        QVERIFY(total > 12 * budgets.memory->total());
        for (quint32 index = 0; index < 64; ++index) {
            QTRY_VERIFY_WITH_TIMEOUT(uploaders[index]->outcome.has_value(), 60'000);
            QVERIFY(uploaders[index]->outcome->has_value());
            QVERIFY(store.content("f" + QByteArray::number(index))
                    == patternOf(1000 + index * 100'000LL, index));
        }
        QVERIFY(store.maxHeldBodyBytes() <= budgets.memory->total());
        QCOMPARE(budgets.memory->used(), 0);
        QCOMPARE(budgets.memory->waiting(), 0);
    }

    void aSlowClientDoesNotKeepOthersFromFinishing()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(3 * mebibyte);
        Uploader slow(store, budgets, {"slow", {}}, patternOf(2 * mebibyte));
        slow.endsByItself = false;
        slow.feed();  // holds what it has and sends no more
        Uploader fast(store, budgets, {"fast", {}}, patternOf(9 * mebibyte));
        fast.feed();
        QTRY_VERIFY(fast.outcome.has_value());
        QVERIFY(fast.outcome->has_value());
        slow.upload().finishInput();
        QTRY_VERIFY(slow.outcome.has_value());
        QVERIFY(slow.outcome->has_value());
    }

    void allUploadsShareThePartsInFlight()
    {
        FakeStore store;
        store.hold(Verb::PutPart);
        const TransferBudgets budgets = budgetsOf(256 * mebibyte, 3);
        Uploader one(store, budgets, {"one", {}}, patternOf(20 * mebibyte));
        Uploader two(store, budgets, {"two", {}}, patternOf(20 * mebibyte));
        one.feed();
        two.feed();
        QTRY_COMPARE(store.waiting(Verb::PutPart), 3);
        QCOMPARE(budgets.partsInFlight->used(), 3);
        store.releaseAll();
        QTRY_VERIFY(one.outcome.has_value() && two.outcome.has_value());
        QVERIFY(one.outcome->has_value() && two.outcome->has_value());
        QVERIFY(store.maxAtOnce(Verb::PutPart) <= 3);
    }

    void spaceThatIsHandedOutTwiceIsTheSame()
    {
        FakeStore store;
        Upload upload(store, budgetsOf(8 * mebibyte), {"a", {}}, nullptr);
        const std::span<char> first = upload.space();
        QCOMPARE(upload.space().data(), first.data());
        upload.commit(10);
        QCOMPARE(upload.space().data(), first.data() + 10);
    }

    void storesWithoutChecksumsAreBelieved()
    {
        FakeStore store;
        store.dropCrc(true);
        Uploader uploader(store, budgetsOf(64 * mebibyte), {"a", {}}, patternOf(20 * mebibyte));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
    }
};

COSFTP_TEST(UploadTest)
#include "upload_test.moc"
