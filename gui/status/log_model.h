// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/log_store.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace cosftp {

/// The lines of a LogStore that pass a filter. New lines come in batches; a new filter is tried on
/// the kept lines in slices of a few milliseconds, the oldest first, so that a million of them
/// never hold up the window. GUI thread.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogModel)

public:
    enum Column { Time, Level, Category, Session, Text, ColumnCount };

    explicit LogModel(quint64 maximumLines = LogStore::defaultMaximum, QObject *parent = nullptr);

    void append(const QList<LogRecord> &records);
    void clear();
    void setFilter(const LogFilter &filter);
    [[nodiscard]] const LogFilter &filter() const { return m_filter; }

    [[nodiscard]] LogLine lineAt(int row) const;
    [[nodiscard]] quint64 keptLines() const { return m_store.end() - m_store.first(); }
    /// Lines are still to be looked at.
    [[nodiscard]] bool isScanning() const { return m_scanned < m_store.end(); }
    [[nodiscard]] QList<QByteArray> categories() const { return m_store.categories(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void scanned();  ///< After each slice and batch.

private:
    void dropForgotten();
    void scanSlice();
    [[nodiscard]] static QString display(const LogLine &line, int column);

    LogStore m_store;
    LogFilter m_filter;
    std::vector<quint64> m_shown;  // numbers of lines, ascending
    quint64 m_scanned = 0;         // the first number that was not looked at
    QTimer m_batch;
};

}  // namespace cosftp
