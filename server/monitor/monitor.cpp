// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/monitor.h"

namespace cosftp {

namespace {

constexpr qsizetype mostEnded = 200;

// Totals say nothing about the order of other memory, so the cheapest order will do.
void addOne(std::atomic<quint64> &counter) { counter.fetch_add(1, std::memory_order_relaxed); }

void addBytes(SessionRecord &session, const TransferRecord &transfer)
{
    if (transfer.direction == TransferRecord::Direction::Upload)
        session.bytesIn += transfer.bytes;
    else
        session.bytesOut += transfer.bytes;
    if (transfer.lastMoved.isValid()
        && (!session.lastActive.isValid() || session.lastActive < transfer.lastMoved))
        session.lastActive = transfer.lastMoved;
}

}  // namespace

void Monitor::sessionOpened(const SessionRecord &session)
{
    addOne(m_totals->sessionsOpened);
    const QMutexLocker lock(&m_mutex);
    m_sessions.insert(session.sessionId, {session, {}});
}

void Monitor::sessionChanged(const SessionRecord &session)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_sessions.find(session.sessionId);
    if (found == m_sessions.end())
        return;
    const SessionRecord old = std::exchange(found->record, session);
    found->record.bytesIn = old.bytesIn;
    found->record.bytesOut = old.bytesOut;
    if (old.lastActive.isValid() && old.lastActive > session.lastActive)
        found->record.lastActive = old.lastActive;
}

void Monitor::sessionClosed(quint64 sessionId)
{
    const QMutexLocker lock(&m_mutex);
    m_sessions.remove(sessionId);
}

void Monitor::said(quint64 sessionId, bool isReply, const QByteArray &text)
{
    const QMutexLocker lock(&m_mutex);
    if (const auto found = m_sessions.find(sessionId); found != m_sessions.end())
        found->dialogue.add(isReply, text);
}

QList<DialogueLine> Monitor::dialogue(quint64 sessionId) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_sessions.constFind(sessionId);
    return found == m_sessions.constEnd() ? QList<DialogueLine>() : found->dialogue.lines();
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
    using State = TransferRecord::State;
    const QMutexLocker lock(&m_mutex);
    if (m_transfers.remove(transfer->transferId()) == 0)
        return;  // ended before: counted once
    if (isDone || transfer->state() != State::Parked)
        transfer->setEnded(isDone ? State::Done : State::Failed);
    else
        transfer->setEnded(State::Parked);
    TransferRecord record = transfer->record();
    addToSession(record);
    countEnded(record, isDone);
    if (record.state == State::Parked)
        record.bytes = transfer->keptBytes();
    m_ended += record;
    if (m_ended.size() > mostEnded)
        m_ended.removeFirst();
}

void Monitor::cleanedUp(const CleanupRecord &cleanup)
{
    const QMutexLocker lock(&m_mutex);
    m_cleanups.insert(cleanup.bucket, cleanup);
}

void Monitor::addToSession(const TransferRecord &ended)
{
    if (const auto found = m_sessions.find(ended.sessionId); found != m_sessions.end())
        addBytes(found->record, ended);
}

void Monitor::countEnded(const TransferRecord &ended, bool isDone)
{
    if (ended.direction == TransferRecord::Direction::Upload)
        addOne(isDone ? m_totals->uploadsDone : m_totals->uploadsFailed);
    else
        addOne(isDone ? m_totals->downloadsDone : m_totals->downloadsFailed);
}

// The counters are read last: no transfer of the lists is missing in them.
MonitorSnapshot Monitor::snapshot() const
{
    MonitorSnapshot snapshot;
    snapshot.jobs = m_jobs.running();
    const QMutexLocker lock(&m_mutex);
    QMap<quint64, qsizetype> places;
    snapshot.sessions.reserve(m_sessions.size());
    for (auto at = m_sessions.constBegin(); at != m_sessions.constEnd(); ++at) {
        places.insert(at.key(), snapshot.sessions.size());
        snapshot.sessions += at->record;
    }
    for (const auto &transfer : m_transfers) {
        const TransferRecord record = transfer->record();
        if (const auto place = places.constFind(record.sessionId); place != places.constEnd())
            addBytes(snapshot.sessions[*place], record);
        snapshot.transfers += record;
    }
    snapshot.ended = m_ended;
    snapshot.cleanups = m_cleanups.values();
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
