// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "status/history_query.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace cosftp {

/// Ended transfers in an SQLite file. Lives in the thread that makes it; its calls block.
class HistoryDatabase
{
    Q_DISABLE_COPY_MOVE(HistoryDatabase)

public:
    HistoryDatabase(QString fileName, qint64 maximumRows);
    ~HistoryDatabase();

    /// Makes the file if there is none. A file that is damaged, or written by a later version, is
    /// put aside and a new one begun; the message for the user says so, else it is empty. Fails if
    /// no file can be made.
    Result<QString> open();
    /// Opens without putting anything aside, and shows from now on what it holds now, whatever
    /// others add meanwhile.
    Outcome openSnapshot();
    /// Adds what is not there yet (by HistoryKey) and forgets the oldest rows above the maximum.
    /// The number of rows added.
    Result<int> add(const QList<TransferRecord> &transfers);
    Result<qint64> count(const HistoryQuery &query);
    /// At most `limit` rows from the offset on.
    Result<QList<TransferRecord>> page(const HistoryQuery &query, qint64 offset, int limit);
    Outcome clear();

private:
    Outcome openFile();
    Outcome makeTables();
    Result<QString> putAside();
    Result<int> insert(const QList<TransferRecord> &transfers);
    Outcome forgetOldest();
    Result<QSqlQuery> run(const QString &statement, const QVariantList &values = {});

    QString m_fileName;
    qint64 m_maximumRows;
    QString m_connectionName;
    QSqlDatabase m_database;
    qint64 m_rows = 0;
};

}  // namespace cosftp
