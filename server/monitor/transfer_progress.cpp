// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/transfer_progress.h"

namespace cosftp {

namespace {

QDateTime timeOf(qint64 msSinceEpoch)
{
    return msSinceEpoch == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(msSinceEpoch, Qt::UTC);
}

}  // namespace

TransferProgress::TransferProgress(const TransferRecord &record,
                                   std::shared_ptr<AtomicCounters> totals)
    : m_start(record), m_totals(std::move(totals)), m_bytes(record.bytes), m_state(record.state),
      m_partsInFlight(record.partsInFlight)
{}

void TransferProgress::addBytes(qint64 count)
{
    const bool isUpload = m_start.direction == TransferRecord::Direction::Upload;
    (isUpload ? m_totals->bytesIn : m_totals->bytesOut)
        .fetch_add(static_cast<quint64>(count), std::memory_order_relaxed);
    m_lastMovedMs.store(QDateTime::currentMSecsSinceEpoch(), std::memory_order_relaxed);
    // After the total and in this order: who sees these bytes finds them in the total too.
    m_bytes.fetch_add(count, std::memory_order_release);
}

void TransferProgress::setError(const QString &error, const QByteArray &errorId)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_error.isEmpty())
        return;
    m_error = error;
    m_errorId = errorId;
}

void TransferProgress::setParked(qint64 keptBytes)
{
    m_keptBytes = keptBytes;
    m_state = TransferRecord::State::Parked;
}

void TransferProgress::setEnded(TransferRecord::State state)
{
    m_state = state;
    m_partsInFlight = 0;
    m_waitsFor = TransferRecord::Waiting::Nobody;
    m_endedMs = QDateTime::currentMSecsSinceEpoch();
}

TransferRecord TransferProgress::record() const
{
    TransferRecord record = m_start;
    record.bytes = m_bytes;
    record.state = m_state;
    record.partsInFlight = m_partsInFlight;
    record.partsDone = m_partsDone;
    const qint64 lastMovedMs = m_lastMovedMs;
    record.lastMoved = timeOf(lastMovedMs);
    record.ended = timeOf(m_endedMs);
    if (QDateTime::currentMSecsSinceEpoch() - lastMovedMs > stillMovingMs)
        record.waitsFor = m_waitsFor;
    const QMutexLocker lock(&m_mutex);
    record.error = m_error;
    record.errorId = m_errorId;
    return record;
}

}  // namespace cosftp
