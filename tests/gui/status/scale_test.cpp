// SPDX-License-Identifier: GPL-3.0-or-later
// All pages of what the server does, at the size that they are made for: 5,000 sessions and 5,000
// transfers that all move, 100,000 rows of history; slow builds get a part of that. Prints how long
// the longest turn of the event loop takes on each page, and shows that the work grows with the
// rows and not with their square.
#include "common/table_view.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "gui/turn_watch.h"
#include "status/history_database.h"
#include "status/history_model.h"
#include "status/history_page.h"
#include "status/history_store.h"
#include "status/overview_page.h"
#include "status/sessions_page.h"
#include "status/transfers_page.h"
#include "support/test_main.h"

#include <QElapsedTimer>
#include <QScrollBar>

namespace cosftp::test {

namespace {

constexpr int many = isSlowBuild ? 1000 : 5000;
constexpr int historyRows = isSlowBuild ? 10'000 : 100'000;
constexpr int turns = isSlowBuild ? 4 : 16;
constexpr int turnsSorted = isSlowBuild ? 1 : 3;  // by each column

/// What the turns of the event loop take.
class Turns
{
public:
    template <typename Work>
    void take(Work work)
    {
        QElapsedTimer clock;
        clock.start();
        const double before = workedMs();
        work();
        QCoreApplication::processEvents();
        const double worked = workedMs() - before;
        m_work += worked;
        m_longestWork = std::max(m_longestWork, worked);
        m_longest = std::max(m_longest, clock.elapsed());
    }
    [[nodiscard]] double workMs() const { return m_work; }
    void tell(const char *what) const
    {
        qInfo("%s of %d: longest turn %.1f ms of work, %lld ms by the clock", what, many,
              m_longestWork, static_cast<long long>(m_longest));
        QVERIFY2(isShortTurn(m_longestWork), what);
    }

private:
    double m_work = 0;
    double m_longestWork = 0;
    qint64 m_longest = 0;
};

// Everything moves, each row at a speed of its own, and one in fifty comes or goes.
MonitorSnapshot busySnapshot(int turn, int rows)
{
    MonitorSnapshot snapshot;
    const quint64 first = quint64(turn) * quint64(rows) / 50;
    for (quint64 id = first + 1; id <= first + quint64(rows); ++id) {
        const qint64 bytes = qint64(turn + 1) * qint64(1 + id * 7919 % 100'000);
        SessionRecord open = session(id, "user" + QByteArray::number(id % 300));
        open.bytesIn = bytes;
        open.lastActive = QDateTime::currentDateTimeUtc();
        snapshot.sessions += open;
        TransferRecord moving = transfer(id, bytes, 4'000'000);
        moving.lastMoved = open.lastActive;
        snapshot.transfers += moving;
    }
    return snapshot;
}

template <typename Page>
void showLoad(FakeLink &link, Page &page, int rows, Turns &longest)
{
    page.resize(1400, 900);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    link.setSnapshot(busySnapshot(0, rows));
    QCoreApplication::processEvents();
    for (int turn = 1; turn <= turns; ++turn) {
        const MonitorSnapshot snapshot = busySnapshot(turn, rows);
        longest.take([&] { link.setSnapshot(snapshot); });
    }
}

}  // namespace

class ScaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void manySessionsSortedByEachColumn();
    void manyTransfersSortedByEachColumn();
    void theOverviewOfThemAll();
    void manyRowsOfHistoryWhileMoreEnd();

private:
    OwnSettings m_settings;
    std::unique_ptr<FakeLink> m_link;
};

void ScaleTest::init()
{
    QSettings().clear();
    m_link = std::make_unique<FakeLink>();
    m_link->setState(LinkStatus::State::Running);
}

template <typename Page>
void sortByEachColumn(FakeLink &link, Page &page, int rows, Turns &longest)
{
    auto *table = page.template findChild<TableView *>();
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        if (table->isColumnHidden(column))
            continue;
        longest.take([&] { table->sortByColumn(column, Qt::DescendingOrder); });
        for (int turn = turns + 1; turn <= turns + turnsSorted; ++turn) {
            const MonitorSnapshot snapshot = busySnapshot(turn, rows);
            longest.take([&] { link.setSnapshot(snapshot); });
        }
    }
}

template <typename Page>
void loadAndSort(FakeLink &link, int rows, Turns &all)
{
    Page page(link);
    showLoad(link, page, rows, all);
    QCOMPARE(page.badge(), rows);
    sortByEachColumn(link, page, rows, all);
}

// Four times the rows, some four times the work; sixteen times where each row asks each other one.
template <typename Page>
void compareSizes(FakeLink &link, const char *what)
{
    Turns few;
    loadAndSort<Page>(link, many / 4, few);
    Turns all;
    loadAndSort<Page>(link, many, all);
    all.tell(what);
    qInfo("%s: %.1f times the work for 4 times the rows", what, all.workMs() / few.workMs());
    QVERIFY(all.workMs() < 10 * few.workMs());
}

void ScaleTest::manySessionsSortedByEachColumn()
{
    compareSizes<SessionsPage>(*m_link, "sessions");
}

void ScaleTest::manyTransfersSortedByEachColumn()
{
    compareSizes<TransfersPage>(*m_link, "transfers");
}

void ScaleTest::theOverviewOfThemAll()
{
    OverviewPage page(*m_link);
    Turns longest;
    showLoad(*m_link, page, many, longest);
    longest.tell("overview");
}

void ScaleTest::manyRowsOfHistoryWhileMoreEnd()
{
    const QString file = m_settings.path(QStringLiteral("scale.sqlite"));
    QList<TransferRecord> ended;
    for (quint64 id = 1; id <= historyRows; ++id)
        ended += endedTransfer(id, TransferRecord::State::Done);
    {
        HistoryDatabase database(file, 2 * historyRows);
        QVERIFY(database.open().has_value());
        QVERIFY(database.add(ended).has_value());
    }
    HistoryStore store(file, 2 * historyRows);
    store.follow(*m_link);
    HistoryPage page(store, *m_link);
    page.resize(1400, 900);
    page.show();
    QTRY_COMPARE(page.model()->rowCount(), historyRows);
    QScrollBar *bar = page.findChild<TableView *>()->verticalScrollBar();
    Turns longest;
    for (quint64 step = 1; step <= 40; ++step) {
        MonitorSnapshot snapshot;
        for (quint64 id = 1; id <= 100; ++id)
            snapshot.ended +=
                endedTransfer(historyRows + step * 100 + id, TransferRecord::State::Done);
        longest.take([&] {
            m_link->setSnapshot(snapshot);
            bar->setValue(bar->maximum() / 40 * int(step));
        });
    }
    QTRY_COMPARE(page.model()->rowCount(), historyRows + 4000);
    longest.tell("history");
}

}  // namespace cosftp::test

using cosftp::test::ScaleTest;
COSFTP_TEST(ScaleTest)
#include "scale_test.moc"
