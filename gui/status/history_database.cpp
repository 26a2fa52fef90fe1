// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/history_database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

namespace cosftp {

namespace {

constexpr int schemaVersion = 1;

const QString columns = QStringLiteral(
    "transfer_id, session_id, direction, user, peer, path, bucket, object_key, bytes, expected, "
    "started, ended, state, parts, error, error_id");

Failure failure(const QSqlError &error)
{
    // SQLITE_CORRUPT and SQLITE_NOTADB; a file that is only busy or not writable is no damaged one.
    static const QStringList damaged{QStringLiteral("11"), QStringLiteral("26")};
    const bool isDamaged = damaged.contains(error.nativeErrorCode());
    return Failure::of(isDamaged ? Failure::Code::Corrupt : Failure::Code::Internal, error.text());
}

QDateTime dateTime(const QVariant &milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

QVariantList valuesOf(const TransferRecord &transfer)
{
    return {transfer.transferId,
            transfer.sessionId,
            int(transfer.direction),
            QString::fromUtf8(transfer.user),
            transfer.peer,
            QString::fromUtf8(transfer.path),
            QString::fromUtf8(transfer.bucket),
            QString::fromUtf8(transfer.key),
            transfer.bytes,
            transfer.expectedBytes,
            transfer.started.toMSecsSinceEpoch(),
            transfer.ended.toMSecsSinceEpoch(),
            int(transfer.state),
            transfer.partsDone,
            transfer.error,
            QString::fromUtf8(transfer.errorId)};
}

TransferRecord recordOf(const QSqlQuery &query)
{
    int column = 0;
    TransferRecord transfer;
    transfer.transferId = query.value(column++).toULongLong();
    transfer.sessionId = query.value(column++).toULongLong();
    transfer.direction = TransferRecord::Direction(query.value(column++).toInt());
    transfer.user = query.value(column++).toString().toUtf8();
    transfer.peer = query.value(column++).toString();
    transfer.path = query.value(column++).toString().toUtf8();
    transfer.bucket = query.value(column++).toString().toUtf8();
    transfer.key = query.value(column++).toString().toUtf8();
    transfer.bytes = query.value(column++).toLongLong();
    transfer.expectedBytes = query.value(column++).toLongLong();
    transfer.started = dateTime(query.value(column++));
    transfer.ended = dateTime(query.value(column++));
    transfer.state = TransferRecord::State(query.value(column++).toInt());
    transfer.partsDone = query.value(column++).toInt();
    transfer.error = query.value(column++).toString();
    transfer.errorId = query.value(column++).toString().toUtf8();
    return transfer;
}

// For LIKE ... ESCAPE '\': the text anywhere, its own wildcards taken as they are.
QString anywhere(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    text.replace(QLatin1Char('%'), QLatin1String("\\%"));
    text.replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

struct Condition
{
    QString text;
    QVariantList values;
};

Condition conditionOf(const HistoryQuery &query)
{
    QStringList parts;
    Condition condition;
    const auto add = [&parts, &condition](const char *part, const QVariant &value) {
        parts += QString::fromLatin1(part);
        condition.values += value;
    };
    if (!query.user.isEmpty())
        add("user LIKE ? ESCAPE '\\'", anywhere(query.user));
    if (!query.path.isEmpty())
        add("path LIKE ? ESCAPE '\\'", anywhere(query.path));
    if (query.result)
        add("state = ?", int(*query.result));
    if (query.direction)
        add("direction = ?", int(*query.direction));
    if (query.from.isValid())
        add("ended >= ?", query.from.startOfDay().toMSecsSinceEpoch());
    if (query.to.isValid())
        add("ended < ?", query.to.addDays(1).startOfDay().toMSecsSinceEpoch());
    if (!parts.isEmpty())
        condition.text = QStringLiteral(" WHERE ") + parts.join(QLatin1String(" AND "));
    return condition;
}

QString sortExpression(HistoryQuery::SortBy sortBy)
{
    switch (sortBy) {
    case HistoryQuery::SortBy::Ended:
        return QStringLiteral("ended");
    case HistoryQuery::SortBy::Direction:
        return QStringLiteral("direction");
    case HistoryQuery::SortBy::User:
        return QStringLiteral("user COLLATE NOCASE");
    case HistoryQuery::SortBy::Path:
        return QStringLiteral("path COLLATE NOCASE");
    case HistoryQuery::SortBy::Result:
        return QStringLiteral("state");
    case HistoryQuery::SortBy::Bytes:
        return QStringLiteral("bytes");
    case HistoryQuery::SortBy::Duration:
        return QStringLiteral("(ended - started)");
    case HistoryQuery::SortBy::Speed:
        return QStringLiteral("(bytes * 1000.0 / max(1, ended - started))");
    case HistoryQuery::SortBy::Bucket:
        return QStringLiteral("bucket");
    case HistoryQuery::SortBy::Peer:
        return QStringLiteral("peer");
    }
    return QStringLiteral("ended");
}

QString orderOf(const HistoryQuery &query)
{
    const QString direction =
        query.order == Qt::AscendingOrder ? QStringLiteral(" ASC") : QStringLiteral(" DESC");
    // The row's number makes the order of equals the same on every page.
    return QStringLiteral(" ORDER BY ") + sortExpression(query.sortBy) + direction
           + QStringLiteral(", id") + direction;
}

}  // namespace

HistoryDatabase::HistoryDatabase(QString fileName, qint64 maximumRows)
    : m_fileName(std::move(fileName)), m_maximumRows(qMax<qint64>(1, maximumRows)),
      m_connectionName(QUuid::createUuid().toString())
{}

HistoryDatabase::~HistoryDatabase()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<QString> HistoryDatabase::open()
{
    QDir().mkpath(QFileInfo(m_fileName).path());
    const Outcome opened = openFile();
    if (opened)
        return QString();
    const bool isUseless = opened.error().code == Failure::Code::Corrupt
                           || opened.error().code == Failure::Code::Invalid;
    if (!isUseless)
        return opened.error();
    const Result<QString> message = putAside();
    if (!message)
        return message.error();
    if (const Outcome again = openFile(); !again)
        return again.error();
    return *message;
}

Outcome HistoryDatabase::openSnapshot()
{
    if (Outcome opened = openFile(); !opened)
        return opened;
    if (!m_database.transaction())
        return failure(m_database.lastError());
    return Done{};
}

Outcome HistoryDatabase::openFile()
{
    if (!m_database.isValid())
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connectionName);
    m_database.setDatabaseName(m_fileName);
    if (!m_database.open())
        return failure(m_database.lastError());
    // Names of users and files are nobody else's business.
    QFile::setPermissions(m_fileName, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    Result<QSqlQuery> check = run(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return check.error();
    const bool isSound = check->next() && check->value(0).toString() == QLatin1String("ok");
    check->finish();  // a question that is open stands in the way of what follows
    if (!isSound)
        return Failure::of(Failure::Code::Corrupt, QStringLiteral("the file is damaged"));
    return makeTables();
}

Outcome HistoryDatabase::makeTables()
{
    Result<QSqlQuery> version = run(QStringLiteral("PRAGMA user_version"));
    if (!version || !version->next())
        return Failure::of(Failure::Code::Corrupt, QStringLiteral("no version"));
    const int found = version->value(0).toInt();
    version->finish();
    if (found > schemaVersion)
        return Failure::of(Failure::Code::Invalid, QStringLiteral("written by a later version"));
    const QStringList statements{
        // Readers and the writer do not wait for each other.
        QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = NORMAL"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS transfers (id INTEGER PRIMARY KEY, transfer_id "
                       "INTEGER, session_id INTEGER, direction INTEGER, user TEXT, peer TEXT, path "
                       "TEXT, bucket TEXT, object_key TEXT, bytes INTEGER, expected INTEGER, "
                       "started INTEGER, ended INTEGER, state INTEGER, parts INTEGER, error TEXT, "
                       "error_id TEXT, UNIQUE (started, transfer_id))"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS transfers_ended ON transfers (ended, id)"),
        QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)};
    for (const QString &statement : statements) {
        if (const Result<QSqlQuery> done = run(statement); !done)
            return done.error();
    }
    const Result<qint64> rows = count({});
    if (!rows)
        return rows.error();
    m_rows = *rows;
    return forgetOldest();
}

Result<QString> HistoryDatabase::putAside()
{
    m_database.close();
    const QString aside =
        m_fileName + QStringLiteral(".damaged-")
        + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    // What SQLite wrote beside it belongs to the damaged file, not to the new one.
    for (const char *suffix : {"-journal", "-wal", "-shm"})
        QFile::remove(m_fileName + QLatin1String(suffix));
    if (!QFile::rename(m_fileName, aside))
        return Failure::of(Failure::Code::Internal,
                           QCoreApplication::translate("HistoryDatabase",
                                                       "The history %1 cannot be opened or "
                                                       "moved. Transfers are not recorded.")
                               .arg(m_fileName));
    return QCoreApplication::translate("HistoryDatabase",
                                       "The history of transfers could not be read. It was put "
                                       "aside as %1, and a new one was begun.")
        .arg(aside);
}

Result<QSqlQuery> HistoryDatabase::run(const QString &statement, const QVariantList &values)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return failure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError());
    return query;
}

Result<int> HistoryDatabase::add(const QList<TransferRecord> &transfers)
{
    if (!m_database.transaction())
        return failure(m_database.lastError());
    const qint64 oldRows = m_rows;
    Result<int> added = insert(transfers);
    if (added) {
        m_rows += *added;
        if (const Outcome forgotten = forgetOldest(); !forgotten)
            added = forgotten.error();
        else if (!m_database.commit())
            added = failure(m_database.lastError());
    }
    if (!added) {
        m_database.rollback();
        m_rows = oldRows;
    }
    return added;
}

Result<int> HistoryDatabase::insert(const QList<TransferRecord> &transfers)
{
    QStringList marks;
    marks.fill(QStringLiteral("?"), columns.count(QLatin1Char(',')) + 1);
    const QString statement = QStringLiteral("INSERT OR IGNORE INTO transfers (%1) VALUES (%2)")
                                  .arg(columns, marks.join(QLatin1Char(',')));
    int added = 0;
    for (const TransferRecord &transfer : transfers) {
        const Result<QSqlQuery> done = run(statement, valuesOf(transfer));
        if (!done)
            return done.error();
        added += done->numRowsAffected();
    }
    return added;
}

Outcome HistoryDatabase::forgetOldest()
{
    if (m_rows <= m_maximumRows)
        return Done{};
    const Result<QSqlQuery> done =
        run(QStringLiteral("DELETE FROM transfers WHERE id IN (SELECT id FROM transfers ORDER BY "
                           "ended, id LIMIT ?)"),
            {m_rows - m_maximumRows});
    if (!done)
        return done.error();
    m_rows = m_maximumRows;
    return Done{};
}

Result<qint64> HistoryDatabase::count(const HistoryQuery &query)
{
    const Condition condition = conditionOf(query);
    Result<QSqlQuery> done =
        run(QStringLiteral("SELECT COUNT(*) FROM transfers") + condition.text, condition.values);
    if (!done)
        return done.error();
    return done->next() ? done->value(0).toLongLong() : 0;
}

Result<QList<TransferRecord>> HistoryDatabase::page(const HistoryQuery &query, qint64 offset,
                                                    int limit)
{
    Condition condition = conditionOf(query);
    condition.values << limit << offset;
    Result<QSqlQuery> done =
        run(QStringLiteral("SELECT %1 FROM transfers").arg(columns) + condition.text
                + orderOf(query) + QStringLiteral(" LIMIT ? OFFSET ?"),
            condition.values);
    if (!done)
        return done.error();
    QList<TransferRecord> transfers;
    while (done->next())
        transfers += recordOf(*done);
    return transfers;
}

Outcome HistoryDatabase::clear()
{
    if (const Result<QSqlQuery> done = run(QStringLiteral("DELETE FROM transfers")); !done)
        return done.error();
    m_rows = 0;
    return Done{};
}

}  // namespace cosftp
