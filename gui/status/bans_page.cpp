// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/bans_page.h"

#include "common/empty_state.h"
#include "common/message_bar.h"
#include "common/problem_text.h"
#include "common/roles.h"
#include "common/search_field.h"
#include "common/tab_order.h"
#include "common/table_view.h"
#include "status/ban_model.h"
#include "status/live_proxy.h"
#include "status/page_look.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QMenu>
#include <QStackedWidget>

namespace cosftp {

namespace {

// The list of the settings with these behind it; those that are covered already are left out.
QString withAddresses(const NetworkList &present, const QStringList &addresses)
{
    QStringList words;
    if (!present.isEmpty())
        words += present.text();
    for (const QString &address : addresses)
        if (!present.contains(QHostAddress(address)))
            words += address;
    return words.join(QStringLiteral(", "));
}

}  // namespace

BansPage::BansPage(ServerLink &link, QWidget *parent)
    : Page(parent), m_link(link), m_model(new BanModel(this)),
      m_proxy(new LiveProxy({BanModel::Address, BanModel::Names}, this)),
      m_bar(new MessageBar(this)), m_search(new SearchField(this)), m_count(new QLabel(this)),
      m_stack(new QStackedWidget(this)), m_table(new TableView(QStringLiteral("bans"), m_stack)),
      m_empty(new EmptyState(QStringLiteral("security"), m_stack))
{
    m_proxy->setSourceModel(m_model);
    build();
    connectAll();
    retranslate();
    onSnapshot();
}

void BansPage::build()
{
    auto *layout = pageLayout(this);
    layout->addWidget(m_bar);
    layout->addLayout(makeToolBar());
    m_table->setObjectName(QStringLiteral("banTable"));
    m_table->setModel(m_proxy);
    m_table->setSortingEnabled(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setDefaults({}, BanModel::Since, Qt::DescendingOrder, {150, 120, 150, 150, 90, 130});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);
    orderTabs(*this);
}

QHBoxLayout *BansPage::makeToolBar()
{
    auto *toolBar = new QHBoxLayout;
    m_count->setObjectName(QStringLiteral("banCount"));
    setRole(m_count, LabelRole::Muted);
    toolBar->addWidget(m_search, 2);
    toolBar->addWidget(m_count, 1);
    m_unban = makeAction(QStringLiteral("unban"), toolBar);
    m_neverBan = makeAction(QStringLiteral("neverBan"), toolBar);
    m_copy = makeAction(QStringLiteral("copyBanned"), nullptr);
    return toolBar;
}

QAction *BansPage::makeAction(const QString &name, QHBoxLayout *toolBar)
{
    auto *action = new QAction(this);
    action->setObjectName(name);
    if (toolBar != nullptr) {
        QToolButton *button = toolButton(this, name + QStringLiteral("Button"));
        button->setDefaultAction(action);
        toolBar->addWidget(button);
    }
    return action;
}

void BansPage::connectAll()
{
    connect(m_unban, &QAction::triggered, this, &BansPage::unban);
    connect(m_neverBan, &QAction::triggered, this, &BansPage::neverBan);
    connect(m_copy, &QAction::triggered, this, &BansPage::copyAddresses);
    connect(m_table, &TableView::deletePressed, m_unban, &QAction::trigger);
    connect(m_table, &QWidget::customContextMenuRequested, this, &BansPage::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &BansPage::showState);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_proxy->setFilterText(text);
        showState();
    });
    connect(m_empty, &EmptyState::actionWanted, this, [this] {
        if (!m_search->text().isEmpty())
            return m_search->clear();
        Q_EMIT pageWanted(QStringLiteral("settings"), QStringLiteral("SECURITY/ban_after"));
    });
    connect(&m_link, &ServerLink::snapshotChanged, this, &BansPage::onSnapshot);
    connect(&m_link, &ServerLink::statusChanged, this, &BansPage::onSnapshot);
    connect(&Theme::instance(), &Theme::changed, this, &BansPage::retranslate);
}

// Bans live as long as the server runs.
void BansPage::onSnapshot()
{
    const bool isRunning = m_link.status().state == LinkStatus::State::Running;
    m_model->update(isRunning ? m_link.snapshot().bans : QList<BanRecord>());
    showState();
}

void BansPage::showState()
{
    const int all = m_model->rowCount();
    const int shown = m_proxy->rowCount();
    m_count->setText(all == 0       ? QString()
                     : shown == all ? tr("%n banned address(es)", nullptr, all)
                                    : tr("%1 of %2 shown").arg(shown).arg(all));
    QWidget *const wanted = shown == 0 ? static_cast<QWidget *>(m_empty) : m_table;
    if (m_stack->currentWidget() != wanted) {
        m_stack->setCurrentWidget(wanted);
        retranslate();
    }
    const bool hasSelection = m_table->selectionModel()->hasSelection();
    for (QAction *action : {m_unban, m_neverBan, m_copy})
        action->setEnabled(hasSelection);
    if (std::exchange(m_badge, all) != all)
        Q_EMIT titleChanged();
}

QStringList BansPage::selectedAddresses() const
{
    QStringList addresses;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows(BanModel::Address))
        addresses += index.data().toString();
    return addresses;
}

void BansPage::unban()
{
    if (const QStringList addresses = selectedAddresses(); !addresses.isEmpty())
        m_link.unban(addresses);
}

// The bans end when the settings are in force: otherwise the next wrong login would ban again.
void BansPage::neverBan()
{
    const QStringList addresses = selectedAddresses();
    if (addresses.isEmpty())
        return;
    const SettingsDocument document = m_link.settings();
    const NetworkList &present = document.loaded.settings.security.neverBanned;
    const SettingsChange change{QStringLiteral("SECURITY"), QStringLiteral("never_banned"),
                                withAddresses(present, addresses)};
    m_link.changeSettings(
        {change}, document.revision, this,
        [this, addresses](const Result<ApplyReport> &report) { onNeverBanned(addresses, report); });
}

void BansPage::onNeverBanned(const QStringList &addresses, const Result<ApplyReport> &report)
{
    if (report) {
        m_link.unban(addresses);
        return m_bar->say(MessageBar::Kind::Good,
                          tr("Never banned from now on: %1. The list stands in the settings, "
                             "section Security.")
                              .arg(addresses.join(QStringLiteral(", "))));
    }
    if (report.error().code == Failure::Code::Busy)
        return m_bar->say(MessageBar::Kind::Warning,
                          tr("Somebody else has just changed the settings. Try again."));
    m_bar->say(
        MessageBar::Kind::Error,
        tr("The settings were not changed. %1").arg(translatedProblem(report.error().detail)));
}

void BansPage::copyAddresses()
{
    QGuiApplication::clipboard()->setText(selectedAddresses().join(QLatin1Char('\n')));
}

void BansPage::showMenu(QPoint position)
{
    if (!m_table->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_unban, m_neverBan});
    menu->addSeparator();
    menu->addAction(m_copy);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void BansPage::find() { m_search->begin(); }

void BansPage::retranslate()
{
    const Theme &theme = Theme::instance();
    m_unban->setText(tr("&Unban"));
    m_unban->setToolTip(tr("Ends the bans of the selected addresses at once (Delete)"));
    m_unban->setIcon(theme.icon(QStringLiteral("check")));
    m_neverBan->setText(tr("&Never ban"));
    m_neverBan->setToolTip(tr("Puts the selected addresses into the settings: they are never "
                              "banned again"));
    m_neverBan->setIcon(theme.icon(QStringLiteral("security")));
    m_copy->setText(tr("Copy &address"));
    m_copy->setIcon(theme.icon(QStringLiteral("copy")));
    for (QAction *action : {m_unban, m_neverBan, m_copy})
        action->setIconText(action->text());  // with its mnemonic, which a button drops else
    m_table->setAccessibleName(tr("Banned addresses"));
    if (m_search->text().isEmpty())
        m_empty->setTexts(tr("Nobody is banned"),
                          tr("An address that tries many wrong passwords gets no session for a "
                             "while and appears here."),
                          tr("When addresses are banned"));
    else
        m_empty->setTexts(tr("No ban fits"), tr("No ban contains the text you look for."),
                          tr("Show all"));
    Q_EMIT titleChanged();
}

void BansPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showState();
    }
    Page::changeEvent(event);
}

}  // namespace cosftp
