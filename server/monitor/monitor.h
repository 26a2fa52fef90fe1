// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/job_board.h"
#include "monitor/records.h"

#include <QMap>
#include <QMutex>

#include <atomic>
#include <memory>

namespace cosftp {

/// Counters as every thread may add to them without a lock.
struct AtomicCounters
{
    std::atomic<quint64> sessionsOpened{0};
    std::atomic<quint64> loginsFailed{0};
    std::atomic<quint64> uploadsDone{0};
    std::atomic<quint64> uploadsFailed{0};
    std::atomic<quint64> downloadsDone{0};
    std::atomic<quint64> downloadsFailed{0};
    std::atomic<quint64> bytesIn{0};
    std::atomic<quint64> bytesOut{0};
};

/// What changes while a file moves. The transfer's thread writes, snapshots read; no lock.
/// May outlive the Monitor.
class TransferProgress
{
public:
    /// The counters are shared because a transfer may end after the Monitor.
    TransferProgress(const TransferRecord &record, std::shared_ptr<AtomicCounters> totals);

    void addBytes(qint64 count);
    void setState(TransferRecord::State state) { m_state = state; }
    void setPartsInFlight(int count) { m_partsInFlight = count; }
    void setPartsDone(int count) { m_partsDone = count; }
    void setWaitsFor(TransferRecord::Waiting side) { m_waitsFor = side; }
    /// Kept until the end: why it failed, and the id that the client was told.
    void setError(const QString &error, const QByteArray &errorId);
    /// The record with the numbers of this moment.
    [[nodiscard]] TransferRecord record() const;

private:
    const TransferRecord m_start;
    const std::shared_ptr<AtomicCounters> m_totals;
    std::atomic<qint64> m_bytes;
    std::atomic<TransferRecord::State> m_state;
    std::atomic<int> m_partsInFlight;
    std::atomic<int> m_partsDone = 0;
    std::atomic<TransferRecord::Waiting> m_waitsFor = TransferRecord::Waiting::Nobody;
};

/// What is happening in the server. Every thread may call every function; what crosses is a value.
class Monitor
{
public:
    Monitor() = default;
    Q_DISABLE_COPY_MOVE(Monitor)

    void sessionOpened(const SessionRecord &session);
    /// Replaces the record of the same id; unknown ids are ignored.
    void sessionChanged(const SessionRecord &session);
    void sessionClosed(quint64 sessionId);
    void loginFailed() { ++m_totals->loginsFailed; }
    /// Keeps the last lines of each open session (dialogueLines of them).
    void said(quint64 sessionId, bool isReply, const QByteArray &text);
    /// The kept lines of a session, the oldest first; empty once it is closed.
    [[nodiscard]] QList<DialogueLine> dialogue(quint64 sessionId) const;
    static constexpr int dialogueLines = 32;

    /// Gives the transfer an id of its own. The handle takes everything that changes.
    std::shared_ptr<TransferProgress> transferStarted(TransferRecord transfer);
    /// The transfer is done or has failed: it is counted, and moves to the ended ones.
    void transferEnded(const std::shared_ptr<TransferProgress> &transfer, bool isDone);

    /// The jobs over whole folders.
    [[nodiscard]] JobBoard &jobs() { return m_jobs; }

    [[nodiscard]] MonitorSnapshot snapshot() const;
    [[nodiscard]] Counters counters() const;

private:
    JobBoard m_jobs;
    std::shared_ptr<AtomicCounters> m_totals = std::make_shared<AtomicCounters>();
    mutable QMutex m_mutex;  // guards what follows
    QMap<quint64, SessionRecord> m_sessions;
    QMap<quint64, std::shared_ptr<TransferProgress>> m_transfers;
    QList<TransferRecord> m_ended;
    quint64 m_lastTransferId = 0;
};

}  // namespace cosftp
