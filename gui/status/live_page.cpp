// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/live_page.h"

#include "common/empty_state.h"
#include "common/roles.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "common/theme.h"
#include "status/live_model.h"
#include "status/live_proxy.h"
#include "status/page_look.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QMenu>
#include <QStackedWidget>

namespace cosftp {

namespace {

constexpr auto needsServerProperty = "needsServer";
constexpr auto iconProperty = "iconName";

}  // namespace

LivePage::LivePage(ServerLink &link, const QString &name, QAbstractTableModel *model,
                   const QList<int> &filterColumns, QWidget *parent)
    : Page(parent), m_link(link), m_model(model), m_proxy(new LiveProxy(filterColumns, this))
{
    m_model->setParent(this);
    m_proxy->setSourceModel(m_model);
    auto *layout = pageLayout(this);
    makeToolBar(layout);
    makeTable(layout, name);
    connect(&m_link, &ServerLink::snapshotChanged, this, &LivePage::onSnapshot);
    connect(&m_link, &ServerLink::statusChanged, this, &LivePage::onStatus);
    connect(&Theme::instance(), &Theme::changed, this, &LivePage::retranslate);
}

LivePage::~LivePage() = default;

void LivePage::makeToolBar(QVBoxLayout *layout)
{
    m_toolBar = new QHBoxLayout;
    m_search = new SearchField(this);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("count"));
    setRole(m_count, LabelRole::Muted);
    m_freeze = new QToolButton(this);
    m_freeze->setObjectName(QStringLiteral("freeze"));
    m_freeze->setCheckable(true);
    m_freeze->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addWidget(m_search, 2);
    m_toolBar->addWidget(m_count, 1);
    m_toolBar->addWidget(m_freeze);
    layout->addLayout(m_toolBar);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_proxy->setFilterText(text);
        showCounts();
    });
    connect(m_freeze, &QToolButton::toggled, this, &LivePage::setFrozen);
}

void LivePage::makeTable(QVBoxLayout *layout, const QString &name)
{
    m_stack = new QStackedWidget(this);
    m_table = new TableView(name, m_stack);
    m_empty = new EmptyState(name, m_stack);
    m_table->setModel(m_proxy);
    m_table->setSortingEnabled(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);
    connect(m_table, &QWidget::customContextMenuRequested, this, &LivePage::showMenu);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { openDetails(index.data(idRole).toULongLong()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LivePage::enableActions);
    connect(m_empty, &EmptyState::actionWanted, this, [this] {
        if (!m_search->text().isEmpty())
            return m_search->clear();
        Q_EMIT pageWanted(QStringLiteral("overview"), QStringLiteral("connect"));
    });
}

QAction *LivePage::addRowAction(const QString &iconName, bool needsServer, bool isInToolBar)
{
    auto *action = new QAction(this);
    action->setProperty(needsServerProperty, needsServer);
    action->setProperty(iconProperty, iconName);
    m_actions += action;
    if (isInToolBar) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_toolBar->addWidget(button);
    }
    return action;
}

void LivePage::addMenuSeparator()
{
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    m_actions += separator;
}

void LivePage::addAtTop(QWidget *widget)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, widget);
}

void LivePage::finish()
{
    retranslate();
    onSnapshot();
    onStatus();
}

void LivePage::onSnapshot()
{
    const MonitorSnapshot snapshot = m_link.snapshot();
    takeSnapshot(snapshot, QDateTime::currentDateTimeUtc());
    // Times that only pass are no changes of the model.
    m_table->viewport()->update();
    showCounts();
}

void LivePage::onStatus()
{
    setModelStale(m_link.status().state != LinkStatus::State::Running);
    showCounts();
    enableActions();
}

void LivePage::setFrozen(bool isFrozen)
{
    m_proxy->setFrozen(isFrozen);
    setModelFrozen(isFrozen);
    if (!isFrozen)
        onSnapshot();
}

void LivePage::showCounts()
{
    const int all = m_model->rowCount();
    const int shown = m_proxy->rowCount();
    const QString counts =
        shown == all ? tr("%n shown", nullptr, all) : tr("%1 of %2 shown").arg(shown).arg(all);
    const bool isRunning = m_link.status().state == LinkStatus::State::Running;
    m_count->setText(isRunning || all == 0
                         ? counts
                         : tr("%1, as last seen before the server stopped").arg(counts));
    const bool isEmpty = shown == 0;
    QWidget *const wanted = isEmpty ? static_cast<QWidget *>(m_empty) : m_table;
    if (m_stack->currentWidget() != wanted) {
        m_stack->setCurrentWidget(wanted);
        retranslate();
    }
    if (std::exchange(m_badge, all) != all)
        Q_EMIT titleChanged();
}

void LivePage::enableActions()
{
    const bool hasSelection = m_table->selectionModel()->hasSelection();
    const bool isRunning = m_link.status().state == LinkStatus::State::Running;
    for (QAction *action : std::as_const(m_actions))
        action->setEnabled(hasSelection
                           && (isRunning || !action->property(needsServerProperty).toBool()));
}

QList<quint64> LivePage::selectedIds() const
{
    QList<quint64> ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids += index.data(idRole).toULongLong();
    return ids;
}

void LivePage::copyColumn(int column) const
{
    QStringList lines;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows(column))
        lines += index.data().toString();
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void LivePage::showMenu(QPoint position)
{
    if (!m_table->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void LivePage::find() { m_search->begin(); }

void LivePage::retranslate()
{
    const Theme &theme = Theme::instance();
    m_freeze->setText(tr("&Freeze list"));
    m_freeze->setToolTip(tr("Keeps the rows and their order while the numbers go on"));
    m_freeze->setIcon(theme.icon(QStringLiteral("freeze")));
    for (QAction *action : std::as_const(m_actions)) {
        action->setIcon(theme.icon(action->property(iconProperty).toString()));
        action->setIconText(action->text());  // with its mnemonic, which a button drops else
    }
    Q_EMIT titleChanged();
}

void LivePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showCounts();
    }
    Page::changeEvent(event);
}

}  // namespace cosftp
