// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/activity.h"

#include <QMainWindow>

class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class MessageBar;
class Page;
class ServerStrip;
class SideRail;

/// The window: pages at the side, the server's state above, one page shown. It knows nothing of
/// what the pages do.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// Takes the pages over.
    explicit MainWindow(const QList<Page *> &pages, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Goes to a page and a place on it; false if the present page wants to keep the user, or there
    /// is no such page.
    bool showPage(const QString &pageId, const QString &place = {});
    [[nodiscard]] QString currentPageId() const;
    /// Shows, un-minimises and puts the window above others.
    void bringUp();
    void showServer(const LinkStatus &status, const Activity &activity);
    [[nodiscard]] ServerStrip *strip() const { return m_strip; }
    [[nodiscard]] SideRail *rail() const { return m_rail; }
    [[nodiscard]] MessageBar *messageBar() const { return m_messages; }
    /// Size, position and page are kept.
    void saveState() const;
    /// Whether the page that is shown may be left (it may ask).
    bool mayLeave();

Q_SIGNALS:
    void closeWanted();  ///< The window's close button; the window stays until somebody hides it.
    void quitWanted();
    void wizardWanted();
    void aboutWanted();
    void helpWanted();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build(const QList<Page *> &pages);
    void placeMessages();
    void addShortcuts();
    void addShortcut(const QKeySequence &keys, void (MainWindow::*handler)());
    bool showIndex(int index);
    void onChosen(int index);
    void findOnPage();
    void refreshPage();
    void dismiss();
    void retranslate();
    void showProblem(const LinkStatus &status);
    [[nodiscard]] Page *page(int index) const;
    [[nodiscard]] Page *currentPage() const;

    SideRail *m_rail;
    ServerStrip *m_strip;
    MessageBar *m_messages;
    QVBoxLayout *m_messagePlace = nullptr;
    QStackedWidget *m_stack;
    QToolButton *m_wizard = nullptr;
    QToolButton *m_help = nullptr;
    QToolButton *m_about = nullptr;
    QString m_shownProblem;
};

}  // namespace cosftp
