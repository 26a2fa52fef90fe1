// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/activity.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace cosftp {

/// The icon in the panel, its tool tip and its menu. Panels may come after the program or be
/// started again: availability is looked at every two seconds for as long as the program runs.
class Tray final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Tray)

public:
    /// `isAvailable` tells whether there is a panel to put an icon into.
    explicit Tray(std::function<bool()> isAvailable = &QSystemTrayIcon::isSystemTrayAvailable,
                  QObject *parent = nullptr);
    ~Tray() override;

    void showServer(const LinkStatus &status, const Activity &activity);
    void setMonochrome(bool isMonochrome);
    /// The first entry says Hide while the window is seen.
    void setWindowVisible(bool isVisible);
    /// There is an icon now, so the window may hide.
    [[nodiscard]] bool isShown() const { return m_icon != nullptr; }
    /// A message at the icon; false if there is no icon.
    bool say(const QString &title, const QString &text);

    /// What the panel shows, or nullptr.
    [[nodiscard]] QSystemTrayIcon *icon() const { return m_icon.get(); }
    [[nodiscard]] QMenu *menu() const { return m_menu.get(); }
    [[nodiscard]] QString toolTip() const;
    [[nodiscard]] TrayState state() const { return m_activity.state; }
    /// Looks for a panel now.
    void lookForPanel();

Q_SIGNALS:
    void shownChanged(bool isShown);
    void toggleWanted();
    void pageWanted(const QString &pageId);
    void acceptingWanted(bool isAccepting);
    void startWanted();
    void stopWanted();
    void networkTestWanted();
    void aboutWanted();
    void quitWanted();
    void messageClicked();

protected:
    /// Of the menu, which is told when the language changes.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void buildMenu();
    QAction *addPageAction(const QString &pageId);
    void makeIcon();
    void onActivated(QSystemTrayIcon::ActivationReason reason);
    void refresh();
    void refreshActions();
    void copyAddress();
    void onStartStop();

    std::function<bool()> m_isAvailable;
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    LinkStatus m_status;
    Activity m_activity;
    QString m_drawn;  ///< What the icon shows, to draw it only when that changes.
    bool m_isMonochrome = false;
    bool m_isWindowVisible = false;
    QAction *m_toggle = nullptr;
    QAction *m_sessions = nullptr;
    QAction *m_transfers = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_log = nullptr;
    QAction *m_settings = nullptr;
    QAction *m_test = nullptr;
    QAction *m_about = nullptr;
    QAction *m_startStop = nullptr;
    QAction *m_quit = nullptr;
};

}  // namespace cosftp
