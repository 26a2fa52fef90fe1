// SPDX-License-Identifier: GPL-3.0-or-later
// What uploads hold of the memory budget, and that none of them stops the others.
#include "support/test_main.h"
#include "uploader.h"

using namespace cosftp;
using Verb = FakeStore::Verb;

namespace {

constexpr qint64 pageBytes = 4096;
using Uploaders = std::vector<std::unique_ptr<Uploader>>;

/// Clients that have sent `sizeBytes` each and now send nothing, without having ended.
Uploaders silentOnes(FakeStore &store, const TransferBudgets &budgets, int count, qint64 sizeBytes)
{
    Uploaders uploaders;
    for (int index = 0; index < count; ++index) {
        uploaders.push_back(std::make_unique<Uploader>(
            store, budgets, UploadRequest{"silent" + QByteArray::number(index), {}},
            patternOf(sizeBytes, static_cast<quint32>(index))));
        uploaders.back()->endsByItself = false;
        uploaders.back()->feed();
        (void)uploaders.back()->upload().space();
        uploaders.back()->upload().rest();
    }
    return uploaders;
}

}  // namespace

class UploadMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSilentHoldsWhatItHasSent_data()
    {
        QTest::addColumn<qint64>("sizeBytes");
        QTest::addColumn<qint64>("heldBytes");
        QTest::newRow("nothing") << 0LL << pageBytes;
        QTest::newRow("ten bytes") << 10LL << pageBytes;
        QTest::newRow("a page and a byte") << pageBytes + 1 << 2 * pageBytes;
        QTest::newRow("half of a part") << 600'000LL << 147 * pageBytes;
    }
    void whatIsSilentHoldsWhatItHasSent()
    {
        QFETCH(const qint64, sizeBytes);
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(128 * mebibyte);
        const Uploaders silent = silentOnes(store, budgets, 1, sizeBytes);
        QTEST(budgets.memory->used(), "heldBytes");
        silent.front()->upload().finishInput();
        QTRY_VERIFY(silent.front()->outcome.has_value());
        QVERIFY(store.content("silent0") == patternOf(sizeBytes, 0));
        QCOMPARE(budgets.memory->used(), 0);
    }

    void hundredsOfUploadsOfTenBytesBlockNobody()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(8 * mebibyte);
        const Uploaders silent = silentOnes(store, budgets, 500, 10);
        QVERIFY(budgets.memory->used() <= 500 * pageBytes);
        Uploader large(store, budgets, {"large", {}}, patternOf(20 * mebibyte));
        Uploader small(store, budgets, {"small", {}}, patternOf(10));
        large.feed();
        small.feed();
        QTRY_VERIFY(large.outcome.has_value() && small.outcome.has_value());
        QVERIFY(large.outcome->has_value() && small.outcome->has_value());
        for (const auto &one : silent)
            one->upload().finishInput();
        for (const auto &one : silent)
            QTRY_VERIFY(one->outcome.has_value() && one->outcome->has_value());
        QCOMPARE(budgets.memory->used(), 0);
    }

    void aFewBytesBehindAPartHoldNoMoreThanAtTheBeginning()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(64 * mebibyte);
        const Uploaders silent = silentOnes(store, budgets, 1, 8 * mebibyte + 10);
        QTRY_COMPARE(budgets.memory->used(), pageBytes);
        silent.front()->upload().finishInput();
        QTRY_VERIFY(silent.front()->outcome.has_value());
        QVERIFY(store.content("silent0") == patternOf(8 * mebibyte + 10, 0));
    }

    // All of them hold something that is no part yet, and want more than there is.
    void thoseThatGrowTogetherNeverWaitInACircle()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(8 * mebibyte);
        Uploaders uploaders;
        for (quint32 index = 0; index < 100; ++index) {
            const qint64 sizeBytes = 700'000 + index * 20'000LL;
            uploaders.push_back(std::make_unique<Uploader>(
                store, budgets, UploadRequest{"f" + QByteArray::number(index), {}},
                patternOf(sizeBytes, index)));
            (void)uploaders.back()->upload().space();
        }
        for (const auto &uploader : uploaders)
            uploader->feed();
        QVERIFY(budgets.memory->used() <= 8 * mebibyte);
        for (const auto &uploader : uploaders) {
            QTRY_VERIFY_WITH_TIMEOUT(uploader->outcome.has_value(), 60'000);
            QVERIFY(uploader->outcome->has_value());
        }
        QVERIFY(store.maxHeldBodyBytes() <= 8 * mebibyte);
        QCOMPARE(budgets.memory->used(), 0);
        QCOMPARE(budgets.memory->waiting(), 0);
    }

    // Slow ones with more than a part each hold all there is: their parts go to the store.
    void whoWaitsForMemoryDoesNotWaitForASilentClient()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(16 * mebibyte);
        const Uploaders silent = silentOnes(store, budgets, 4, 3 * mebibyte + 500'000);
        QCOMPARE(budgets.memory->used(), 16 * mebibyte);
        Uploader late(store, budgets, {"late", {}}, patternOf(10));
        late.feed();
        QVERIFY(!late.allGiven());
        QTRY_VERIFY(late.outcome.has_value());
        QVERIFY(late.outcome->has_value());
        for (const auto &one : silent)
            one->upload().finishInput();
        for (const auto &one : silent)
            QTRY_VERIFY(one->outcome.has_value() && one->outcome->has_value());
        QVERIFY(store.content("silent3") == patternOf(3 * mebibyte + 500'000, 3));
    }

    void theSmallLeaveHalfOfTheMemoryToTheLarge()
    {
        FakeStore store;
        const TransferBudgets budgets = budgetsOf(8 * mebibyte);
        const Uploaders silent = silentOnes(store, budgets, 40, 102'400);
        QCOMPARE(budgets.memory->used(), 40 * 102'400);
        QVERIFY(!budgets.memory->hasRoomForSeed(128LL * 1024));
        for (const qint64 sizeBytes : {9 * mebibyte, qint64{10}, qint64{200'000}}) {
            Uploader late(store, budgets, {"late", {}}, patternOf(sizeBytes));
            late.feed();
            QTRY_VERIFY(late.outcome.has_value());
            QVERIFY(late.outcome->has_value());
        }
    }

    void theFirstPartsHaveTheSizeThatIsAskedFor()
    {
        FakeStore store;
        UploadRequest request{"a", {}};
        request.minPartBytes = mebibyte;
        Uploader uploader(store, budgetsOf(64 * mebibyte), request, patternOf(5 * mebibyte - 1));
        uploader.feed();
        QTRY_VERIFY(uploader.outcome.has_value());
        QVERIFY(uploader.outcome->has_value());
        QCOMPARE(store.requests(Verb::PutPart), 5);
    }
};

COSFTP_TEST(UploadMemoryTest)
#include "upload_memory_test.moc"
