// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"
#include "files/entry.h"
#include "ftp/connection_counter.h"
#include "ftp/refused_input.h"
#include "ftp/reply.h"
#include "ftp/transfer_record.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace cosftp {

class Channel;
class DataEndpoint;
class Session;

/// One command that uses a data connection: checks, 150, connection, bytes, final reply. A child of
/// its session. Starting -> Connecting -> Moving -> Ended; finished() is emitted exactly once and
/// carries the final reply.
class DataJob : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataJob)

public:
    explicit DataJob(Session &session);
    ~DataJob() override;

    /// Begins with the checks; a failure there answers without a data connection.
    virtual void start() = 0;
    /// ABOR, a kicked session, a server that stops: ends the transfer if it still can be ended.
    virtual void cancel();
    /// The control connection is gone: as cancel(), but for work that has to be carried through.
    virtual void controlLost() { cancel(); }
    /// The client will send no more lines. Nothing that only it could stop has to stop for that.
    virtual void lineHalfClosed() {}
    /// The client has said QUIT, which is answered when this job has ended.
    virtual void goodbyeCame() {}
    /// True for jobs without a data connection: the client tells replies by their order, and lines
    /// of this one may be out already, so nothing but ABOR is answered before its end.
    [[nodiscard]] virtual bool keepsOrder() const { return false; }
    [[nodiscard]] qint64 bytesMoved() const { return m_bytesMoved; }
    [[nodiscard]] quint64 transferId() const { return m_record.transferId(); }  ///< 0: none runs.

Q_SIGNALS:
    void finished(const cosftp::Reply &reply);

protected:
    enum class Step { Starting, Connecting, Moving, Ended };

    [[nodiscard]] Session &session() const { return m_session; }
    [[nodiscard]] Channel *channel() const { return m_channel; }
    [[nodiscard]] Step step() const { return m_step; }
    /// The name that replies and logs show.
    void setSubject(const QByteArray &subject) { m_subject = subject; }
    [[nodiscard]] QByteArray subject() const { return m_subject; }

    /// The object that `path` stands for, if it may be a file and the right is granted; fails the
    /// job otherwise.
    using RightsTest = bool (*)(const Rights &rights);
    std::optional<Location> locateFile(const VirtualPath &path, RightsTest mayIt);
    /// The same for a file that has to be there.
    std::optional<Location> findFile(const VirtualPath &path, RightsTest mayIt);
    /// Sends `preliminary` (150) and waits for the data connection; dataReady() or finish()
    /// follows.
    void openData(const Reply &preliminary);
    virtual void dataReady() = 0;
    /// Stops what runs against the store; called once, before finished().
    virtual void stopWork() = 0;
    /// How the job ends when something went wrong: stopWork(), leaveChannel(), `reply`. A job that
    /// has to put its work in order first sends the reply later.
    virtual void windDown(const Failure &why, const Reply &reply);
    /// The client sends its file at this moment, and may read no reply before all of it is sent.
    [[nodiscard]] virtual bool isClientSending() const { return false; }
    /// The data connection has gone from here: reset, so that nobody takes a part for the whole;
    /// that of a client that sends takes and drops what comes until the client has heard.
    void leaveChannel();
    [[nodiscard]] bool isStalled() const { return m_isStalled; }
    /// The job waits for the peer (true: the stall clock runs) or for the store (false).
    void setWaitingForPeer(bool isWaiting);
    void noteMoved(qint64 bytes);
    /// Nothing of a helper arrives any more; it goes when nobody is inside it.
    template <typename Helper>
    void dismiss(Helper *&helper)
    {
        if (helper == nullptr)
            return;
        helper->disconnect(this);
        helper->deleteLater();
        helper = nullptr;
    }
    /// True for folders that the user may list, also those that only lead to mounts.
    [[nodiscard]] bool mayList(const VirtualPath &path) const;

    /// Ends with `reply`; the data connection was ended before or is closed now.
    void finish(const Reply &reply);
    /// finish() with a code, words and an id under which the log tells the cause.
    void finishRefused(int code, const QByteArray &words, const QString &cause);
    /// Ends with the reply for `failure`; leaveChannel().
    void fail(const Failure &failure);
    /// What was written is sent, FIN, then `reply`.
    void closeOut(const Reply &reply);
    /// Detaches and closes the data connection early (end of an upload).
    void closeChannel();

    TransferRecorder m_record;  ///< Of jobs that move a file; begun by them.

private:
    std::optional<Location> fileAt(const Result<Location> &location, const Rights &rights,
                                   RightsTest mayIt);
    void onConnected(Channel *channel);
    void onSecured();
    void beginMoving();
    void refuseUnsecured(const QByteArray &why, const QString &cause);
    void onStallTick();

    Session &m_session;
    Step m_step = Step::Starting;
    DataEndpoint *m_endpoint = nullptr;
    Channel *m_channel = nullptr;
    std::optional<ConnectionCounter::Lease> m_lease;
    QTimer m_stallTimer;
    QByteArray m_subject;
    qint64 m_bytesMoved = 0;
    qint64 m_bytesAtLastTick = 0;
    QPointer<RefusedInput> m_refusedInput;  // waits for the reply
    bool m_isWaitingForPeer = true;
    bool m_isStalled = false;
};

}  // namespace cosftp
