// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/history_export.h"

#include "common/csv.h"
#include "status/history_database.h"
#include "status/transfer_text.h"

#include <QSaveFile>
#include <QThread>

#include <limits>

namespace cosftp {

namespace {

constexpr int rowsAtOnce = 1000;

QString iso(const QDateTime &time) { return time.toString(Qt::ISODateWithMs); }

}  // namespace

QByteArray historyCsvHeader()
{
    return csv::row(
        {HistoryExport::tr("Started (UTC)"), HistoryExport::tr("Ended (UTC)"),
         HistoryExport::tr("Direction"), HistoryExport::tr("User"), HistoryExport::tr("Client"),
         HistoryExport::tr("Path"), HistoryExport::tr("Bucket"), HistoryExport::tr("Object key"),
         HistoryExport::tr("Bytes"), HistoryExport::tr("Milliseconds"), HistoryExport::tr("Result"),
         HistoryExport::tr("Cause"), HistoryExport::tr("Reference")});
}

QByteArray historyCsvRow(const TransferRecord &transfer)
{
    return csv::row(
        {iso(transfer.started), iso(transfer.ended), TransferText::direction(transfer.direction),
         QString::fromUtf8(transfer.user), transfer.peer, QString::fromUtf8(transfer.path),
         QString::fromUtf8(transfer.bucket), QString::fromUtf8(transfer.key),
         QString::number(transfer.bytes), QString::number(elapsedMs(transfer, transfer.ended)),
         TransferText::result(transfer.state), TransferText::cause(transfer),
         QString::fromUtf8(transfer.errorId)});
}

HistoryExport::HistoryExport(QString databaseFile, HistoryQuery query, QString csvFile,
                             QObject *parent)
    : QObject(parent), m_databaseFile(std::move(databaseFile)), m_query(std::move(query)),
      m_csvFile(std::move(csvFile))
{}

HistoryExport::~HistoryExport()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void HistoryExport::start()
{
    m_thread.reset(QThread::create([this] {
        const QString problem = write();
        const bool isDone = problem.isEmpty() && !*m_isCancelled;
        Q_EMIT finished(isDone, problem);  // arrives in the thread of whoever connected
    }));
    m_thread->start();
}

QString HistoryExport::write()
{
    HistoryDatabase database(m_databaseFile, std::numeric_limits<qint64>::max());
    if (const Outcome opened = database.openSnapshot(); !opened)
        return opened.error().detail;
    const Result<qint64> total = database.count(m_query);
    QSaveFile file(m_csvFile);
    if (!total || !file.open(QIODevice::WriteOnly))
        return total ? file.errorString() : total.error().detail;
    file.write(csv::byteOrderMark() + historyCsvHeader());
    for (qint64 offset = 0; offset < *total && !*m_isCancelled;) {
        const Result<QList<TransferRecord>> rows = database.page(m_query, offset, rowsAtOnce);
        if (!rows)
            return rows.error().detail;
        if (rows->isEmpty())
            break;
        for (const TransferRecord &transfer : *rows)
            file.write(historyCsvRow(transfer));
        offset += rows->size();
        Q_EMIT progressed(offset, *total);
    }
    if (*m_isCancelled)
        return {};
    return file.flush() && file.commit() ? QString() : file.errorString();
}

}  // namespace cosftp
