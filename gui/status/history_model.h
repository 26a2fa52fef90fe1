// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/history_query.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace cosftp {

class HistoryStore;

/// A view on the history that holds only the pages that are looked at: the number of rows is asked
/// for once, a page when one of its rows is shown. Rows whose page has not come yet are empty.
class HistoryModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryModel)

public:
    enum Column {
        Ended,
        Direction,
        User,
        Path,
        Result,
        Bytes,
        Duration,
        Speed,
        Cause,
        Bucket,
        Key,
        Peer,
        ColumnCount
    };
    static constexpr int pageRows = 128;

    explicit HistoryModel(HistoryStore &store, QObject *parent = nullptr);

    /// Order comes from sort().
    void setQuery(const HistoryQuery &query);
    [[nodiscard]] const HistoryQuery &query() const { return m_query; }
    /// Asks for everything anew; the rows that are shown stay until the answer is there.
    void reload();
    /// A default-built record if its page has not come yet.
    [[nodiscard]] TransferRecord record(int row) const;
    [[nodiscard]] bool isLoading() const { return m_isCounting; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void counted();  ///< The number of rows is known (again).

private:
    void onCounted(const HistoryQuery &query, qint64 rows);
    void resize(int rows);
    void askPage(int page) const;
    void onPage(int generation, int page, const QList<TransferRecord> &transfers);
    [[nodiscard]] static QString display(const TransferRecord &transfer, int column);
    [[nodiscard]] static QVariant decoration(const TransferRecord &transfer, int column);

    HistoryStore &m_store;
    HistoryQuery m_query;
    HistoryQuery m_shownQuery;  // what the rows are the answer to
    int m_rows = 0;
    int m_generation = 0;  // answers to older questions are of another list
    bool m_isCounting = false;
    QTimer m_reload;
    // Pages of an older answer are shown until the new ones are there: no row blinks.
    QSet<int> m_fresh;
    // data() is const, and asking for a page is what a view's look costs.
    mutable QCache<int, QList<TransferRecord>> m_pages;
    mutable QSet<int> m_asked;
};

}  // namespace cosftp
