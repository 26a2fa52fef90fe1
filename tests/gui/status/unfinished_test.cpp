// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of work that has not ended: interrupted uploads, uploads that the store has not
// confirmed, folders that are being renamed, and what the server cleans up. In both languages.
#include "common/format.h"
#include "common/language.h"
#include "common/table_view.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "status/cleanup_text.h"
#include "status/history_model.h"
#include "status/history_page.h"
#include "status/history_store.h"
#include "status/job_panel.h"
#include "status/job_text.h"
#include "status/overview_page.h"
#include "status/problem_panel.h"
#include "status/transfer_model.h"
#include "status/transfer_text.h"
#include "status/transfers_page.h"
#include "support/test_main.h"

#include <QProgressBar>
#include <QSignalSpy>
#include <QToolButton>

namespace cosftp::test {

namespace {

CleanupRecord lastRound()
{
    return {"photos-1250000000", moment(), 5, 3'145'728, 3, 1, 1'048'576, 1};
}

JobRecord job(quint64 id, qint64 done, qint64 total)
{
    JobRecord record;
    record.jobId = id;
    record.user = "ann";
    record.from = "/old";
    record.to = "/new";
    record.started = QDateTime::currentDateTimeUtc();
    record.done = done;
    record.total = total;
    return record;
}

TransferRecord parked()
{
    TransferRecord record = endedTransfer(1, TransferRecord::State::Parked);
    record.error = QStringLiteral("the line broke");
    record.bytes = 3 * 1024 * 1024;
    return record;
}

QString textOf(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>())
        if (label->isVisibleTo(&widget))
            texts += label->text();
    return texts.join(QLatin1Char('\n'));
}

}  // namespace

class UnfinishedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { language::use(QStringLiteral("en")); }
    void aFolderJobShowsItsProgress();
    void aFolderThatIsStillCountedSaysSo();
    void manyFolderJobsAreCounted();
    void folderJobsGoWhenTheyAreDone();
    void folderJobsChangeTheirLanguage();
    void aParkedUploadTellsItsBytesInBothLanguages();
    void aParkedUploadIsAProblemThatLeadsToTheHistory();
    void theHistoryShowsParkedUploadsByThemselves();
    void finishingIsAStateOfItsOwnInBothLanguages();
    void whatWasCleanedUpIsSaidInBothLanguages();
    void aCleanBucketIsNotNamed();
    void whatWasCleanedUpStandsAtTheBuckets();
    void theBucketsLeadToTheSingleUploads();

private:
    OwnSettings m_settings;
    std::unique_ptr<FakeLink> m_link;
};

void UnfinishedTest::init()
{
    QSettings().clear();
    language::use(QStringLiteral("en"));
    m_link = std::make_unique<FakeLink>();
    m_link->setState(LinkStatus::State::Running);
}

void UnfinishedTest::aFolderJobShowsItsProgress()
{
    TransfersPage page(*m_link);
    page.show();
    auto *panel = page.findChild<JobPanel *>();
    QVERIFY(!panel->isVisible());
    MonitorSnapshot snapshot;
    snapshot.jobs = {job(1, 1200, 10'000)};
    m_link->setSnapshot(snapshot);
    QVERIFY(panel->isVisible());
    QVERIFY(textOf(*panel).contains(QStringLiteral("ann renames the folder /old to /new")));
    QVERIFY(textOf(*panel).contains(QStringLiteral("1,200 of 10,000 files, 12 %")));
    QCOMPARE(panel->findChild<QProgressBar *>()->value(), 120);
    snapshot.jobs = {job(1, 10'000, 10'000)};
    m_link->setSnapshot(snapshot);
    QCOMPARE(panel->findChild<QProgressBar *>()->value(), 1000);
}

void UnfinishedTest::aFolderThatIsStillCountedSaysSo()
{
    JobRecord removal = job(1, 0, -1);
    removal.kind = JobRecord::Kind::Remove;
    QCOMPARE(JobText::title(removal), QStringLiteral("ann deletes the folder /old"));
    QVERIFY(JobText::progress(removal, removal.started.addSecs(7)).contains(QStringLiteral("7 s")));
    JobPanel panel;
    panel.show({removal}, removal.started);
    QCOMPARE(panel.findChild<QProgressBar *>()->maximum(), 0);  // moves to and fro
}

void UnfinishedTest::manyFolderJobsAreCounted()
{
    JobPanel panel;
    QList<JobRecord> jobs;
    for (quint64 id = 1; id <= 7; ++id)
        jobs += job(id, 1, 2);
    panel.show(jobs, QDateTime::currentDateTimeUtc());
    QCOMPARE(panel.findChildren<QProgressBar *>().size(), JobPanel::shownJobs);
    QVERIFY(textOf(panel).contains(QStringLiteral("and 3 more")));
}

void UnfinishedTest::folderJobsGoWhenTheyAreDone()
{
    OverviewPage page(*m_link);
    page.show();
    MonitorSnapshot snapshot;
    snapshot.jobs = {job(1, 1, 2), job(2, 1, 2)};
    m_link->setSnapshot(snapshot);
    auto *panel = page.findChild<JobPanel *>();
    QVERIFY(panel->isVisible());
    snapshot.jobs.removeFirst();
    m_link->setSnapshot(snapshot);
    QCOMPARE(panel->findChildren<QProgressBar *>().size(), 1);
    m_link->setSnapshot({});
    QVERIFY(!panel->isVisible());
}

void UnfinishedTest::folderJobsChangeTheirLanguage()
{
    JobPanel panel;
    panel.show({job(1, 1, 2)}, QDateTime::currentDateTimeUtc());
    language::use(QStringLiteral("zh_CN"));
    QTRY_VERIFY(textOf(panel).contains(QStringLiteral("重命名")));
    QVERIFY(!textOf(panel).contains(QStringLiteral("renames")));
    QVERIFY(textOf(panel).contains(QStringLiteral("/old")));
}

void UnfinishedTest::aParkedUploadTellsItsBytesInBothLanguages()
{
    QCOMPARE(TransferText::result(TransferRecord::State::Parked),
             QStringLiteral("parked, can be resumed"));
    QVERIFY(TransferText::cause(parked()).contains(QStringLiteral("3.0 MiB")));
    QVERIFY(TransferText::cause(parked()).contains(QStringLiteral("resume")));
    QVERIFY(TransferText::cause(parked()).contains(QStringLiteral("the line broke")));
    language::use(QStringLiteral("zh_CN"));
    QVERIFY(TransferText::cause(parked()).contains(QStringLiteral("3.0 MiB")));
    QVERIFY(TransferText::cause(parked()).contains(QStringLiteral("续传")));
    QVERIFY(
        !TransferText::result(TransferRecord::State::Parked).contains(QStringLiteral("parked")));
}

void UnfinishedTest::aParkedUploadIsAProblemThatLeadsToTheHistory()
{
    OverviewPage page(*m_link);
    page.show();
    MonitorSnapshot snapshot;
    snapshot.ended = {parked()};
    m_link->setSnapshot(snapshot);
    auto *panel = page.findChild<ProblemPanel *>();
    const auto last = [panel] {  // what is wrong with empty settings stands before it
        return panel->problems().isEmpty() ? Problem() : panel->problems().last();
    };
    QTRY_COMPARE(last().pageId, QStringLiteral("history"));
    const Problem problem = last();
    QVERIFY(problem.severity == Problem::Severity::Warning);
    QCOMPARE(problem.text, QStringLiteral("Upload of /in/1.jpg by camera was interrupted"));
    QVERIFY(problem.advice.contains(QStringLiteral("3.0 MiB")));
    QCOMPARE(problem.pageId, QStringLiteral("history"));
    QCOMPARE(problem.place, QStringLiteral("parked"));
}

void UnfinishedTest::theHistoryShowsParkedUploadsByThemselves()
{
    HistoryStore store(m_settings.path(QStringLiteral("parked.sqlite")));
    store.add({parked(), endedTransfer(2, TransferRecord::State::Done),
               endedTransfer(3, TransferRecord::State::Failed)});
    HistoryPage page(store, *m_link);
    page.open(QStringLiteral("parked"));
    page.show();
    QTRY_COMPARE(page.model()->rowCount(), 1);
    const auto cell = [&page](int column) {
        return page.model()->index(0, column).data().toString();
    };
    QTRY_COMPARE(cell(HistoryModel::Bytes), QStringLiteral("3.0 MiB"));
    QCOMPARE(cell(HistoryModel::Result), QStringLiteral("parked, can be resumed"));
}

void UnfinishedTest::finishingIsAStateOfItsOwnInBothLanguages()
{
    TransfersPage page(*m_link);
    page.show();
    MonitorSnapshot snapshot;
    TransferRecord record = transfer(1, 1000);
    record.state = TransferRecord::State::Finishing;
    snapshot.transfers = {record};
    m_link->setSnapshot(snapshot);
    const QModelIndex cell = page.model()->index(0, TransferModel::State);
    QCOMPARE(cell.data().toString(), QStringLiteral("finishing: COS confirms"));
    language::use(QStringLiteral("zh_CN"));
    QVERIFY(cell.data().toString().contains(QStringLiteral("COS")));
    QVERIFY(!cell.data().toString().contains(QStringLiteral("finishing")));
}

void UnfinishedTest::whatWasCleanedUpIsSaidInBothLanguages()
{
    const QString text = cleanupText(lastRound());
    QVERIFY(text.contains(QStringLiteral("5 interrupted uploads found with 3.0 MiB")));
    QVERIFY(text.contains(QStringLiteral("3 can be continued")));
    QVERIFY(text.contains(QStringLiteral("1 removed (1.0 MiB)")));
    QVERIFY(text.contains(QStringLiteral("1 could not be removed")));
    language::use(QStringLiteral("zh_CN"));
    QVERIFY(!cleanupText(lastRound()).contains(QStringLiteral("removed")));
    QVERIFY(cleanupText(lastRound()).contains(QStringLiteral("3.0 MiB")));
}

void UnfinishedTest::aCleanBucketIsNotNamed()
{
    CleanupRecord clean;
    clean.bucket = "films-1250000000";
    QCOMPARE(cleanupText(clean), QString());
    const QString lines = cleanupLines({clean, lastRound()});
    QVERIFY(lines.startsWith(QStringLiteral("photos-1250000000: 5")));
    QVERIFY(!lines.contains(QStringLiteral("films")));
}

void UnfinishedTest::whatWasCleanedUpStandsAtTheBuckets()
{
    OverviewPage page(*m_link);
    page.show();
    auto *label = page.findChild<QLabel *>(QStringLiteral("cleanup"));
    QVERIFY(!label->isVisible());
    MonitorSnapshot snapshot;
    snapshot.cleanups = {lastRound()};
    m_link->setSnapshot(snapshot);
    QVERIFY(label->isVisible());
    QVERIFY(label->text().startsWith(QStringLiteral("photos-1250000000: 5 interrupted uploads")));
    language::use(QStringLiteral("zh_CN"));
    QTRY_VERIFY(label->text().contains(QStringLiteral("上传")));
    m_link->setSnapshot({});
    QVERIFY(!label->isVisible());
}

void UnfinishedTest::theBucketsLeadToTheSingleUploads()
{
    OverviewPage page(*m_link);
    page.resize(1024, 2000);
    page.show();
    QSignalSpy wanted(&page, &Page::pageWanted);
    QTest::mouseClick(page.findChild<QToolButton *>(QStringLiteral("showUploads")), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first().at(0).toString(), QStringLiteral("settings"));
    QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("buckets/uploads"));
}

}  // namespace cosftp::test

using cosftp::test::UnfinishedTest;
COSFTP_TEST(UnfinishedTest)
#include "unfinished_test.moc"
