// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/language.h"
#include "common/message_bar.h"
#include "gui/fake_link.h"
#include "gui/private_settings.h"
#include "gui/shell/sample_page.h"
#include "shell/about_dialog.h"
#include "shell/help_dialog.h"
#include "shell/preferences_page.h"
#include "shell/shell.h"
#include "support/test_main.h"

#include <QClipboard>
#include <QMessageBox>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

namespace cosftp {

namespace {

struct Program
{
    test::FakeLink link;
    bool hasTray = true;
    std::unique_ptr<Shell> shell;

    explicit Program(const QString &folder, bool withTray = true) : hasTray(withTray)
    {
        ShellParts parts;
        parts.preferences = new PreferencesPage(Autostart(folder, {}));
        parts.pages = {new test::SamplePage(QStringLiteral("overview")),
                       new test::SamplePage(QStringLiteral("sessions")), parts.preferences};
        parts.paths = [] {
            return QList<NamedPath>{{QStringLiteral("Settings"), QStringLiteral("/etc/x.conf")}};
        };
        parts.notifier = new DesktopNotifier(QDBusConnection(QStringLiteral("none")));
        parts.isTrayAvailable = [this] { return hasTray; };
        parts.trayPatience = std::chrono::milliseconds(300);
        shell = std::make_unique<Shell>(link, parts);
    }
    void runTransfers(int count)
    {
        link.setState(LinkStatus::State::Running);
        MonitorSnapshot snapshot;
        snapshot.sessions.append(SessionRecord());
        for (int i = 0; i < count; ++i)
            snapshot.transfers.append(TransferRecord());
        link.setSnapshot(snapshot);
    }
    void answer(QMessageBox::ButtonRole role) const
    {
        QMessageBox *box = shell->question();
        QVERIFY(box != nullptr);
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL("no such button");
    }
};

CommandLine minimized()
{
    CommandLine line;
    line.startsMinimized = true;
    return line;
}

}  // namespace

class ShellTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void quittingNamesWhatRuns();
    void quittingWithNothingRunningDoesNotAsk();
    void keepingGoesOn();
    void quittingWaitsForTheServer();
    void stoppingAsksToo();
    void closingHidesIntoTheTrayAndSaysSoOnce();
    void closingWithoutATrayQuits();
    void aTrayThatGoesBringsTheWindowBack();
    void minimizedStartsInTheTray();
    void minimizedWithoutATrayStaysReachable();
    void aMissingTrayIsToldOnce();
    void aTrayThatComesLateTakesTheWindow();
    void aSecondStartRaisesTheWindow();
    void quitFromOutsideAsksNothing();
    void theTrayTogglesTheWindow();
    void theTrayOpensPages();
    void pausingReachesTheServer();
    void aboutCanBeCopied();
    void helpListsThePages();
    void messagesWithoutATrayWaitInTheWindow();
    void aClickOnTheIconTogglesTheWindow();
    void aClickOnAMessageOpensTheMatchingView();
    void theToolTipFollowsTheClock();
    void theNetworksTestIsReachedFromTheTray();
    void logOffKeepsTheWindowAndAsksNothing();

private:
    test::PrivateSettings m_settings;
};

void ShellTest::init()
{
    m_settings.clear();
    language::use(QStringLiteral("en"));
}

void ShellTest::quittingNamesWhatRuns()
{
    Program p(m_settings.folder());
    p.shell->begin({});
    p.runTransfers(3);
    const QSignalSpy finished(p.shell.get(), &Shell::finished);
    p.shell->askToQuit();
    QVERIFY(p.shell->question() != nullptr);
    QCOMPARE(p.shell->question()->text(), QStringLiteral("3 transfers are running."));
    p.answer(QMessageBox::AcceptRole);
    QCOMPARE(p.link.calls().stops, 1);
    QTRY_COMPARE(finished.count(), 1);
}

void ShellTest::quittingWithNothingRunningDoesNotAsk()
{
    Program p(m_settings.folder());
    p.shell->begin({});
    const QSignalSpy finished(p.shell.get(), &Shell::finished);
    QVERIFY(QTest::qWaitForWindowActive(&p.shell->window()));
    QTest::keyClick(&p.shell->window(), Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(p.shell->question() == nullptr);
    QTRY_COMPARE(finished.count(), 1);
}

void ShellTest::keepingGoesOn()
{
    Program p(m_settings.folder());
    p.shell->begin({});
    p.runTransfers(1);
    const QSignalSpy finished(p.shell.get(), &Shell::finished);
    p.shell->askToQuit();
    QTest::keyClick(p.shell->question(), Qt::Key_Escape);
    QTRY_VERIFY(p.shell->question() == nullptr);
    QCOMPARE(p.link.calls().stops, 0);
    QCOMPARE(finished.count(), 0);
    QVERIFY(p.shell->window().isVisible());
}

void ShellTest::quittingWaitsForTheServer()
{
    Program p(m_settings.folder());
    p.runTransfers(1);
    p.link.hold();
    const QSignalSpy finished(p.shell.get(), &Shell::finished);
    p.shell->quit();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 0);
    p.link.setState(LinkStatus::State::Stopped);
    QCOMPARE(finished.count(), 1);
}

void ShellTest::stoppingAsksToo()
{
    Program p(m_settings.folder());
    p.shell->begin({});
    p.runTransfers(0);
    p.shell->askToStop();
    QCOMPARE(p.shell->question()->text(), QStringLiteral("1 client is connected."));
    p.answer(QMessageBox::RejectRole);
    QCOMPARE(p.link.calls().stops, 0);
    QTRY_VERIFY(p.shell->question() == nullptr);
    p.shell->askToStop();
    p.answer(QMessageBox::AcceptRole);
    QCOMPARE(p.link.calls().stops, 1);
}

void ShellTest::closingHidesIntoTheTrayAndSaysSoOnce()
{
    Program p(m_settings.folder());
    p.shell->begin({});
    p.runTransfers(2);
    p.shell->window().close();
    QVERIFY(!p.shell->window().isVisible());
    QVERIFY(p.shell->question() == nullptr);
    QCOMPARE(p.link.calls().stops, 0);
    QVERIFY(QSettings().contains(QStringLiteral("tray/explained")));
}

void ShellTest::closingWithoutATrayQuits()
{
    Program p(m_settings.folder(), false);
    p.shell->begin({});
    const QSignalSpy finished(p.shell.get(), &Shell::finished);
    p.runTransfers(1);
    p.shell->window().close();
    QVERIFY(p.shell->window().isVisible());
    QVERIFY(p.shell->question() != nullptr);
    p.answer(QMessageBox::AcceptRole);
    QTRY_COMPARE(finished.count(), 1);
}

void ShellTest::aTrayThatGoesBringsTheWindowBack()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    QVERIFY(!p.shell->window().isVisible());
    p.hasTray = false;
    p.shell->tray().lookForPanel();
    QVERIFY(p.shell->window().isVisible());
}

void ShellTest::minimizedStartsInTheTray()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    QVERIFY(!p.shell->window().isVisible());
    CommandLine both = minimized();
    both.shows = true;
    p.shell->begin(both);
    QVERIFY(p.shell->window().isVisible());
}

void ShellTest::minimizedWithoutATrayStaysReachable()
{
    Program p(m_settings.folder(), false);
    p.shell->begin(minimized());
    QVERIFY(p.shell->window().isVisible());
    QTRY_VERIFY(!p.shell->window().isMinimized());
}

void ShellTest::aMissingTrayIsToldOnce()
{
    {
        Program p(m_settings.folder(), false);
        p.shell->begin({});
        const MessageBar *bar = p.shell->window().messageBar();
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->text().contains(QStringLiteral("tray")));
    }
    Program again(m_settings.folder(), false);
    again.shell->begin(minimized());
    QTRY_VERIFY(!again.shell->window().isMinimized());  // the same patience has passed
    QVERIFY(!again.shell->window().messageBar()->isVisible());
}

void ShellTest::aTrayThatComesLateTakesTheWindow()
{
    Program p(m_settings.folder(), false);
    p.shell->begin(minimized());
    QVERIFY(p.shell->window().isMinimized());
    p.hasTray = true;
    p.shell->tray().lookForPanel();
    QVERIFY(!p.shell->window().isVisible());
}

void ShellTest::aSecondStartRaisesTheWindow()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    p.shell->handle(minimized());
    QVERIFY(!p.shell->window().isVisible());
    p.shell->handle({});
    QVERIFY(p.shell->window().isVisible());
}

void ShellTest::quitFromOutsideAsksNothing()
{
    Program p(m_settings.folder());
    p.runTransfers(2);
    const QSignalSpy finished(p.shell.get(), &Shell::finished);
    CommandLine line;
    line.quits = true;
    p.shell->handle(line);
    QVERIFY(p.shell->question() == nullptr);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(p.link.calls().stops, 1);
}

void ShellTest::theTrayTogglesTheWindow()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    Q_EMIT p.shell->tray().toggleWanted();
    QVERIFY(p.shell->window().isVisible());
    QVERIFY(p.shell->tray().menu()->actions().first()->text().contains(QStringLiteral("Hide")));
    Q_EMIT p.shell->tray().toggleWanted();
    QVERIFY(!p.shell->window().isVisible());
    QVERIFY(p.shell->tray().menu()->actions().first()->text().contains(QStringLiteral("how")));
}

void ShellTest::theTrayOpensPages()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    Q_EMIT p.shell->tray().pageWanted(QStringLiteral("sessions"));
    QVERIFY(p.shell->window().isVisible());
    QCOMPARE(p.shell->window().currentPageId(), QStringLiteral("sessions"));
}

void ShellTest::pausingReachesTheServer()
{
    Program p(m_settings.folder());
    p.runTransfers(0);
    Q_EMIT p.shell->tray().acceptingWanted(false);
    QCOMPARE(p.link.calls().accepting, QList<bool>{false});
}

void ShellTest::aboutCanBeCopied()
{
    const AboutDialog dialog(QStringLiteral("1.2.3"),
                             {{QStringLiteral("Settings"), QStringLiteral("/etc/x.conf")}});
    const QString report = dialog.report();
    QVERIFY(report.contains(QStringLiteral("Server: 1.2.3")));
    QVERIFY(report.contains(QStringLiteral("/etc/x.conf")));
    QVERIFY(report.contains(QString::fromLatin1(qVersion())));
    QVERIFY(report.contains(QStringLiteral("OpenSSL")));
}

void ShellTest::helpListsThePages()
{
    Program p(m_settings.folder());
    p.shell->begin({});
    QVERIFY(QTest::qWaitForWindowActive(&p.shell->window()));
    QTest::keyClick(&p.shell->window(), Qt::Key_F1);
    auto *help = p.shell->window().findChild<HelpDialog *>();
    QVERIFY(help != nullptr);
    QStringList texts;
    for (const QLabel *label : help->findChildren<QLabel *>())
        texts.append(label->text());
    QVERIFY(texts.contains(QStringLiteral("Alt+2")));
    QVERIFY(texts.contains(QStringLiteral("SESSIONS")));
    QTest::keyClick(help, Qt::Key_Escape);
    QTRY_VERIFY(p.shell->window().findChild<HelpDialog *>() == nullptr);
}

void ShellTest::messagesWithoutATrayWaitInTheWindow()
{
    Program p(m_settings.folder(), false);
    p.shell->begin({});
    p.link.setSnapshot({});
    MonitorSnapshot snapshot;
    TransferRecord failed;
    failed.transferId = 5;
    failed.path = "/a/b.txt";
    failed.state = TransferRecord::State::Failed;
    snapshot.ended = {failed};
    p.link.setSnapshot(snapshot);
    QTRY_VERIFY(p.shell->window().messageBar()->isVisible());
    QVERIFY(p.shell->window().messageBar()->text().contains(QStringLiteral("b.txt")));
}

void ShellTest::aClickOnTheIconTogglesTheWindow()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    QSystemTrayIcon *icon = p.shell->tray().icon();
    QVERIFY(icon != nullptr);
    Q_EMIT icon->activated(QSystemTrayIcon::Trigger);
    QVERIFY(p.shell->window().isVisible());
    Q_EMIT icon->activated(QSystemTrayIcon::Context);  // opens the menu
    QVERIFY(p.shell->window().isVisible());
    Q_EMIT icon->activated(QSystemTrayIcon::Trigger);
    QVERIFY(!p.shell->window().isVisible());
}

void ShellTest::aClickOnAMessageOpensTheMatchingView()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    p.link.setSnapshot({});
    MonitorSnapshot snapshot;
    SessionRecord session;
    session.sessionId = 7;
    session.user = "ann";
    snapshot.sessions = {session};
    Preferences preferences;
    preferences.tellsLogins = true;
    p.shell->notifications().setPreferences(preferences);
    p.link.setSnapshot(snapshot);
    Q_EMIT p.shell->tray().icon()->messageClicked();
    QVERIFY(p.shell->window().isVisible());
    QCOMPARE(p.shell->window().currentPageId(), QStringLiteral("sessions"));
    const auto *page = p.shell->window().findChild<QStackedWidget *>()->currentWidget();
    QCOMPARE(static_cast<const test::SamplePage *>(page)->m_place, QStringLiteral("session/7"));
}

void ShellTest::theToolTipFollowsTheClock()
{
    Program p(m_settings.folder());
    p.runTransfers(0);
    const auto tellsSpeed = [&p] {
        return p.shell->tray().icon()->toolTip().contains(QStringLiteral("iB/s"));
    };
    MonitorSnapshot snapshot;
    const auto moveOn = [&p, &snapshot] {
        snapshot.counters.bytesIn += 50'000'000;
        p.link.setSnapshot(snapshot);
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(moveOn() && tellsSpeed(), 30'000);
    // No snapshot comes any more: the icon tells by itself that nothing moves.
    QTRY_VERIFY_WITH_TIMEOUT(!tellsSpeed(), 30'000);
}

void ShellTest::theNetworksTestIsReachedFromTheTray()
{
    Program p(m_settings.folder());
    p.shell->begin(minimized());
    Q_EMIT p.shell->tray().networkTestWanted();
    QVERIFY(p.shell->window().isVisible());
}

void ShellTest::logOffKeepsTheWindowAndAsksNothing()
{
    {
        Program p(m_settings.folder());
        p.shell->begin({});
        p.runTransfers(3);
        p.shell->window().setGeometry(30, 40, 950, 620);
        p.shell->window().showPage(QStringLiteral("sessions"));
        p.shell->endSession();
        QVERIFY(p.shell->question() == nullptr);
        QVERIFY(p.shell->window().isVisible());  // the log-off can still be called off
        QCOMPARE(p.link.calls().stops, 0);
    }
    Program p(m_settings.folder());
    QCOMPARE(p.shell->window().geometry().size(), QSize(950, 620));
    QCOMPARE(p.shell->window().currentPageId(), QStringLiteral("sessions"));
}

COSFTP_TEST(ShellTest)

}  // namespace cosftp

#include "shell_test.moc"
