// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_job.h"
#include "ftp/data_job.h"
#include "monitor/job_board.h"

#include <memory>

namespace cosftp {

class Monitor;

/// RNTO and SITE RMDIR: work over a file or a whole folder. A job without a data connection, so
/// that ABOR can stop it. It goes on when the client has left: many give up after 15 to 20 seconds
/// without an answer, and come back to look.
///
/// While copies are made no preliminary line is sent, because a first "250-" would promise a
/// success that is not certain. Once all copies stand it is, and lines keep the client waiting.
class FolderCommand final : public DataJob
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderCommand)

public:
    /// `to` is not used for a removal.
    FolderCommand(Session &session, JobRecord::Kind kind, VirtualPath from, VirtualPath to);
    ~FolderCommand() override;

    void start() override;
    void cancel() override;
    void controlLost() override {}
    [[nodiscard]] bool keepsOrder() const override { return true; }

protected:
    void dataReady() override {}
    void stopWork() override;

private:
    [[nodiscard]] FolderJobOptions options();
    void onProgress(qint64 done, qint64 total);
    void onEnded(const Outcome &outcome);
    [[nodiscard]] Reply replyFor(const Failure &failure);
    void sayWorking();

    JobRecord::Kind m_kind;
    VirtualPath m_from;
    VirtualPath m_to;
    std::shared_ptr<Monitor> m_monitor;       ///< At hand when the session, the parent, is gone.
    std::unique_ptr<QObject> m_work;          ///< The context of what runs: destroying it stops it.
    std::shared_ptr<JobProgress> m_progress;  ///< From the first progress of a folder on.
    QTimer m_working;
    bool m_isDecided = false;
    bool m_hasBegun = false;
    bool m_lacksMemory = false;  ///< For the names, beside those of other folders.
};

}  // namespace cosftp
