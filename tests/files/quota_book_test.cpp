// SPDX-License-Identifier: GPL-3.0-or-later
// Quotas hold what is on its way and what waits interrupted, so that nothing beside it passes them.
#include "files/quota_book.h"
#include "files/quota_count.h"
#include "support/fake_store.h"
#include "support/test_main.h"

#include <QTest>

#include <thread>

using namespace cosftp;

namespace {

const QByteArray user = "camera";

struct Fixture
{
    explicit Fixture(qint64 bytes = 0, qint64 objects = 0)
    {
        if (book->beginCount(user))
            book->countEnded(user, QuotaRecord{user, bytes, objects, true});
    }
    [[nodiscard]] std::unique_ptr<QuotaBook::Hold> upload(const QByteArray &name,
                                                          std::optional<qint64> oldBytes = {}) const
    {
        return std::make_unique<QuotaBook::Hold>(book, user, quota, name, oldBytes);
    }
    [[nodiscard]] QuotaRecord used() const { return book->record(user); }

    std::shared_ptr<QuotaBook> book = std::make_shared<QuotaBook>();
    Quota quota{100, 3};
};

}  // namespace

class QuotaBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uploadsBesideEachOtherCannotPassTheBytes()
    {
        const Fixture f;
        const auto first = f.upload("a");
        const auto second = f.upload("b");
        QVERIFY(first->grow(60));
        QVERIFY(second->grow(40));
        QVERIFY(!second->grow(1));
        QVERIFY(!first->fits(1));
    }
    void uploadsBesideEachOtherCannotPassTheFiles()
    {
        const Fixture f(0, 1);
        const auto first = f.upload("a");
        const auto second = f.upload("b");
        QVERIFY(first->fits(1));
        QVERIFY(second->fits(1));
        const auto third = f.upload("c");
        QVERIFY(!third->fits(1));
        QVERIFY(f.book->isFull(user, f.quota, 0, 1));
    }
    void whatIsGivenUpIsFreeAgain()
    {
        const Fixture f(0, 2);
        {
            const auto upload = f.upload("a");
            QVERIFY(upload->grow(100));
            QVERIFY(f.book->isFull(user, f.quota, 0, 0));
        }
        QVERIFY(f.upload("b")->fits(100));
        QCOMPARE(f.used().bytes, qint64{0});
    }
    void whatIsStoredCounts()
    {
        const Fixture f;
        {
            const auto upload = f.upload("a");
            QVERIFY(upload->grow(70));
            upload->stored(70);
        }
        QCOMPARE(f.used().bytes, qint64{70});
        QCOMPARE(f.used().objects, qint64{1});
        QVERIFY(!f.upload("b")->fits(31));
        QVERIFY(f.upload("b")->fits(30));
    }
    void aReplacedObjectIsFreeForTheNewOne()
    {
        const Fixture f(100, 3);
        const auto upload = f.upload("a", 80);
        QVERIFY(upload->fits(80));
        QVERIFY(!upload->fits(81));
        QVERIFY(upload->grow(50));
        upload->stored(50);
        QCOMPARE(f.used().bytes, qint64{70});
        QCOMPARE(f.used().objects, qint64{3});
    }
    void aReplacedObjectIsFreeOnlyOnce()
    {
        const Fixture f(100, 3);
        const auto first = f.upload("a", 80);
        const auto second = f.upload("a", 80);
        QVERIFY(first->grow(50));
        QVERIFY(second->grow(30));
        QVERIFY(!second->grow(1));
        QVERIFY(second->grow(-1));
        first->stored(50);
        second->stored(30);
        QCOMPARE(f.used().bytes, qint64{20 + 30});
        QCOMPARE(f.used().objects, qint64{3});
    }
    void uploadsToOneNewNameAreOneObject()
    {
        const Fixture f(0, 2);
        auto first = f.upload("a");
        auto second = f.upload("a");
        QVERIFY(first->grow(10) && second->grow(20));
        QVERIFY(second->fits(0));
        first->stored(10);
        second->stored(20);
        QCOMPARE(f.used().bytes, qint64{20});
        QCOMPARE(f.used().objects, qint64{3});
        first.reset();
        second.reset();
        QVERIFY(!f.upload("b")->fits(0));
    }
    void aNameThatIsDeletedMeanwhileFreesNothingTwice()
    {
        const Fixture f(100, 3);
        {
            const auto upload = f.upload("a", 80);
            f.book->removed(user, "a", 80);
            QVERIFY(upload->grow(50));
            upload->stored(50);
        }
        QCOMPARE(f.used().bytes, qint64{70});
        QCOMPARE(f.used().objects, qint64{3});
        QVERIFY(f.upload("x", 70)->fits(100));
    }
    void whatWaitsInterruptedCountsOnce()
    {
        const Fixture f(0, 2);
        f.book->noteParked(user, "id", 60, 1);
        f.book->noteParked(user, "id", 60, 1);
        QVERIFY(f.upload("b", 0)->fits(40));
        QVERIFY(!f.upload("b", 0)->fits(41));
        QVERIFY(!f.upload("b")->fits(1));
        f.book->forgetParked(user, "id");
        f.book->forgetParked(user, "id");
        QVERIFY(f.upload("b")->fits(100));
    }
    void whatGoesOnCountsOnceAndWaitsAgainIfNothingComes()
    {
        const Fixture f(0, 2);
        f.book->noteParked(user, "id", 60, 1);
        {
            const auto upload = f.upload("a");
            upload->goOnWith("id");
            QVERIFY(upload->fits(100));
        }
        QVERIFY(!f.upload("b")->fits(1));
        {
            const auto upload = f.upload("a");
            upload->goOnWith("id");
            upload->begun();
        }
        QVERIFY(f.upload("b")->fits(100));
    }
    void whoHasNoQuotaIsNotListed()
    {
        const Fixture f(0, 1);
        f.book->noteParked("nobody", "id", 60, 1);
        QCOMPARE(f.book->records().size(), 1);
    }
    void nothingIsRefusedUntilItIsCounted()
    {
        const auto book = std::make_shared<QuotaBook>();
        QuotaBook::Hold upload(book, user, {10, 1}, "a", {});
        QVERIFY(upload.fits(1000));
        QVERIFY(upload.grow(1000));
    }
    void aCountBesideWhichSomethingWasStoredIsExact_data()
    {
        QTest::addColumn<int>("countsDisturbed");
        QTest::newRow("once") << 1;
        QTest::newRow("each time") << 3;
    }
    void aCountBesideWhichSomethingWasStoredIsExact()
    {
        QFETCH(const int, countsDisturbed);
        FakeStore store;
        store.addObject("a", "1234");
        const auto book = std::make_shared<QuotaBook>();
        QVERIFY(book->beginCount(user));
        store.hold(FakeStore::Verb::List);
        (new QuotaCount(book, user, {{{}, &store, "b-1", {}, Rights::all()}}, this))->start();
        for (int count = 0; count < countsDisturbed; ++count) {
            QTRY_COMPARE(store.waiting(FakeStore::Verb::List), 1);
            store.settleListings();
            store.freezeListings();  // this count does not see what is stored now
            store.addObject("b" + QByteArray::number(count), "12");
            book->add(user, 2, 1);
            store.release(FakeStore::Verb::List);
        }
        store.settleListings();
        store.releaseAll();
        QTRY_VERIFY(book->record(user).isCounted);
        QCOMPARE(book->record(user).bytes, qint64{4 + 2 * countsDisturbed});
        QCOMPARE(book->record(user).objects, qint64{1 + countsDisturbed});
    }
    void manyThreadsLeaveNothingHeld()
    {
        const Fixture f(50, 1);
        std::vector<std::thread> threads;
        for (int number = 0; number < 6; ++number)
            threads.emplace_back([&f, number] {
                for (int round = 0; round < 500; ++round) {
                    const auto name = QByteArray::number((number + round) % 3);
                    const auto upload =
                        f.upload(name, round % 2 == 0 ? std::nullopt : std::optional<qint64>(5));
                    (void)upload->grow(round);
                    if (round % 5 == 0)
                        f.book->noteParked(user, name + QByteArray::number(number), round, 1);
                }
                for (const char *name : {"0", "1", "2"})
                    f.book->forgetParked(user, name + QByteArray::number(number));
            });
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(f.upload("x")->fits(50));
        QVERIFY(!f.upload("x")->fits(51));
    }
};

COSFTP_TEST(QuotaBookTest)
#include "quota_book_test.moc"
