// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/dialogue.h"
#include "monitor/job_board.h"
#include "monitor/records.h"
#include "monitor/transfer_progress.h"

#include <QMap>
#include <QMutex>

#include <memory>

namespace cosftp {

/// What is happening in the server. Every thread may call every function; what crosses is a value.
class Monitor
{
public:
    Monitor() = default;
    Q_DISABLE_COPY_MOVE(Monitor)

    void sessionOpened(const SessionRecord &session);
    /// Replaces the record of the same id; unknown ids are ignored. The bytes of its transfers and
    /// the time of the last one are the Monitor's to know, whatever the record says of them.
    void sessionChanged(const SessionRecord &session);
    void sessionClosed(quint64 sessionId);
    void loginFailed() { ++m_totals->loginsFailed; }
    /// Keeps the last lines of each open session, see Dialogue. Takes text that may be shown.
    void said(quint64 sessionId, bool isReply, const QByteArray &text);
    /// The kept lines of a session, the oldest first; empty once it is closed.
    [[nodiscard]] QList<DialogueLine> dialogue(quint64 sessionId) const;
    static constexpr int dialogueLines = Dialogue::maxLines;

    /// Gives the transfer an id of its own. The handle takes everything that changes.
    std::shared_ptr<TransferProgress> transferStarted(TransferRecord transfer);
    /// The transfer is done or has failed: it is counted, and moves to the ended ones. One whose
    /// state is Parked stays Parked and counts as failed.
    void transferEnded(const std::shared_ptr<TransferProgress> &transfer, bool isDone);

    /// Takes the place of what was said of the bucket before.
    void cleanedUp(const CleanupRecord &cleanup);

    /// The jobs over whole folders.
    [[nodiscard]] JobBoard &jobs() { return m_jobs; }

    [[nodiscard]] MonitorSnapshot snapshot() const;
    [[nodiscard]] Counters counters() const;

private:
    struct OpenSession
    {
        SessionRecord record;  // with the bytes of its ended transfers
        Dialogue dialogue;
    };

    void addToSession(const TransferRecord &ended);
    void countEnded(const TransferRecord &ended, bool isDone);

    JobBoard m_jobs;
    std::shared_ptr<AtomicCounters> m_totals = std::make_shared<AtomicCounters>();
    mutable QMutex m_mutex;  // guards what follows
    QMap<quint64, OpenSession> m_sessions;
    QMap<quint64, std::shared_ptr<TransferProgress>> m_transfers;
    QList<TransferRecord> m_ended;
    QMap<QByteArray, CleanupRecord> m_cleanups;
    quint64 m_lastTransferId = 0;
};

}  // namespace cosftp
