// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "ftp/upload_start.h"
#include "transfer/parked_lookup.h"
#include "transfer/running_uploads.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

namespace cosftp {

class Session;

/// Finds what an upload that reads first can come behind. Waits for what the same client's old
/// session may still receive, until that has ended or has been silent for so long that its client
/// must be gone; then it is parked. Asks the store what stands and what waits under the name, and
/// chooses. 4 requests when nothing waits, side by side. A child of its context; deletes itself
/// after the answer. Thread: the session's.
class UploadStartFinder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadStartFinder)

public:
    static void find(Session &session, const Location &location, const VirtualPath &path,
                     const UploadWish &wish, QObject *context, Handler<UploadStart> handler);

private:
    UploadStartFinder(Session &session, const Location &location, const VirtualPath &path,
                      const UploadWish &wish, QObject *context, Handler<UploadStart> handler);
    void waitForOld();
    void ask();
    void askForWaiting();
    void onObject(const Result<ObjectInfo> &info);
    void onAccess(const Result<NamedValues> &access);
    void onWaiting(const Result<ParkedLookup::Found> &found);
    void oneAnswered();
    void end(const Result<UploadStart> &result);

    Session &m_session;
    Location m_location;
    UploadPlace m_place;
    UploadWish m_wish;
    Handler<UploadStart> m_handler;
    std::shared_ptr<RunningUploads> m_running;
    QByteArray m_address;
    UploadGround m_ground;
    NamedValues m_access;  ///< Rights of the object's own.
    QDeadlineTimer m_patience;
    QTimer m_wake;
    int m_open = 0;
    bool m_isAsked = false;
};

}  // namespace cosftp
