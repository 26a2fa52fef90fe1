// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/language.h"
#include "common/message_bar.h"
#include "gui/private_settings.h"
#include "gui/shell/sample_page.h"
#include "shell/main_window.h"
#include "shell/preferences_page.h"
#include "shell/server_strip.h"
#include "shell/side_rail.h"
#include "shell/window_place.h"
#include "support/test_main.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace cosftp {

using test::SamplePage;

namespace {

struct Window
{
    SamplePage *one = new SamplePage(QStringLiteral("one"));
    SamplePage *two = new SamplePage(QStringLiteral("two"));
    MainWindow window{QList<Page *>{one, two}};
    void show()
    {
        window.bringUp();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
};

LinkStatus status(LinkStatus::State state, const QString &problem = {})
{
    LinkStatus result;
    result.state = state;
    result.isAccepting = state == LinkStatus::State::Running;
    result.problem = problem;
    result.address = QStringLiteral("127.0.0.1:2121");
    return result;
}

}  // namespace

class WindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void altAndADigitShowsAPage();
    void theRailShowsAPage();
    void keysReachThePage();
    void quitAndHelpAreKeys();
    void aPageMayKeepTheUser();
    void pagesLeadToPlacesOnOthers();
    void badgesAreShownAndSpoken();
    void sizeAndPageAreKept();
    void aMaximisedWindowComesBackMaximised();
    void windowsComeBackOnAVisibleScreen_data();
    void windowsComeBackOnAVisibleScreen();
    void theStripStartsAndStops();
    void aProblemIsSaidUntilItIsGone();
    void closingAsksWhoMadeTheWindow();
    void theLanguageSwitchesWhileRunning();
    void preferencesAreKeptAtOnce();
    void aStaleAutostartEntryIsRepaired();

private:
    test::PrivateSettings m_settings;
};

void WindowTest::init()
{
    m_settings.clear();
    language::use(QStringLiteral("en"));
}

void WindowTest::altAndADigitShowsAPage()
{
    Window w;
    w.show();
    QTest::keyClick(&w.window, Qt::Key_2, Qt::AltModifier);
    QCOMPARE(w.window.currentPageId(), QStringLiteral("two"));
    QTest::keyClick(&w.window, Qt::Key_1, Qt::AltModifier);
    QCOMPARE(w.window.currentPageId(), QStringLiteral("one"));
}

void WindowTest::theRailShowsAPage()
{
    Window w;
    w.show();
    QTest::mouseClick(w.window.rail()->button(1), Qt::LeftButton);
    QCOMPARE(w.window.currentPageId(), QStringLiteral("two"));
    QVERIFY(w.window.rail()->button(1)->isChecked());
}

void WindowTest::keysReachThePage()
{
    Window w;
    w.show();
    QTest::keyClick(&w.window, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClick(&w.window, Qt::Key_F5);
    QCOMPARE(w.one->m_finds, 1);
    QCOMPARE(w.one->m_refreshes, 1);
    QCOMPARE(w.two->m_finds, 0);
}

void WindowTest::quitAndHelpAreKeys()
{
    Window w;
    w.show();
    const QSignalSpy quits(&w.window, &MainWindow::quitWanted);
    const QSignalSpy helps(&w.window, &MainWindow::helpWanted);
    QTest::keyClick(&w.window, Qt::Key_Q, Qt::ControlModifier);
    QTest::keyClick(&w.window, Qt::Key_F1);
    QCOMPARE(quits.count(), 1);
    QCOMPARE(helps.count(), 1);
}

void WindowTest::aPageMayKeepTheUser()
{
    Window w;
    w.show();
    w.one->m_mayLeave = false;
    QTest::mouseClick(w.window.rail()->button(1), Qt::LeftButton);
    QCOMPARE(w.window.currentPageId(), QStringLiteral("one"));
    QVERIFY(w.window.rail()->button(0)->isChecked());
    w.one->m_mayLeave = true;
    QTest::mouseClick(w.window.rail()->button(1), Qt::LeftButton);
    QCOMPARE(w.window.currentPageId(), QStringLiteral("two"));
}

void WindowTest::pagesLeadToPlacesOnOthers()
{
    Window w;
    Q_EMIT w.one->pageWanted(QStringLiteral("two"), QStringLiteral("row/7"));
    QCOMPARE(w.window.currentPageId(), QStringLiteral("two"));
    QCOMPARE(w.two->m_place, QStringLiteral("row/7"));
    QVERIFY(!w.window.showPage(QStringLiteral("nowhere")));
}

void WindowTest::badgesAreShownAndSpoken()
{
    Window w;
    w.show();
    const QImage before = w.window.rail()->button(1)->grab().toImage();
    w.two->setBadge(7);
    QVERIFY(w.window.rail()->button(1)->accessibleName().contains(u'7'));
    QVERIFY(w.window.rail()->button(1)->grab().toImage() != before);
}

void WindowTest::sizeAndPageAreKept()
{
    {
        Window w;
        w.show();
        w.window.setGeometry(30, 40, 950, 620);
        w.window.showPage(QStringLiteral("two"));
        w.window.saveState();
    }
    Window w;
    QCOMPARE(w.window.geometry().size(), QSize(950, 620));
    QCOMPARE(w.window.currentPageId(), QStringLiteral("two"));
}

void WindowTest::aMaximisedWindowComesBackMaximised()
{
    {
        Window w;
        w.window.setGeometry(30, 40, 950, 620);
        w.show();
        w.window.showMaximized();
        QTRY_VERIFY(w.window.isMaximized());
        w.window.saveState();
    }
    Window w;
    w.window.bringUp();
    QTRY_VERIFY(w.window.isMaximized());
    w.window.showNormal();
    QTRY_COMPARE(w.window.size(), QSize(950, 620));
}

void WindowTest::windowsComeBackOnAVisibleScreen_data()
{
    QTest::addColumn<QRect>("saved");
    QTest::addColumn<QRect>("place");
    const QRect first(0, 0, 1920, 1080);
    QTest::newRow("visible") << QRect(100, 100, 1000, 700) << QRect(100, 100, 1000, 700);
    QTest::newRow("on the second") << QRect(2000, 50, 1000, 700) << QRect(2000, 50, 1000, 700);
    QRect centred(0, 0, 1000, 700);
    centred.moveCenter(first.center());
    QTest::newRow("on a screen that is gone") << QRect(-3000, 100, 1000, 700) << centred;
    QTest::newRow("title above the screen") << QRect(100, -500, 1000, 700) << centred;
    QTest::newRow("a strip at the edge") << QRect(100, 1075, 1000, 700) << centred;
    QTest::newRow("larger than the screen") << QRect(9000, 0, 5000, 3000) << first;
    QTest::newRow("nothing saved") << QRect() << QRect();
}

void WindowTest::windowsComeBackOnAVisibleScreen()
{
    QFETCH(QRect, saved);
    const QList<QRect> screens{QRect(0, 0, 1920, 1080), QRect(1920, 0, 1920, 1080)};
    QTEST(placeOnScreens(saved, screens), "place");
}

void WindowTest::theStripStartsAndStops()
{
    Window w;
    w.show();
    ServerStrip *strip = w.window.strip();
    const QSignalSpy starts(strip, &ServerStrip::startWanted);
    const QSignalSpy stops(strip, &ServerStrip::stopWanted);
    QSignalSpy accepting(strip, &ServerStrip::acceptingWanted);
    w.window.showServer(status(LinkStatus::State::Stopped), {});
    QCOMPARE(strip->badge()->text(), QStringLiteral("Stopped"));
    QVERIFY(!strip->pauseButton()->isVisible());
    QTest::mouseClick(strip->startStopButton(), Qt::LeftButton);
    QCOMPARE(starts.count(), 1);
    w.window.showServer(status(LinkStatus::State::Starting), {});
    QVERIFY(!strip->startStopButton()->isEnabled());
    w.window.showServer(status(LinkStatus::State::Running), {});
    QCOMPARE(strip->badge()->text(), QStringLiteral("Running"));
    QTest::mouseClick(strip->pauseButton(), Qt::LeftButton);
    QTest::mouseClick(strip->startStopButton(), Qt::LeftButton);
    QCOMPARE(accepting.count(), 1);
    QCOMPARE(accepting.first().first().toBool(), false);
    QCOMPARE(stops.count(), 1);
}

void WindowTest::aProblemIsSaidUntilItIsGone()
{
    Window w;
    w.show();
    w.window.showServer(status(LinkStatus::State::Failed, QStringLiteral("Port taken")), {});
    QVERIFY(w.window.messageBar()->isVisible());
    QCOMPARE(w.window.messageBar()->text(), QStringLiteral("Port taken"));
    QTest::keyClick(&w.window, Qt::Key_Escape);
    QVERIFY(!w.window.messageBar()->isVisible());
    w.window.showServer(status(LinkStatus::State::Failed, QStringLiteral("Port taken")), {});
    QVERIFY(!w.window.messageBar()->isVisible());
    w.window.showServer(status(LinkStatus::State::Failed, QStringLiteral("Key refused")), {});
    QVERIFY(w.window.messageBar()->isVisible());
    w.window.showServer(status(LinkStatus::State::Running), {});
    QVERIFY(!w.window.messageBar()->isVisible());
}

void WindowTest::closingAsksWhoMadeTheWindow()
{
    Window w;
    w.show();
    const QSignalSpy closes(&w.window, &MainWindow::closeWanted);
    w.window.close();
    QCOMPARE(closes.count(), 1);
    QVERIFY(w.window.isVisible());
}

void WindowTest::theLanguageSwitchesWhileRunning()
{
    PreferencesPage page(Autostart(m_settings.folder(), {}));
    page.show();
    const int chinese = page.languageBox()->findData(QStringLiteral("zh_CN"));
    page.languageBox()->setCurrentIndex(chinese);
    QCOMPARE(language::current(), QStringLiteral("zh_CN"));
    QTRY_COMPARE(page.languageBox()->currentData().toString(), QStringLiteral("zh_CN"));
    page.languageBox()->setCurrentIndex(page.languageBox()->findData(QStringLiteral("en")));
    QCOMPARE(language::current(), QStringLiteral("en"));
    QCOMPARE(loadPreferences().language, QStringLiteral("en"));
}

void WindowTest::preferencesAreKeptAtOnce()
{
    PreferencesPage page(Autostart(m_settings.folder(), {}));
    page.show();
    const QSignalSpy changed(&page, &PreferencesPage::preferencesChanged);
    QCheckBox *box = page.switchFor(&Preferences::tellsUploads);
    QVERIFY(!box->isChecked());
    box->click();
    QCOMPARE(changed.count(), 1);
    QVERIFY(loadPreferences().tellsUploads);
    page.themeBox()->setCurrentIndex(page.themeBox()->findData(QStringLiteral("dark")));
    QVERIFY(Theme::instance().isDark());
    QVERIFY(loadPreferences().theme == Theme::Mode::Dark);
    page.themeBox()->setCurrentIndex(0);
}

void WindowTest::aStaleAutostartEntryIsRepaired()
{
    const QString folder = m_settings.folder() + QStringLiteral("/autostart");
    QVERIFY(Autostart(folder, {QStringLiteral("/gone/cosftp")}).enable().has_value());
    const Autostart ours(folder, {QCoreApplication::applicationFilePath()});
    PreferencesPage page(ours);
    page.show();
    QVERIFY(page.repairButton()->isVisible());
    QVERIFY(page.autostartBox()->isChecked());
    QTest::mouseClick(page.repairButton(), Qt::LeftButton);
    QVERIFY(!page.repairButton()->isVisible());
    QVERIFY(ours.state().kind == Autostart::Kind::On);
    page.autostartBox()->click();
    QVERIFY(ours.state().kind == Autostart::Kind::Off);
}

COSFTP_TEST(WindowTest)

}  // namespace cosftp

#include "window_test.moc"
