// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of 100,000 entries: page by page, never more than one page ahead of the reader.
#include "support/test_main.h"
#include "tree_fixture.h"

using namespace cosftp;
using Verb = FakeStore::Verb;

namespace {
constexpr int entryCount = 100'000;
constexpr int pageCount = entryCount / 1000;
}  // namespace

class BigListingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (int index = 0; index < entryCount; ++index)
            m_fixture.store.addObject("big/" + QByteArray::number(index).rightJustified(6, '0'));
    }
    void init() { m_fixture.store.resetCounters(); }

    void theFirstPageComesWithTheFirstRequest()
    {
        m_fixture.store.hold(Verb::List);
        ListingReader reader(m_fixture, "/big");
        QTRY_COMPARE(m_fixture.store.waiting(Verb::List), 1);
        m_fixture.store.release(Verb::List);
        QTRY_COMPARE(reader.names.size(), 1000);
        reader.listing.reset();
        m_fixture.store.releaseAll();
    }
    void aReaderThatStopsIsOnePageAheadOfTheStoreAtMost()
    {
        ListingReader reader(m_fixture, "/big");
        reader.readsOn = false;
        QTRY_COMPARE(reader.pages, 1);
        QTRY_COMPARE(m_fixture.store.requests(Verb::List), 2);
        for (int turn = 0; turn < 100; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(reader.pages, 1);
        QCOMPARE(m_fixture.store.requests(Verb::List), 2);
    }
    void anEndedReaderAsksForNothingMore()
    {
        auto reader = std::make_unique<ListingReader>(m_fixture, "/big");
        connect(
            reader->listing.get(), &Listing::page, &m_fixture.session,
            [&reader] {
                if (reader != nullptr && reader->pages >= 3)
                    reader.reset();
            },
            Qt::QueuedConnection);
        QTRY_VERIFY(reader == nullptr);
        const int asked = m_fixture.store.requests(Verb::List);
        QVERIFY(asked < 10);
        for (int turn = 0; turn < 100; ++turn)
            QCoreApplication::processEvents();
        QCOMPARE(m_fixture.store.requests(Verb::List), asked);
    }
    void itIsCompleteInOrderAndOneRequestAtATime()
    {
        ListingReader reader(m_fixture, "/big");
        QVERIFY(reader.waitForEnd());
        QVERIFY(*reader.outcome);
        QCOMPARE(reader.names.size(), entryCount);
        QVERIFY(std::is_sorted(reader.names.begin(), reader.names.end()));
        QCOMPARE(m_fixture.store.requests(Verb::List), pageCount);
        QCOMPARE(m_fixture.store.maxAtOnce(Verb::List), 1);
    }

private:
    TreeFixture m_fixture;
};

COSFTP_TEST(BigListingTest)
#include "big_listing_test.moc"
