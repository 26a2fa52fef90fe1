// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace cosftp {

class LiveTable;

/// Sorts and filters a LiveModel for a view. The filter looks for a text in the given columns,
/// upper and lower case alike.
class LiveProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveProxy)

public:
    explicit LiveProxy(QList<int> filterColumns, QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override;
    void setFilterText(const QString &text);
    /// A frozen list holds its order.
    void setFrozen(bool isFrozen);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    const LiveTable *m_table = nullptr;
    QList<int> m_filterColumns;
    QString m_filterText;
};

}  // namespace cosftp
