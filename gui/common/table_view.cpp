// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/table_view.h"

#include "common/selection_keeper.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QToolTip>

namespace cosftp {

namespace {

constexpr int rowPadding = 14;  ///< Above and below a row's text together.
constexpr int narrowestColumn = 40;
constexpr std::chrono::milliseconds savePause{500};

QString settingsKey(const QString &name) { return QStringLiteral("tables/") + name; }

// A line end or a tab inside a cell would make two cells or rows of it.
QString cellText(const QModelIndex &index)
{
    return index.data(Qt::DisplayRole).toString().simplified();
}

}  // namespace

TableView::TableView(const QString &name, QWidget *parent)
    : QTableView(parent), m_name(name), m_saveLater(new QTimer(this)),
      m_selectionKeeper(new SelectionKeeper(this, RowKeyRole))
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);  // Tab leaves the table; arrow keys move inside
    setHorizontalScrollMode(ScrollPerPixel);
    setSortingEnabled(true);
    verticalHeader()->hide();
    setRowHeight();
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(narrowestColumn);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_saveLater->setSingleShot(true);
    m_saveLater->setInterval(savePause);
    connect(m_saveLater, &QTimer::timeout, this, &TableView::saveColumns);
    connect(header, &QWidget::customContextMenuRequested, this, &TableView::showHeaderMenu);
    connect(header, &QHeaderView::sectionMoved, this, &TableView::saveSoon);
    connect(header, &QHeaderView::sectionResized, this, &TableView::saveSoon);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &TableView::saveSoon);
}

TableView::~TableView()
{
    if (m_saveLater->isActive())
        saveColumns();
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    m_selectionKeeper->watch(model);  // after the view, whose own reset clears the selection
}

void TableView::setDefaults(const QList<int> &hiddenColumns, int sortColumn, Qt::SortOrder order,
                            const QList<int> &widths)
{
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        const int width = widths.value(column, 0);
        header->resizeSection(column, width > 0 ? width : header->sectionSizeHint(column));
        header->setSectionHidden(column, hiddenColumns.contains(column));
    }
    header->setSortIndicator(sortColumn, order);
    m_defaultState = header->saveState();
    restoreColumns();
    sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
    m_saveLater->stop();
}

// A state saved by a version with other columns would hide the wrong ones.
void TableView::restoreColumns()
{
    const QSettings settings;
    const QString key = settingsKey(m_name);
    const int columns = horizontalHeader()->count();
    if (settings.value(key + QStringLiteral("/columns")).toInt() != columns)
        return;
    const bool isRestored = horizontalHeader()->restoreState(
        settings.value(key + QStringLiteral("/state")).toByteArray());
    if (!isRestored || horizontalHeader()->hiddenSectionCount() == columns)
        horizontalHeader()->restoreState(m_defaultState);
}

void TableView::saveSoon()
{
    if (!m_defaultState.isEmpty())
        m_saveLater->start();
}

void TableView::saveColumns() const
{
    QSettings settings;
    const QString key = settingsKey(m_name);
    settings.setValue(key + QStringLiteral("/columns"), horizontalHeader()->count());
    settings.setValue(key + QStringLiteral("/state"), horizontalHeader()->saveState());
}

void TableView::resetColumns()
{
    horizontalHeader()->restoreState(m_defaultState);
    sortByColumn(horizontalHeader()->sortIndicatorSection(),
                 horizontalHeader()->sortIndicatorOrder());
    saveSoon();
}

void TableView::addColumnActions(QMenu *menu)
{
    const int visible = horizontalHeader()->count() - horizontalHeader()->hiddenSectionCount();
    for (int column = 0; column < horizontalHeader()->count(); ++column) {
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || visible > 1);
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            setColumnHidden(column, !isShown);
            saveSoon();
        });
    }
}

void TableView::showHeaderMenu(QPoint position)
{
    if (model() == nullptr)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addColumnActions(menu);
    menu->addSeparator();
    connect(menu->addAction(tr("&Reset columns")), &QAction::triggered, this,
            &TableView::resetColumns);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

QList<int> TableView::visibleColumns() const
{
    QList<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

QString TableView::selectionAsText() const
{
    if (selectionModel() == nullptr)
        return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    const QList<int> columns = visibleColumns();
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (const int column : columns)
            cells.append(cellText(row.siblingAtColumn(column)));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

void TableView::copySelection() const
{
    const QString text = selectionAsText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (event->matches(QKeySequence::Delete)) {
        Q_EMIT deletePressed();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::setRowHeight()
{
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + rowPadding);
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowHeight();
}

bool TableView::showCutText(const QHelpEvent &event)
{
    const QModelIndex index = indexAt(event.pos());
    if (!index.isValid() || index.data(Qt::ToolTipRole).isValid()
        || sizeHintForIndex(index).width() <= visualRect(index).width())
        return false;
    // Escaped: a file's name may look like markup.
    QToolTip::showText(event.globalPos(),
                       QStringLiteral("<span>%1</span>")
                           .arg(index.data(Qt::DisplayRole).toString().toHtmlEscaped()),
                       viewport(), visualRect(index));
    return true;
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && showCutText(*static_cast<QHelpEvent *>(event)))
        return true;
    return QTableView::viewportEvent(event);
}

}  // namespace cosftp
