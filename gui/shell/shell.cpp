// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/shell.h"

#include "common/message_bar.h"
#include "common/page.h"
#include "shell/help_dialog.h"
#include "shell/preferences_page.h"
#include "shell/server_strip.h"

#include <QEvent>
#include <QGuiApplication>
#include <QSessionManager>
#include <QSettings>

namespace cosftp {

namespace {

constexpr std::chrono::seconds refreshEvery{1};
const QString noTrayKey = QStringLiteral("tray/missingExplained");
const QString explainedKey = QStringLiteral("tray/explained");

}  // namespace

Shell::Shell(ServerLink &link, const ShellParts &parts, QObject *parent)
    : QObject(parent), m_link(link), m_parts(parts),
      m_window(std::make_unique<MainWindow>(parts.pages)),
      m_tray(std::make_unique<Tray>(parts.isTrayAvailable)),
      m_notifications(std::make_unique<Notifications>(link)), m_notifier(parts.notifier)
{
    if (m_notifier == nullptr)
        m_notifier = std::make_unique<DesktopNotifier>();
    m_clock.start();
    m_window->setWindowIcon(Theme::instance().programIcon());
    m_window->installEventFilter(this);
    connectWindow();
    connectTray();
    connectSession();
    connect(&link, &ServerLink::statusChanged, this, &Shell::onStatus);
    connect(&link, &ServerLink::snapshotChanged, this, &Shell::refresh);
    connect(m_notifications.get(), &Notifications::notified, this, &Shell::onNotified);
    connect(m_notifier.get(), &DesktopNotifier::refused, this, &Shell::sayInWindow);
    connect(m_notifier.get(), &DesktopNotifier::clicked, this,
            [this](const Notification &clicked) { showPage(clicked.pageId, clicked.place); });
    connect(m_parts.preferences, &PreferencesPage::preferencesChanged, this,
            &Shell::applyPreferences);
    auto *timer = new QTimer(this);  // speeds fall to nothing even if no snapshot comes
    timer->setInterval(refreshEvery);
    connect(timer, &QTimer::timeout, this, &Shell::refresh);
    timer->start();
    applyPreferences();
    refresh();
}

Shell::~Shell() { m_window->removeEventFilter(this); }

void Shell::connectWindow()
{
    MainWindow *window = m_window.get();
    connect(window, &MainWindow::closeWanted, this, &Shell::onClose);
    connect(window, &MainWindow::quitWanted, this, &Shell::askToQuit);
    connect(window, &MainWindow::wizardWanted, this, &Shell::wizardWanted);
    connect(window, &MainWindow::aboutWanted, this, &Shell::showAbout);
    connect(window, &MainWindow::helpWanted, this, &Shell::showHelp);
    connect(window->strip(), &ServerStrip::startWanted, &m_link, &ServerLink::start);
    connect(window->strip(), &ServerStrip::stopWanted, this, &Shell::askToStop);
    connect(window->strip(), &ServerStrip::acceptingWanted, &m_link, &ServerLink::setAccepting);
}

void Shell::connectTray()
{
    Tray *tray = m_tray.get();
    connect(tray, &Tray::toggleWanted, this, &Shell::toggleWindow);
    connect(tray, &Tray::pageWanted, this, [this](const QString &id) { showPage(id); });
    connect(tray, &Tray::acceptingWanted, &m_link, &ServerLink::setAccepting);
    connect(tray, &Tray::startWanted, &m_link, &ServerLink::start);
    connect(tray, &Tray::stopWanted, this, &Shell::askToStop);
    connect(tray, &Tray::networkTestWanted, this,
            [this] { showPage(QStringLiteral("settings"), QStringLiteral("network/test")); });
    connect(tray, &Tray::aboutWanted, this, &Shell::showAbout);
    connect(tray, &Tray::quitWanted, this, &Shell::askToQuit);
    connect(tray, &Tray::shownChanged, this, &Shell::onTrayShown);
    connect(tray, &Tray::messageClicked, this,
            [this] { showPage(m_lastNotification.pageId, m_lastNotification.place); });
}

// The session must not start us again besides the autostart entry.
void Shell::connectSession()
{
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, &Shell::endSession);
    connect(qGuiApp, &QGuiApplication::saveStateRequest, this, [](QSessionManager &manager) {
        manager.setRestartHint(QSessionManager::RestartNever);
    });
    connect(qGuiApp, &QCoreApplication::aboutToQuit, this, &Shell::endSession);
}

void Shell::endSession() { m_window->saveState(); }

void Shell::begin(const CommandLine &line)
{
    QTimer::singleShot(m_parts.trayPatience, this, &Shell::explainMissingTrayOnce);
    if (!line.startsMinimized || line.shows)
        return m_window->bringUp();
    if (m_tray->isShown())
        return;
    m_waitsForTray = true;
    m_window->showMinimized();
    QTimer::singleShot(m_parts.trayPatience, this, [this] {
        if (std::exchange(m_waitsForTray, false))
            m_window->bringUp();
    });
}

void Shell::handle(const CommandLine &line)
{
    if (line.quits)
        quit();
    else if (line.shows || !line.startsMinimized)
        m_window->bringUp();
}

void Shell::applyPreferences()
{
    const Preferences preferences = m_parts.preferences->preferences();
    m_tray->setMonochrome(preferences.hasMonochromeIcon);
    m_notifications->setPreferences(preferences);
}

void Shell::refresh()
{
    const LinkStatus status = m_link.status();
    const MonitorSnapshot snapshot = m_link.snapshot();
    m_gauge.add(snapshot.counters, m_clock.elapsed());
    m_activity = activityOf(status, snapshot, QDateTime::currentDateTimeUtc());
    m_activity.uploadSpeed = m_gauge.uploadSpeed();
    m_activity.downloadSpeed = m_gauge.downloadSpeed();
    m_window->showServer(status, m_activity);
    m_tray->showServer(status, m_activity);
}

void Shell::onStatus()
{
    refresh();
    const LinkStatus::State state = m_link.status().state;
    if (m_isQuitting && (state == LinkStatus::State::Stopped || state == LinkStatus::State::Failed))
        finish();
}

void Shell::toggleWindow()
{
    if (m_window->isVisible() && !m_window->isMinimized())
        m_window->hide();
    else
        m_window->bringUp();
}

void Shell::showPage(const QString &pageId, const QString &place)
{
    m_window->bringUp();
    m_window->showPage(pageId, place);
}

void Shell::onClose()
{
    if (!m_tray->isShown() || !m_parts.preferences->preferences().closesToTray)
        return askToQuit();
    m_window->saveState();
    m_window->hide();
    explainTrayOnce();
}

void Shell::explainTrayOnce()
{
    QSettings settings;
    if (settings.value(explainedKey).toBool())
        return;
    const bool isSaid = m_tray->say(
        tr("COS FTP Server goes on"),
        tr("The window is closed, the server keeps running. Click the icon to open the window; "
           "Quit in its menu ends both."));
    settings.setValue(explainedKey, isSaid);
}

// A message that waits already is more important; the next start tells this one.
void Shell::explainMissingTrayOnce()
{
    QSettings settings;
    MessageBar *bar = m_window->messageBar();
    if (m_tray->isShown() || settings.value(noTrayKey).toBool() || !bar->isHidden())
        return;
    bar->say(MessageBar::Kind::Info,
             tr("This desktop shows no tray icons, so closing the window quits: minimise it "
                "instead to keep the server running. On GNOME the extension AppIndicator brings "
                "the tray back."));
    settings.setValue(noTrayKey, true);
}

void Shell::onTrayShown(bool isShown)
{
    if (!isShown && !m_window->isVisible())
        m_window->bringUp();
    if (isShown && std::exchange(m_waitsForTray, false) && m_window->isMinimized())
        m_window->hide();
}

void Shell::onNotified(const Notification &notification)
{
    m_lastNotification = notification;
    if (!m_tray->say(notification.title, notification.text))
        m_notifier->say(notification);
}

// Neither a tray nor a service: the message waits at the top of the window, which says by itself
// that the server does not run.
void Shell::sayInWindow(const Notification &notification)
{
    if (notification.kind == Notification::Kind::ServerProblem)
        return;
    const bool isBad = notification.kind == Notification::Kind::TransferFailed;
    m_window->messageBar()->say(isBad ? MessageBar::Kind::Warning : MessageBar::Kind::Info,
                                notification.title + QStringLiteral(": ") + notification.text);
}

void Shell::showAbout()
{
    m_window->bringUp();
    auto *dialog = new AboutDialog(m_link.status().version, m_parts.paths(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Shell::showHelp()
{
    QStringList titles;
    for (const Page *page : std::as_const(m_parts.pages))
        titles.append(page->title());
    auto *dialog = new HelpDialog(titles, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Shell::ask(Ending ending, void (Shell::*goOn)())
{
    if (!m_question.isNull())
        return m_question->raise();
    const bool isSeen = m_window->isVisible();
    m_question = askBeforeEnding(ending, m_activity, isSeen ? m_window.get() : nullptr, this,
                                 [this, goOn] { (this->*goOn)(); });
}

void Shell::askToStop() { ask(Ending::StopServer, &Shell::stopServer); }

void Shell::stopServer() { m_link.stop(); }

void Shell::askToQuit()
{
    if (m_isQuitting)
        return finish();
    if (!m_window->mayLeave())
        return m_window->bringUp();
    if (m_parts.serverEndsWithProgram)
        ask(Ending::Quit, &Shell::quit);
    else
        finish();
}

void Shell::quit()
{
    const LinkStatus::State state = m_link.status().state;
    const bool isStopped =
        state == LinkStatus::State::Stopped || state == LinkStatus::State::Failed;
    if (std::exchange(m_isQuitting, true) || !m_parts.serverEndsWithProgram || isStopped)
        return finish();
    m_window->saveState();
    m_link.stop();
}

void Shell::finish()
{
    if (std::exchange(m_hasFinished, true))
        return;
    m_window->saveState();
    m_window->hide();
    Q_EMIT finished();
}

bool Shell::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window.get()
        && (event->type() == QEvent::Show || event->type() == QEvent::Hide
            || event->type() == QEvent::WindowStateChange))
        m_tray->setWindowVisible(m_window->isVisible() && !m_window->isMinimized());
    return false;
}

}  // namespace cosftp
