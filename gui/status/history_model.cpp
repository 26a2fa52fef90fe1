// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/history_model.h"

#include "common/format.h"
#include "common/theme.h"
#include "status/history_store.h"
#include "status/live_model.h"
#include "status/speed_meter.h"
#include "status/transfer_text.h"

namespace cosftp {

namespace {

constexpr int keptPages = 64;
// Transfers of small files end by the hundred in a second: one new count serves them all.
constexpr std::chrono::milliseconds reloadPause{300};

bool isNumeric(int column)
{
    return column == HistoryModel::Bytes || column == HistoryModel::Duration
           || column == HistoryModel::Speed;
}

HistoryQuery::SortBy sortByColumn(int column)
{
    switch (column) {
    case HistoryModel::Direction:
        return HistoryQuery::SortBy::Direction;
    case HistoryModel::User:
        return HistoryQuery::SortBy::User;
    case HistoryModel::Path:
    case HistoryModel::Key:
        return HistoryQuery::SortBy::Path;
    case HistoryModel::Result:
    case HistoryModel::Cause:
        return HistoryQuery::SortBy::Result;
    case HistoryModel::Bytes:
        return HistoryQuery::SortBy::Bytes;
    case HistoryModel::Duration:
        return HistoryQuery::SortBy::Duration;
    case HistoryModel::Speed:
        return HistoryQuery::SortBy::Speed;
    case HistoryModel::Bucket:
        return HistoryQuery::SortBy::Bucket;
    case HistoryModel::Peer:
        return HistoryQuery::SortBy::Peer;
    default:
        return HistoryQuery::SortBy::Ended;
    }
}

QVariant foreground(const TransferRecord &transfer, int column)
{
    if (column != HistoryModel::Result && column != HistoryModel::Cause)
        return {};
    if (transfer.state == TransferRecord::State::Failed)
        return Theme::instance().colour(Theme::Colour::Bad);
    if (transfer.state == TransferRecord::State::Parked)
        return Theme::instance().colour(Theme::Colour::Warning);
    return {};
}

QIcon resultIcon(TransferRecord::State state)
{
    Theme &theme = Theme::instance();
    if (state == TransferRecord::State::Done)
        return theme.icon(QStringLiteral("check"), Theme::Colour::Good);
    if (state == TransferRecord::State::Parked)
        return theme.icon(QStringLiteral("pause"), Theme::Colour::Warning);
    return theme.icon(QStringLiteral("cross"), Theme::Colour::Bad);
}

}  // namespace

HistoryModel::HistoryModel(HistoryStore &store, QObject *parent)
    : QAbstractTableModel(parent), m_store(store), m_pages(keptPages)
{
    m_reload.setSingleShot(true);
    m_reload.setInterval(reloadPause);
    connect(&m_reload, &QTimer::timeout, this, &HistoryModel::reload);
    connect(&m_store, &HistoryStore::changed, &m_reload, [this] {
        if (!m_reload.isActive())
            m_reload.start();
    });
    reload();
}

void HistoryModel::setQuery(const HistoryQuery &query)
{
    HistoryQuery wanted = query;
    wanted.sortBy = m_query.sortBy;
    wanted.order = m_query.order;
    if (wanted == m_query)
        return;
    m_query = wanted;
    reload();
}

void HistoryModel::sort(int column, Qt::SortOrder order)
{
    HistoryQuery wanted = m_query;
    wanted.sortBy = column < 0 ? HistoryQuery::SortBy::Ended : sortByColumn(column);
    wanted.order = column < 0 ? Qt::DescendingOrder : order;
    if (wanted == m_query)
        return;
    m_query = wanted;
    reload();
}

void HistoryModel::reload()
{
    m_isCounting = true;
    m_store.count(m_query, this, [this, query = m_query](const cosftp::Result<qint64> &rows) {
        onCounted(query, rows ? *rows : 0);
    });
}

void HistoryModel::onCounted(const HistoryQuery &query, qint64 rows)
{
    if (query != m_query)
        return;  // the answer to the newer question follows
    m_isCounting = false;
    ++m_generation;
    m_asked.clear();
    m_fresh.clear();
    const int wanted = int(qMin<qint64>(rows, std::numeric_limits<int>::max()));
    if (query == m_shownQuery) {
        resize(wanted);
    } else {
        beginResetModel();
        m_pages.clear();
        m_shownQuery = query;
        m_rows = wanted;
        endResetModel();
    }
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
    Q_EMIT counted();
}

void HistoryModel::resize(int rows)
{
    if (rows > m_rows) {
        // What is new is the newest: the selected row moves down with the old ones.
        const bool isNewestFirst =
            m_query.sortBy == HistoryQuery::SortBy::Ended && m_query.order == Qt::DescendingOrder;
        const int place = isNewestFirst ? 0 : m_rows;
        beginInsertRows({}, place, place + rows - m_rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

void HistoryModel::askPage(int page) const
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    auto *self = const_cast<HistoryModel *>(this);
    m_store.page(m_query, qint64(page) * pageRows, pageRows, self,
                 [self, generation = m_generation,
                  page](const cosftp::Result<QList<TransferRecord>> &transfers) {
                     self->onPage(generation, page,
                                  transfers ? *transfers : QList<TransferRecord>());
                 });
}

void HistoryModel::onPage(int generation, int page, const QList<TransferRecord> &transfers)
{
    if (generation != m_generation)
        return;
    m_asked.remove(page);
    m_fresh.insert(page);
    m_pages.insert(page, new QList<TransferRecord>(transfers));
    const int last = qMin(m_rows, (page + 1) * pageRows) - 1;
    Q_EMIT dataChanged(index(page * pageRows, 0), index(last, ColumnCount - 1));
}

TransferRecord HistoryModel::record(int row) const
{
    if (row < 0 || row >= m_rows)
        return {};
    const QList<TransferRecord> *page = m_pages.object(row / pageRows);
    if (page == nullptr || !m_fresh.contains(row / pageRows))
        askPage(row / pageRows);
    return page == nullptr ? TransferRecord{} : page->value(row % pageRows);
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(index.column()) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                         : int(Qt::AlignLeft | Qt::AlignVCenter);
    const bool isWanted = role == Qt::DisplayRole || role == Qt::DecorationRole
                          || role == Qt::ForegroundRole || role == idRole
                          || (role == Qt::ToolTipRole && index.column() == Cause);
    const TransferRecord transfer = isWanted ? record(index.row()) : TransferRecord{};
    if (!transfer.started.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return display(transfer, index.column());
    case Qt::DecorationRole:
        return decoration(transfer, index.column());
    case Qt::ForegroundRole:
        return foreground(transfer, index.column());
    case idRole:
        return transfer.transferId;
    default:
        return {};
    }
}

QVariant HistoryModel::decoration(const TransferRecord &transfer, int column)
{
    Theme &theme = Theme::instance();
    if (column == Result)
        return resultIcon(transfer.state);
    if (column != Direction)
        return {};
    return transfer.direction == TransferRecord::Direction::Upload
               ? theme.icon(QStringLiteral("upload"), Theme::Colour::Upload)
               : theme.icon(QStringLiteral("download"), Theme::Colour::Download);
}

QString HistoryModel::display(const TransferRecord &transfer, int column)
{
    const qint64 spentMs = elapsedMs(transfer, transfer.ended);
    switch (column) {
    case Ended:
        return format::dateTime(transfer.ended);
    case Direction:
        return TransferText::direction(transfer.direction);
    case User:
        return QString::fromUtf8(transfer.user);
    case Path:
        return QString::fromUtf8(transfer.path);
    case Result:
        return TransferText::result(transfer.state);
    case Bytes:
        return format::bytes(transfer.bytes);
    case Duration:
        return format::duration(std::chrono::seconds(spentMs / 1000));
    case Speed:
        return format::speed(averageSpeed(transfer.bytes, spentMs));
    case Cause:
        return TransferText::cause(transfer);
    case Bucket:
        return QString::fromUtf8(transfer.bucket);
    case Key:
        return QString::fromUtf8(transfer.key);
    case Peer:
        return transfer.peer;
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(section) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> titles{
        tr("Ended"),    tr("Direction"), tr("User"),  tr("Path"),   tr("Result"),     tr("Size"),
        tr("Duration"), tr("Speed"),     tr("Cause"), tr("Bucket"), tr("Object key"), tr("Client")};
    return titles[std::size_t(section)];
}

}  // namespace cosftp
