// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/live_proxy.h"

#include "status/live_model.h"

namespace cosftp {

LiveProxy::LiveProxy(QList<int> filterColumns, QObject *parent)
    : QSortFilterProxyModel(parent), m_filterColumns(std::move(filterColumns))
{
    setDynamicSortFilter(true);
}

void LiveProxy::setSourceModel(QAbstractItemModel *model)
{
    m_table = dynamic_cast<const LiveTable *>(model);
    Q_ASSERT(m_table != nullptr || model == nullptr);
    QSortFilterProxyModel::setSourceModel(model);
}

bool LiveProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return m_table->sortValueAt(left.row(), left.column())
        .isBefore(m_table->sortValueAt(right.row(), right.column()));
}

void LiveProxy::setFilterText(const QString &text)
{
    m_filterText = text.trimmed();
    invalidateFilter();
}

void LiveProxy::setFrozen(bool isFrozen) { setDynamicSortFilter(!isFrozen); }

bool LiveProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_filterText.isEmpty())
        return true;
    return std::any_of(m_filterColumns.begin(), m_filterColumns.end(), [&](int column) {
        return sourceModel()
            ->index(row, column, parent)
            .data()
            .toString()
            .contains(m_filterText, Qt::CaseInsensitive);
    });
}

}  // namespace cosftp
