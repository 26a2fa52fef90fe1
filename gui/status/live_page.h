// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "link/server_link.h"

class QAbstractTableModel;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class EmptyState;
class LiveProxy;
class SearchField;
class TableView;

/// What the pages of sessions and transfers have in common: a table of what runs now, a search
/// field, a switch that freezes the list, actions for the selected rows, and what stands there
/// while there is nothing. Settings are kept under the page's id.
class LivePage : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LivePage)

public:
    ~LivePage() override;

    [[nodiscard]] int badge() const override { return m_badge; }
    void find() override;

protected:
    /// `name` is the page's id; the model is a LiveModel and becomes the page's child.
    LivePage(ServerLink &link, const QString &name, QAbstractTableModel *model,
             const QList<int> &filterColumns, QWidget *parent);

    [[nodiscard]] ServerLink &link() const { return m_link; }
    [[nodiscard]] TableView *table() const { return m_table; }
    [[nodiscard]] SearchField *search() const { return m_search; }
    [[nodiscard]] EmptyState *empty() const { return m_empty; }

    /// An action on the selected rows, in the tool bar and the table's menu. Those that change the
    /// server need it to run.
    QAction *addRowAction(const QString &iconName, bool needsServer, bool isInToolBar);
    void addMenuSeparator();
    /// Puts a widget above the tool bar.
    void addAtTop(QWidget *widget);
    /// The last step of a constructor: texts, first values.
    void finish();
    [[nodiscard]] QList<quint64> selectedIds() const;
    /// Texts of one column of the selected rows, one line each, to the clipboard.
    void copyColumn(int column) const;

    virtual void takeSnapshot(const MonitorSnapshot &snapshot, const QDateTime &now) = 0;
    virtual void setModelFrozen(bool isFrozen) = 0;
    virtual void setModelStale(bool isStale) = 0;
    virtual void openDetails(quint64 id) = 0;
    virtual void retranslate();

    void changeEvent(QEvent *event) override;

private:
    void makeToolBar(QVBoxLayout *layout);
    void makeTable(QVBoxLayout *layout, const QString &name);
    void onSnapshot();
    void onStatus();
    void setFrozen(bool isFrozen);
    void showCounts();
    void enableActions();
    void showMenu(QPoint position);

    ServerLink &m_link;
    QAbstractTableModel *m_model;
    LiveProxy *m_proxy;
    QHBoxLayout *m_toolBar = nullptr;
    SearchField *m_search = nullptr;
    QToolButton *m_freeze = nullptr;
    QLabel *m_count = nullptr;
    QStackedWidget *m_stack = nullptr;
    TableView *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QList<QAction *> m_actions;
    int m_badge = 0;
};

}  // namespace cosftp
