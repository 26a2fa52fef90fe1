// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// Waits until the uploads of one user at a place or directly inside a folder are known for what
/// they are: still running, or interrupted and described. A client that comes back after its line
/// broke is often quicker than the server is with the rest of what it had received. Deletes itself.
class SettledUploads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettledUploads)

public:
    /// `at` as for ParkedUploads::askToLook(). The answer comes at once when nothing runs there,
    /// else later, in some seconds at most; not if `context` dies first.
    static void await(std::shared_ptr<ParkedUploads> index, const UploadPlace &at, QObject *context,
                      Handler<Done> handler);

private:
    SettledUploads(std::shared_ptr<ParkedUploads> index, UploadPlace at, QObject *context,
                   Handler<Done> handler);
    void check();
    void answer();

    std::shared_ptr<ParkedUploads> m_index;
    UploadPlace m_at;
    Handler<Done> m_handler;
};

}  // namespace cosftp
