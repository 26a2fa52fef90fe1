// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/message_bar.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "gui/turn_watch.h"
#include "status/history_database.h"
#include "status/history_export.h"
#include "status/history_model.h"
#include "status/history_page.h"
#include "status/history_store.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>

namespace cosftp::test {

namespace {

QList<TransferRecord> many(int count)
{
    QList<TransferRecord> list;
    for (int id = 1; id <= count; ++id)
        list += endedTransfer(quint64(id), id % 10 == 0 ? TransferRecord::State::Failed
                                                        : TransferRecord::State::Done);
    return list;
}

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatEndedIsThereAfterARestart();
    void aTransferIsKeptOnceHoweverOftenItIsTold();
    void twoRunsOfTheServerMayUseTheSameNumbers();
    void theOldestAreForgottenAboveTheMaximum();
    void aDamagedFileIsPutAsideWithAMessage();
    void aFileOfALaterVersionIsPutAside();
    void filtersNarrowTheRows();
    void wildcardsInAFilterAreLetters();
    void newestIsFirstAndSortingIsDoneByTheFile();
    void selectingAFailedRowExplainsIt();
    void typingAndChoosingFiltersThePage();
    void exportWritesWhatTheFilterLetsThrough();
    void aCancelledExportLeavesNoFile();
    void aHundredThousandRowsScrollWithoutAWait();

private:
    OwnSettings m_settings;
    QString m_file;
    int m_count = 0;
};

void HistoryTest::init()
{
    m_file = m_settings.path(QStringLiteral("history-%1.sqlite").arg(++m_count));
    QSettings().clear();
}

void HistoryTest::whatEndedIsThereAfterARestart()
{
    FakeLink link;
    {
        HistoryStore store(m_file);
        store.follow(link);
        MonitorSnapshot snapshot;
        snapshot.ended = {endedTransfer(1, TransferRecord::State::Done),
                          endedTransfer(2, TransferRecord::State::Failed)};
        link.setSnapshot(snapshot);
    }
    HistoryStore store(m_file);
    HistoryModel model(store);
    QTRY_COMPARE(model.rowCount(), 2);
    QTRY_VERIFY(model.record(0).started.isValid());
    TransferRecord expected = endedTransfer(2, TransferRecord::State::Failed);
    expected.lastMoved = {};  // of no use once it has ended
    QCOMPARE(model.record(0), expected);
    QCOMPARE(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void HistoryTest::aTransferIsKeptOnceHoweverOftenItIsTold()
{
    FakeLink link;
    HistoryStore store(m_file);
    store.follow(link);
    MonitorSnapshot snapshot;
    snapshot.ended = many(3);
    link.setSnapshot(snapshot);
    snapshot.ended = many(4);
    link.setSnapshot(snapshot);
    store.add(many(4));
    HistoryModel model(store);
    QTRY_COMPARE(model.rowCount(), 4);
    model.reload();
    QSignalSpy counted(&model, &HistoryModel::counted);
    QVERIFY(counted.wait(60'000));
    QCOMPARE(model.rowCount(), 4);
}

void HistoryTest::twoRunsOfTheServerMayUseTheSameNumbers()
{
    HistoryDatabase database(m_file, 100);
    QVERIFY(database.open().has_value());
    TransferRecord later = endedTransfer(1, TransferRecord::State::Done);
    later.started = later.started.addDays(1);
    later.ended = later.ended.addDays(1);
    QCOMPARE(*database.add({endedTransfer(1, TransferRecord::State::Done), later}), 2);
    QCOMPARE(*database.add({later}), 0);
    QCOMPARE(*database.count({}), 2);
}

void HistoryTest::theOldestAreForgottenAboveTheMaximum()
{
    HistoryDatabase database(m_file, 50);
    QVERIFY(database.open().has_value());
    QVERIFY(database.add(many(120)).has_value());
    QCOMPARE(*database.count({}), 50);
    HistoryQuery oldestFirst;
    oldestFirst.order = Qt::AscendingOrder;
    QCOMPARE(database.page(oldestFirst, 0, 1)->first().transferId, 71U);
}

void HistoryTest::aDamagedFileIsPutAsideWithAMessage()
{
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    HistoryStore store(m_file);
    QTRY_VERIFY(!store.problem().isEmpty());
    const QDir folder = QFileInfo(m_file).dir();
    const QStringList aside =
        folder.entryList({QFileInfo(m_file).fileName() + QStringLiteral(".damaged-*")});
    QCOMPARE(aside.size(), 1);
    QVERIFY(store.problem().contains(aside.first()));
    QCOMPARE(contentOf(folder.filePath(aside.first())), QByteArray(8192, 'x'));
    store.add(many(2));
    HistoryModel model(store);
    QTRY_COMPARE(model.rowCount(), 2);
}

void HistoryTest::aFileOfALaterVersionIsPutAside()
{
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("later"));
        database.setDatabaseName(m_file);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA user_version = 99")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("later"));
    HistoryDatabase database(m_file, 10);
    const Result<QString> opened = database.open();
    QVERIFY(opened.has_value());
    QVERIFY(!opened->isEmpty());
    QCOMPARE(*database.count({}), 0);
}

void HistoryTest::filtersNarrowTheRows()
{
    HistoryDatabase database(m_file, 1000);
    QVERIFY(database.open().has_value());
    QList<TransferRecord> list = many(20);
    list[0].user = "Scanner";
    list[1].direction = TransferRecord::Direction::Download;
    list[2].started = list[2].started.addDays(-10);
    list[2].ended = list[2].ended.addDays(-10);
    QVERIFY(database.add(list).has_value());
    HistoryQuery query;
    query.user = QStringLiteral("scan");
    QCOMPARE(*database.count(query), 1);
    query = {};
    query.result = TransferRecord::State::Failed;
    QCOMPARE(*database.count(query), 2);
    query = {};
    query.direction = TransferRecord::Direction::Download;
    QCOMPARE(*database.count(query), 1);
    query = {};
    query.to = moment().toLocalTime().date().addDays(-5);
    QCOMPARE(*database.count(query), 1);
    query = {};
    query.from = moment().toLocalTime().date().addDays(-5);
    QCOMPARE(*database.count(query), 19);
    query = {};
    query.path = QStringLiteral("/in/1");
    QCOMPARE(*database.count(query), 11);  // 1 and 10 to 19
}

void HistoryTest::wildcardsInAFilterAreLetters()
{
    HistoryDatabase database(m_file, 1000);
    QVERIFY(database.open().has_value());
    QList<TransferRecord> list = many(3);
    list[0].path = "/100%_done";
    QVERIFY(database.add(list).has_value());
    HistoryQuery query;
    query.path = QStringLiteral("%_");
    QCOMPARE(*database.count(query), 1);
}

void HistoryTest::newestIsFirstAndSortingIsDoneByTheFile()
{
    HistoryStore store(m_file);
    QList<TransferRecord> list = many(3);
    list[0].bytes = 5'000'000;
    store.add(list);
    HistoryModel model(store);
    QTRY_COMPARE(model.rowCount(), 3);
    QTRY_COMPARE(model.record(0).transferId, 3U);
    model.sort(HistoryModel::Bytes, Qt::DescendingOrder);
    QTRY_COMPARE(model.record(0).transferId, 1U);
}

void HistoryTest::selectingAFailedRowExplainsIt()
{
    FakeLink link;
    HistoryStore store(m_file);
    store.add({endedTransfer(1, TransferRecord::State::Failed)});
    HistoryPage page(store, link);
    page.resize(1024, 700);
    page.show();
    auto *table = page.findChild<TableView *>();
    QTRY_COMPARE(page.model()->rowCount(), 1);
    QTRY_VERIFY(page.model()->record(0).started.isValid());
    table->selectRow(0);
    auto *cause = page.findChild<QLabel *>(QStringLiteral("cause"));
    QTRY_VERIFY(cause->isVisible());
    QVERIFY(cause->text().contains(QLatin1String("cos:PutObject")));
    QTest::keyClick(page.findChild<QPushButton *>(QStringLiteral("copyReport")), Qt::Key_Space);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("s1-1")));
}

void HistoryTest::typingAndChoosingFiltersThePage()
{
    FakeLink link;
    HistoryStore store(m_file);
    store.add(many(20));
    {
        HistoryPage page(store, link);
        page.show();
        QTRY_COMPARE(page.model()->rowCount(), 20);
        QTest::keyClicks(page.findChild<SearchField *>(QStringLiteral("path")),
                         QStringLiteral("/in/1"));
        QTRY_COMPARE(page.model()->rowCount(), 11);
        auto *result = page.findChild<QComboBox *>(QStringLiteral("result"));
        result->setFocus();
        QTest::keyClick(result, Qt::Key_Down);  // done
        QTest::keyClick(result, Qt::Key_Down);  // failed
        QTRY_COMPARE(page.model()->rowCount(), 1);
    }
    HistoryPage again(store, link);  // what was chosen is kept, what was typed is not
    QTRY_COMPARE(again.model()->rowCount(), 2);
}

void HistoryTest::exportWritesWhatTheFilterLetsThrough()
{
    FakeLink link;
    HistoryStore store(m_file);
    QList<TransferRecord> list = many(20);
    list[9].path = "=HYPERLINK(\"x\")";
    store.add(list);
    HistoryPage page(store, link);
    page.open(QStringLiteral("failed"));
    QTRY_COMPARE(page.model()->rowCount(), 2);
    const QString target = m_settings.path(QStringLiteral("out.csv"));
    page.exportTo(target);
    QTRY_VERIFY(page.findChild<MessageBar *>()->text().contains(target));
    const QByteArray text = contentOf(target);
    QVERIFY(text.startsWith("\xEF\xBB\xBF"));
    QCOMPARE(text.count("\r\n"), 3);
    QVERIFY(text.contains("\"'=HYPERLINK(\"\"x\"\")\""));
}

void HistoryTest::aCancelledExportLeavesNoFile()
{
    {
        HistoryDatabase database(m_file, 10'000);
        QVERIFY(database.open().has_value());
        QVERIFY(database.add(many(5000)).has_value());
    }
    const QString target = m_settings.path(QStringLiteral("cancelled.csv"));
    HistoryExport job(m_file, {}, target);
    QSignalSpy finished(&job, &HistoryExport::finished);
    job.cancel();
    job.start();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().at(0).toBool(), false);
    QVERIFY(finished.first().at(1).toString().isEmpty());
    QVERIFY(!QFile::exists(target));
}

void HistoryTest::aHundredThousandRowsScrollWithoutAWait()
{
    constexpr int rows = isSlowBuild ? 10'000 : 100'000;
    {
        HistoryDatabase database(m_file, rows);
        QVERIFY(database.open().has_value());
        QVERIFY(database.add(many(rows)).has_value());
    }
    FakeLink link;
    HistoryStore store(m_file);
    HistoryPage page(store, link);
    page.resize(1024, 700);
    page.show();
    QTRY_COMPARE(page.model()->rowCount(), rows);
    QScrollBar *bar = page.findChild<TableView *>()->verticalScrollBar();
    double longest = 0;
    for (int step = 0; step <= 40; ++step) {
        const double before = ownMs();
        bar->setValue(bar->maximum() / 40 * step);
        QCoreApplication::processEvents();
        longest = std::max(longest, ownMs() - before);
    }
    qInfo("longest turn scrolling %d rows: %.1f ms", rows, longest);
    QVERIFY2(isShortTurn(longest), qPrintable(QString::number(longest)));
    bar->setValue(bar->maximum());
    QTRY_COMPARE(page.model()->record(rows - 1).transferId, 1U);
}

}  // namespace cosftp::test

using cosftp::test::HistoryTest;
COSFTP_TEST(HistoryTest)
#include "history_test.moc"
