// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "transfer/parked_uploads.h"
#include "transfer/running_uploads.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// Waits until the uploads of one user at a place or directly inside a folder are known for what
/// they are: still running, or interrupted and described. A client that comes back after its line
/// broke is often quicker than the server is with the rest of what it had received, and with
/// learning what another server has left. Deletes itself. Thread: the context's.
class SettledUploads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettledUploads)

public:
    struct Question
    {
        std::shared_ptr<ParkedUploads> index;
        std::shared_ptr<RunningUploads> running;
        UploadPlace at;  ///< As for RunningUploads::askToLook().
    };

    /// The answer comes at once when there is nothing to wait for, else later, in some seconds at
    /// most; not if `context` dies first.
    static void await(const Question &question, QObject *context, Handler<Done> handler);

private:
    SettledUploads(Question question, QObject *context, Handler<Done> handler);
    void check();
    void answer();

    Question m_question;
    Handler<Done> m_handler;
};

}  // namespace cosftp
