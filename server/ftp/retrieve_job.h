// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/ascii.h"
#include "ftp/data_job.h"
#include "transfer/download.h"
#include "transfer/speed_limit.h"

namespace cosftp {

struct Mount;

/// RETR: one version of one object onto the data connection, from REST's offset on. The store is
/// asked first, so that 550 and 554 come without a data connection and the 150 can name the size. A
/// failure in mid transfer resets the data connection: a clean end would make the client keep a
/// short file.
class RetrieveJob final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RetrieveJob)

public:
    RetrieveJob(Session &session, VirtualPath path, qint64 offset);
    ~RetrieveJob() override;

    void start() override;

protected:
    void dataReady() override;
    void stopWork() override;

private:
    void onOpened();
    void refuseForWaiting(const Entry &waiting);
    void onFinished(const Outcome &outcome);
    void restore(const Failure &refusal);
    void pump();
    bool writePending();
    void peerClosed();

    VirtualPath m_path;
    qint64 m_offset = 0;
    const Mount *m_mount = nullptr;
    QByteArray m_key;
    Download *m_download = nullptr;
    AsciiEncoder m_encoder;
    QByteArray m_pending;  // taken from the store, not yet taken by the kernel
    qsizetype m_pendingFrom = 0;
    QTimer m_nextTurn;  // other sockets come first
    SpeedLimits m_speed;
    QTimer m_speedTimer;
    bool m_isBinary = true;
    bool m_isRead = false;
    bool m_isPumping = false;
};

}  // namespace cosftp
