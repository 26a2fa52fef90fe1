// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/monitor.h"

namespace cosftp {

namespace {

constexpr qsizetype mostEnded = 200;

// Totals say nothing about the order of other memory, so the cheapest order will do.
void add(std::atomic<quint64> &counter, quint64 count = 1)
{
    counter.fetch_add(count, std::memory_order_relaxed);
}

}  // namespace

TransferProgress::TransferProgress(const TransferRecord &record,
                                   std::shared_ptr<AtomicCounters> totals)
    : m_start(record), m_totals(std::move(totals)), m_bytes(record.bytes), m_state(record.state),
      m_partsInFlight(record.partsInFlight)
{}

void TransferProgress::addBytes(qint64 count)
{
    m_bytes.fetch_add(count, std::memory_order_relaxed);
    const bool isUpload = m_start.direction == TransferRecord::Direction::Upload;
    add(isUpload ? m_totals->bytesIn : m_totals->bytesOut, static_cast<quint64>(count));
}

TransferRecord TransferProgress::record() const
{
    TransferRecord record = m_start;
    record.bytes = m_bytes;
    record.state = m_state;
    record.partsInFlight = m_partsInFlight;
    return record;
}

void Monitor::sessionOpened(const SessionRecord &session)
{
    add(m_totals->sessionsOpened);
    const QMutexLocker lock(&m_mutex);
    m_sessions.insert(session.sessionId, session);
}

void Monitor::sessionChanged(const SessionRecord &session)
{
    const QMutexLocker lock(&m_mutex);
    if (const auto found = m_sessions.find(session.sessionId); found != m_sessions.end())
        *found = session;
}

void Monitor::sessionClosed(quint64 sessionId)
{
    const QMutexLocker lock(&m_mutex);
    m_sessions.remove(sessionId);
}

std::shared_ptr<TransferProgress> Monitor::transferStarted(TransferRecord transfer)
{
    const QMutexLocker lock(&m_mutex);
    transfer.transferId = ++m_lastTransferId;
    auto progress = std::make_shared<TransferProgress>(transfer, m_totals);
    m_transfers.insert(transfer.transferId, progress);
    return progress;
}

void Monitor::transferEnded(const std::shared_ptr<TransferProgress> &transfer, bool isDone)
{
    transfer->setState(isDone ? TransferRecord::State::Done : TransferRecord::State::Failed);
    transfer->setPartsInFlight(0);
    const TransferRecord record = transfer->record();
    const QMutexLocker lock(&m_mutex);
    if (m_transfers.remove(record.transferId) == 0)
        return;  // ended before: counted once
    m_ended += record;
    if (m_ended.size() > mostEnded)
        m_ended.removeFirst();
    if (record.direction == TransferRecord::Direction::Upload)
        add(isDone ? m_totals->uploadsDone : m_totals->uploadsFailed);
    else
        add(isDone ? m_totals->downloadsDone : m_totals->downloadsFailed);
}

MonitorSnapshot Monitor::snapshot() const
{
    MonitorSnapshot snapshot;
    snapshot.jobs = m_jobs.running();
    const QMutexLocker lock(&m_mutex);
    snapshot.sessions = m_sessions.values();
    for (const auto &transfer : m_transfers)
        snapshot.transfers += transfer->record();
    snapshot.ended = m_ended;
    snapshot.counters = counters();
    return snapshot;
}

Counters Monitor::counters() const
{
    return {m_totals->sessionsOpened, m_totals->loginsFailed,  m_totals->uploadsDone,
            m_totals->uploadsFailed,  m_totals->downloadsDone, m_totals->downloadsFailed,
            m_totals->bytesIn,        m_totals->bytesOut};
}

}  // namespace cosftp
