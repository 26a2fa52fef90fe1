// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/message_bar.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "gui/fake_link.h"
#include "gui/status/samples.h"
#include "gui/turn_watch.h"
#include "status/log_model.h"
#include "status/log_page.h"
#include "support/test_main.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QScrollBar>
#include <QToolButton>
#include <QUrl>

namespace cosftp::test {

namespace {

QList<LogRecord> lines(int count, int from = 0)
{
    QList<LogRecord> list;
    for (int number = from; number < from + count; ++number)
        list +=
            logRecord(QStringLiteral("s%1 line %2").arg(number % 50 + 1).arg(number),
                      number % 100 == 0 ? LogSettings::Level::Warning : LogSettings::Level::Info,
                      number % 2 == 0 ? "cosftp.session" : "cosftp.transfer");
    return list;
}

}  // namespace

class LogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theOldestLinesGoAboveTheMaximum();
    void clearForgetsEverything();
    void filtersNarrowTheLines_data();
    void filtersNarrowTheLines();
    void newLinesPassTheFilterToo();
    void aSessionIsFollowedFromAnotherPage();
    void choosingALevelHidesTheRest();
    void scrollingUpStopsFollowing();
    void savedAsCsvItHoldsTheShownLines();
    void chosenLinesAreCopiedAsTextAndAsCsv();
    void theFolderOfTheLogFilesOpens();
    void theLevelIsWrittenInWords();
    void aMillionLinesAreTakenWithoutAWait();

private:
    OwnSettings m_settings;
};

void LogTest::theOldestLinesGoAboveTheMaximum()
{
    LogModel model(20'000);
    const QAbstractItemModelTester tester(&model);
    model.append(lines(15'000));
    QTRY_COMPARE(model.rowCount(), 15'000);
    model.append(lines(10'000, 15'000));
    QTRY_VERIFY(!model.isScanning());
    QVERIFY(model.rowCount() <= 20'000);
    QCOMPARE(model.lineAt(model.rowCount() - 1).text, QStringLiteral("s50 line 24999"));
    const int oldest = 25'000 - model.rowCount();
    QVERIFY(model.lineAt(0).text.endsWith(QStringLiteral(" %1").arg(oldest)));
}

void LogTest::clearForgetsEverything()
{
    LogModel model;
    model.append(lines(100));
    QTRY_COMPARE(model.rowCount(), 100);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.keptLines(), 0U);
    model.append(lines(3));
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(model.lineAt(0).text, QStringLiteral("s1 line 0"));
}

void LogTest::filtersNarrowTheLines_data()
{
    QTest::addColumn<LogFilter>("filter");
    QTest::addColumn<int>("rows");
    LogFilter filter;
    QTest::newRow("all") << filter << 1000;
    filter.minimumLevel = LogSettings::Level::Warning;
    QTest::newRow("level") << filter << 10;
    filter = {};
    filter.category = "transfer";
    QTest::newRow("category") << filter << 500;
    filter = {};
    filter.sessionId = 7;
    QTest::newRow("session") << filter << 20;
    filter = {};
    filter.text = QStringLiteral("LINE 99");
    QTest::newRow("text") << filter << 11;  // 99 and 990 to 999
    filter.sessionId = 50;
    QTest::newRow("text and session") << filter << 2;  // 99 and 999
}

void LogTest::filtersNarrowTheLines()
{
    QFETCH(const LogFilter, filter);
    QFETCH(const int, rows);
    LogModel model;
    model.append(lines(1000));
    QTRY_COMPARE(model.rowCount(), 1000);
    model.setFilter(filter);
    QTRY_VERIFY(!model.isScanning());
    QCOMPARE(model.rowCount(), rows);
}

void LogTest::newLinesPassTheFilterToo()
{
    LogModel model;
    LogFilter filter;
    filter.minimumLevel = LogSettings::Level::Error;
    model.setFilter(filter);
    model.append({logRecord(QStringLiteral("well")),
                  logRecord(QStringLiteral("broken"), LogSettings::Level::Error)});
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.lineAt(0).text, QStringLiteral("broken"));
}

void LogTest::aSessionIsFollowedFromAnotherPage()
{
    FakeLink link;
    LogPage page(link);
    page.show();
    link.log(lines(100));
    QTRY_COMPARE(page.model()->rowCount(), 100);
    page.open(QStringLiteral("session/3"));
    QTRY_COMPARE(page.model()->rowCount(), 2);
    page.open(QStringLiteral("warnings"));
    QTRY_COMPARE(page.model()->rowCount(), 1);
}

void LogTest::choosingALevelHidesTheRest()
{
    FakeLink link;
    LogPage page(link);
    page.show();
    link.log(lines(200));
    QTRY_COMPARE(page.model()->rowCount(), 200);
    auto *level = page.findChild<QComboBox *>(QStringLiteral("level"));
    level->setFocus();
    QTest::keyClick(level, Qt::Key_Down);
    QTest::keyClick(level, Qt::Key_Down);
    QTRY_COMPARE(page.model()->rowCount(), 2);
    page.find();
    QTest::keyClicks(page.findChild<SearchField *>(), QStringLiteral("line 100"));
    QTRY_COMPARE(page.model()->rowCount(), 1);
}

void LogTest::scrollingUpStopsFollowing()
{
    FakeLink link;
    LogPage page(link);
    page.resize(1024, 700);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    link.log(lines(500));
    QTRY_COMPARE(page.model()->rowCount(), 500);
    QScrollBar *bar = page.findChild<TableView *>()->verticalScrollBar();
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QVERIFY(!page.isFollowing());
    const int place = bar->value();
    link.log(lines(500, 500));
    QTRY_COMPARE(page.model()->rowCount(), 1000);
    QCOMPARE(bar->value(), place);
    QTest::mouseClick(page.findChild<QToolButton *>(QStringLiteral("follow")), Qt::LeftButton);
    QVERIFY(page.isFollowing());
    QCOMPARE(bar->value(), bar->maximum());
    link.log(lines(10));
    QTRY_COMPARE(page.model()->rowCount(), 1010);
    QTRY_COMPARE(bar->value(), bar->maximum());
}

void LogTest::savedAsCsvItHoldsTheShownLines()
{
    FakeLink link;
    LogPage page(link);
    page.show();
    link.log({logRecord(QStringLiteral("=1+1")),
              logRecord(QStringLiteral("bad"), LogSettings::Level::Error)});
    QTRY_COMPARE(page.model()->rowCount(), 2);
    const QString target = m_settings.path(QStringLiteral("log.csv"));
    page.saveTo(target);
    QTRY_VERIFY(QFile::exists(target));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count("\r\n"), 3);
    QVERIFY(text.contains(",'=1+1\r\n"));
    QVERIFY(text.contains("Error"));
}

void LogTest::chosenLinesAreCopiedAsTextAndAsCsv()
{
    FakeLink link;
    LogPage page(link);
    page.resize(1024, 700);
    page.show();
    link.log(lines(10, 41));
    QTRY_COMPARE(page.model()->rowCount(), 10);
    auto *table = page.findChild<TableView *>();
    table->selectRow(2);
    page.findChild<QAction *>(QStringLiteral("copyText"))->trigger();
    const QString text = QGuiApplication::clipboard()->text();
    QCOMPARE(text.count(u'\n'), 1);
    QVERIFY(text.contains(QStringLiteral("line 43")));
    table->clearSelection();  // all of them
    page.findChild<QAction *>(QStringLiteral("copyCsv"))->trigger();
    const QString csv = QGuiApplication::clipboard()->text();
    QCOMPARE(csv.count(u'\n'), 11);  // with the header
    QVERIFY(csv.contains(QStringLiteral("line 50")));
}

/// Takes what would be opened by the desktop.
class Opener final : public QObject
{
    Q_OBJECT

public:
    Opener() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
    ~Opener() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    Q_DISABLE_COPY_MOVE(Opener)
    [[nodiscard]] QList<QUrl> opened() const { return m_opened; }

public Q_SLOTS:
    void open(const QUrl &url) { m_opened += url; }

private:
    QList<QUrl> m_opened;
};

void LogTest::theFolderOfTheLogFilesOpens()
{
    const Opener opener;
    FakeLink link;
    LogPage page(link);
    page.show();
    auto *button = page.findChild<QToolButton *>(QStringLiteral("folder"));
    QVERIFY(!button->isEnabled());
    const QString folder = m_settings.path(QStringLiteral("logs"));
    link.setSettingsText("[LOG]\nlog_dir = " + folder.toUtf8() + '\n');
    QTRY_VERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(opener.opened(), QList<QUrl>{QUrl::fromLocalFile(folder)});
}

void LogTest::theLevelIsWrittenInWords()
{
    LogModel model;
    model.append({logRecord(QStringLiteral("x"), LogSettings::Level::Warning)});
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, LogModel::Level).data().toString(), QStringLiteral("Warning"));
}

// A tenth of it under sanitizers, which cost a multiple.
void LogTest::aMillionLinesAreTakenWithoutAWait()
{
    constexpr int total = isSlowBuild ? 100'000 : 1'000'000;
    constexpr int batch = 5000;
    FakeLink link;
    LogPage page(link);
    page.resize(1024, 700);
    page.show();
    double longest = 0;
    const auto turn = [&longest](const std::function<void()> &work) {
        const double before = workedMs();
        work();
        QCoreApplication::processEvents();
        longest = qMax(longest, workedMs() - before);
    };
    for (int from = 0; from < total; from += batch) {
        const QList<LogRecord> records = lines(batch, from);
        turn([&link, &records] { link.log(records); });
    }
    QTRY_VERIFY(!page.model()->isScanning() && page.model()->keptLines() > 0);
    page.findChild<SearchField *>()->setText(QStringLiteral("line 9999"));
    QTest::keyClick(page.findChild<SearchField *>(), Qt::Key_Return);
    while (page.model()->isScanning())
        turn([] {});
    qInfo("longest turn with %d lines: %.1f ms of work", total, longest);
    QVERIFY(page.model()->rowCount() >= 11);
    QVERIFY2(isShortTurn(longest), qPrintable(QString::number(longest)));
}

}  // namespace cosftp::test

using cosftp::test::LogTest;
COSFTP_TEST(LogTest)
#include "log_test.moc"
