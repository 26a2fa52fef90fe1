// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/database.h"

#include "localcos/errors.h"

#include <QFile>

#include <sqlite3.h>

namespace cosftp::localcos {

Statement::Statement(Database &database, sqlite3_stmt *statement)
    : m_database(database), m_statement(statement)
{}

Statement::~Statement() { reset(); }

Statement &Statement::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement, ++m_bound, value);
    return *this;
}

Statement &Statement::bind(const QByteArray &bytes)
{
    // A null pointer would bind NULL, which equals nothing.
    const char *data = bytes.isEmpty() ? "" : bytes.constData();
    sqlite3_bind_blob64(m_statement, ++m_bound, data, static_cast<sqlite3_uint64>(bytes.size()),
                        reinterpret_cast<sqlite3_destructor_type>(-1));  // SQLite keeps a copy
    return *this;
}

bool Statement::step()
{
    if (m_statement == nullptr)
        return false;
    const int status = sqlite3_step(m_statement);
    if (status != SQLITE_ROW && status != SQLITE_DONE)
        m_database.markFailed();
    return status == SQLITE_ROW;
}

void Statement::reset()
{
    m_bound = 0;
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

qint64 Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

QByteArray Statement::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    return QByteArray(static_cast<const char *>(data), sqlite3_column_bytes(m_statement, column));
}

Database::~Database() { close(); }

Outcome Database::open(const QString &path, bool isDurable)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int status =
        sqlite3_open_v2(QFile::encodeName(path).constData(), &m_handle, flags, nullptr);
    if (status != SQLITE_OK)
        return Failure::of(Failure::Code::Denied, QStringLiteral("cannot open the index: ")
                                                      + QString::fromUtf8(sqlite3_errstr(status)));
    run(isDurable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA cache_size=-65536");
    if (hasFailed())
        return Failure::of(Failure::Code::Denied,
                           QStringLiteral("cannot use the index: ") + m_lastError);
    return Done{};
}

void Database::close()
{
    for (sqlite3_stmt *statement : std::as_const(m_statements))
        sqlite3_finalize(statement);
    m_statements.clear();
    sqlite3_close(m_handle);
    m_handle = nullptr;
}

Statement Database::prepare(const char *sql)
{
    sqlite3_stmt *&statement = m_statements[sql];
    if (statement == nullptr
        && sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
               != SQLITE_OK)
        markFailed();
    return {*this, statement};
}

void Database::run(const char *sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        markFailed();
}

void Database::markFailed()
{
    m_hasFailed = true;
    m_lastError = QString::fromUtf8(sqlite3_errmsg(m_handle));
}

Transaction::Transaction(Database &database) : m_database(database)
{
    m_database.clearFailure();
    m_database.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (m_isOpen)
        m_database.run("ROLLBACK");
}

Outcome Transaction::commit()
{
    if (!m_database.hasFailed())
        m_database.run("COMMIT");
    if (m_database.hasFailed())
        return internalError(QStringLiteral("index: ") + m_database.lastError());
    m_isOpen = false;
    return Done{};
}

}  // namespace cosftp::localcos
