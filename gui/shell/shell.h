// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/about_dialog.h"
#include "shell/command_line.h"
#include "shell/desktop_notifier.h"
#include "shell/main_window.h"
#include "shell/notifications.h"
#include "shell/questions.h"
#include "shell/tray.h"

#include <QElapsedTimer>
#include <QPointer>

#include <chrono>

class QMessageBox;
class QSessionManager;

namespace cosftp {

class PreferencesPage;

/// What a shell is made of; all of it is made elsewhere.
struct ShellParts
{
    QList<Page *> pages;                     ///< Given over, in the order of the rail.
    PreferencesPage *preferences = nullptr;  ///< One of the pages.
    /// For the About box, named in the present language.
    std::function<QList<NamedPath>()> paths = [] { return QList<NamedPath>(); };
    bool serverEndsWithProgram = true;  ///< The server lives in this process.
    /// Where messages go when there is no tray; given over. nullptr: to the session's service.
    DesktopNotifier *notifier = nullptr;
    std::function<bool()> isTrayAvailable = &QSystemTrayIcon::isSystemTrayAvailable;
    /// At log-in the panel may come after the program; until then a window that starts minimised
    /// waits in the task bar, and nobody is told that there is no tray.
    std::chrono::milliseconds trayPatience{10'000};
};

/// The desktop side of the program: window, tray and notifications, and what happens when the user
/// closes, quits, or starts the program again. The window is never hidden while there is no tray.
class Shell final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Shell)

public:
    Shell(ServerLink &link, const ShellParts &parts, QObject *parent = nullptr);
    ~Shell() override;

    /// Shows the window, or only the icon if that was asked for and there is one.
    void begin(const CommandLine &line);
    /// What a later start of the program handed over.
    void handle(const CommandLine &line);
    /// Asks if something would be lost, then quit().
    void askToQuit();
    /// Stops a server of this process, waits until it has stopped, then finished(). The second time
    /// it does not wait.
    void quit();
    void askToStop();
    /// The user logs off: nothing is asked, because nobody waits for the answer; what belongs to
    /// the window is kept. The log-off may still be called off.
    void endSession();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] Tray &tray() { return *m_tray; }
    [[nodiscard]] Notifications &notifications() { return *m_notifications; }
    /// The question that is shown now, or nullptr.
    [[nodiscard]] QMessageBox *question() const { return m_question; }

Q_SIGNALS:
    void wizardWanted();
    void finished();  ///< The program may end.

private:
    void connectWindow();
    void connectTray();
    void connectSession();
    void applyPreferences();
    void refresh();
    void onClose();
    void toggleWindow();
    void showPage(const QString &pageId, const QString &place = {});
    void onTrayShown(bool isShown);
    void onNotified(const Notification &notification);
    void sayInWindow(const Notification &notification);
    void explainTrayOnce();
    void explainMissingTrayOnce();
    void showAbout();
    void showHelp();
    void onStatus();
    void finish();
    void ask(Ending ending, void (Shell::*goOn)());
    void stopServer();
    bool eventFilter(QObject *watched, QEvent *event) override;

    ServerLink &m_link;
    ShellParts m_parts;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<Notifications> m_notifications;
    std::unique_ptr<DesktopNotifier> m_notifier;
    SpeedGauge m_gauge;
    QElapsedTimer m_clock;
    Activity m_activity;
    Notification m_lastNotification;
    QPointer<QMessageBox> m_question;
    bool m_isQuitting = false;
    bool m_hasFinished = false;
    bool m_waitsForTray = false;  ///< Started minimised, and there is no tray yet.
};

}  // namespace cosftp
