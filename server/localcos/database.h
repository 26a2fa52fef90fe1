// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

struct sqlite3;
struct sqlite3_stmt;

namespace cosftp::localcos {

class Database;

/// One run of a prepared SQL statement; the destructor makes it ready for the next run.
/// A step that fails marks the database, see Database::hasFailed().
class Statement
{
public:
    Statement(Database &database, sqlite3_stmt *statement);
    ~Statement();
    Q_DISABLE_COPY_MOVE(Statement)

    /// Binds the next parameter, from left to right.
    Statement &bind(qint64 value);
    Statement &bind(const QByteArray &bytes);  ///< As BLOB: compares byte by byte.

    /// True while there is a row.
    bool step();
    void run() { step(); }
    /// Ready to bind and step from the start again.
    void reset();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;

private:
    Database &m_database;
    sqlite3_stmt *m_statement;
    int m_bound = 0;
};

/// A SQLite file. Not thread-safe: the index's mutex guards it.
class Database
{
public:
    Database() = default;
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// `isDurable`: a commit waits for the disk. Without, it survives a killed process only.
    Outcome open(const QString &path, bool isDurable);
    void close();
    /// `sql` must be a literal: the statement is kept under its address.
    Statement prepare(const char *sql);
    void run(const char *sql);

    /// True if a statement failed since the last clearFailure().
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    void clearFailure() { m_hasFailed = false; }
    [[nodiscard]] QString lastError() const { return m_lastError; }
    void markFailed();

private:
    sqlite3 *m_handle = nullptr;
    QHash<const void *, sqlite3_stmt *> m_statements;
    bool m_hasFailed = false;
    QString m_lastError;
};

/// Everything until commit() happens or nothing does.
class Transaction
{
public:
    explicit Transaction(Database &database);
    ~Transaction();  ///< Rolls back unless committed.
    Q_DISABLE_COPY_MOVE(Transaction)
    /// Fails, and rolls back, if any statement in between failed.
    Outcome commit();

private:
    Database &m_database;
    bool m_isOpen = true;
};

}  // namespace cosftp::localcos
