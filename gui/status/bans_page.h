// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "link/server_link.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace cosftp {

class BanModel;
class EmptyState;
class LiveProxy;
class MessageBar;
class SearchField;
class TableView;

/// Which addresses get no session for a while, and why; ends bans, and exempts addresses for good.
class BansPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BansPage)

public:
    explicit BansPage(ServerLink &link, QWidget *parent = nullptr);
    ~BansPage() override = default;

    [[nodiscard]] QString id() const override { return QStringLiteral("bans"); }
    [[nodiscard]] QString title() const override { return tr("Bans"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("ban"); }
    [[nodiscard]] int badge() const override { return m_badge; }
    void find() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    QHBoxLayout *makeToolBar();
    QAction *makeAction(const QString &name, QHBoxLayout *toolBar);
    void connectAll();
    void onSnapshot();
    void showState();
    void unban();
    void neverBan();
    void onNeverBanned(const QStringList &addresses, const Result<ApplyReport> &report);
    void copyAddresses();
    void showMenu(QPoint position);
    void retranslate();
    [[nodiscard]] QStringList selectedAddresses() const;

    ServerLink &m_link;
    BanModel *m_model;
    LiveProxy *m_proxy;
    MessageBar *m_bar;
    SearchField *m_search;
    QLabel *m_count;
    QStackedWidget *m_stack;
    TableView *m_table;
    EmptyState *m_empty;
    QAction *m_unban = nullptr;
    QAction *m_neverBan = nullptr;
    QAction *m_copy = nullptr;
    int m_badge = 0;
};

}  // namespace cosftp
