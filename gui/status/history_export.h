// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/history_query.h"

#include <QObject>

#include <atomic>
#include <memory>

class QThread;

namespace cosftp {

/// Writes rows of the history to a CSV file, in a thread of its own with a connection of its own.
/// Cancelled or failed, it leaves no file, and one that was there before stays as it was.
class HistoryExport final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryExport)

public:
    HistoryExport(QString databaseFile, HistoryQuery query, QString csvFile,
                  QObject *parent = nullptr);
    ~HistoryExport() override;  ///< Cancels, and waits for the thread.

    void start();
    void cancel() { *m_isCancelled = true; }

Q_SIGNALS:
    void progressed(qint64 rows, qint64 ofRows);
    /// Exactly once. An empty problem: it is done, or cancelled.
    void finished(bool isDone, const QString &problem);

private:
    [[nodiscard]] QString write();

    QString m_databaseFile;
    HistoryQuery m_query;
    QString m_csvFile;
    std::shared_ptr<std::atomic<bool>> m_isCancelled = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<QThread> m_thread;
};

/// The titles of the columns, and one row of them.
QByteArray historyCsvHeader();
QByteArray historyCsvRow(const TransferRecord &transfer);

}  // namespace cosftp
