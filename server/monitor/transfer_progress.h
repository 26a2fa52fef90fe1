// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

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

/// What changes while a file moves. The transfer's thread writes, snapshots read; moving bytes
/// takes no lock. May outlive the Monitor.
class TransferProgress
{
public:
    /// So long after the last byte a transfer counts as moving, whoever has to be waited for next.
    static constexpr qint64 stillMovingMs = 1000;

    /// The counters are shared because a transfer may end after the Monitor.
    TransferProgress(const TransferRecord &record, std::shared_ptr<AtomicCounters> totals);

    void addBytes(qint64 count);
    void setState(TransferRecord::State state) { m_state = state; }
    void setPartsInFlight(int count) { m_partsInFlight = count; }
    void setPartsDone(int count) { m_partsDone = count; }
    /// Whom the transfer waits for from now on; shown once no byte has moved for a while.
    void setWaitsFor(TransferRecord::Waiting side) { m_waitsFor = side; }
    /// Kept until the end: why it failed, and the id that the client was told. The first one stays:
    /// what comes later is a consequence.
    void setError(const QString &error, const QByteArray &errorId);
    /// The end is near: so much stays in the bucket for the client to go on.
    void setParked(qint64 keptBytes);
    /// No number changes after this.
    void setEnded(TransferRecord::State state);

    [[nodiscard]] quint64 transferId() const { return m_start.transferId; }
    [[nodiscard]] quint64 sessionId() const { return m_start.sessionId; }
    [[nodiscard]] TransferRecord::Direction direction() const { return m_start.direction; }
    [[nodiscard]] TransferRecord::State state() const { return m_state; }
    [[nodiscard]] qint64 keptBytes() const { return m_keptBytes; }  ///< 0 unless Parked.
    /// The record with the numbers of this moment.
    [[nodiscard]] TransferRecord record() const;

private:
    const TransferRecord m_start;
    const std::shared_ptr<AtomicCounters> m_totals;
    std::atomic<qint64> m_bytes;
    std::atomic<qint64> m_keptBytes = 0;
    std::atomic<qint64> m_lastMovedMs = 0;  // since the epoch; 0: not yet
    std::atomic<qint64> m_endedMs = 0;
    std::atomic<TransferRecord::State> m_state;
    std::atomic<int> m_partsInFlight;
    std::atomic<int> m_partsDone = 0;
    std::atomic<TransferRecord::Waiting> m_waitsFor = TransferRecord::Waiting::Nobody;
    mutable QMutex m_mutex;  // guards what follows
    QString m_error;
    QByteArray m_errorId;
};

}  // namespace cosftp
