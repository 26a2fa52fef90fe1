// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/file_tree.h"
#include "ftp/line_reader.h"
#include "ftp/reply.h"
#include "ftp/services.h"
#include "ftp/session_state.h"
#include "net/channel.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <memory>
#include <optional>

namespace cosftp {

class DataEndpoint;
class DataJob;
class RefusedInput;
struct Command;
struct ParsedCommand;

/// One client: its control connection, its lines in order, its replies. Lives and dies in one
/// worker thread. A command answers at once, or takes time as "work" (one store question) or as a
/// "job" (a data connection); meanwhile later lines wait, up to a limit, then the socket is not
/// read. ABOR, NOOP and STAT are taken during a job. A client that has finished sending is carried
/// out and answered to the last line; when the control connection is lost the session lives on
/// until its work or job has ended. Then it says ended().
class Session final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    Session(qintptr descriptor, quint64 id, SessionServices &services, QObject *parent);
    ~Session() override;

    /// Greets, or refuses when the connection limit is reached. Implicit FTPS: TLS comes first.
    void start(Entrance entrance = Entrance::Explicit);
    /// The server stops or the user was removed: 421 now if idle, after the running command
    /// otherwise.
    void endGently(const QByteArray &reason);
    /// Stops the running job too.
    void endNow(const QByteArray &reason);
    /// Ends the running transfer if its id is one of these; the session goes on.
    void abortTransfers(const QSet<quint64> &transferIds);
    /// The settings were replaced: a user that is gone or disabled is sent away, one whose password
    /// is another one as soon as nothing runs; one with other mounts or rights has them from the
    /// next command on.
    void settingsChanged();
    [[nodiscard]] bool isBusy() const { return m_isWorking || m_job != nullptr; }
    [[nodiscard]] QByteArray loggedInUser() const;
    /// USER's name for a log. Not a name that nobody has: it may be a password, typed too early.
    [[nodiscard]] QByteArray loggableUser() const;

    // For the command handlers.
    [[nodiscard]] SessionState &state() { return m_state; }
    [[nodiscard]] const Settings &settings() const { return *m_services.settings; }
    [[nodiscard]] SessionServices &services() const { return m_services; }
    [[nodiscard]] FileTree &tree() { return *m_tree; }  ///< When logged in.
    [[nodiscard]] Channel &control() { return *m_control; }
    [[nodiscard]] QByteArray tag() const { return m_tag; }  ///< "s12": begins every log line.
    [[nodiscard]] quint64 id() const { return m_record.sessionId; }
    [[nodiscard]] QString peerText() const { return m_record.peer; }
    [[nodiscard]] bool isAddressBanned() const;
    /// IP address, without the port.
    [[nodiscard]] QByteArray clientAddress() const;
    [[nodiscard]] DataJob *job() const { return m_job; }
    [[nodiscard]] bool isAbortAsked() const { return m_abortsAsked > 0; }
    /// The client has half-closed the line: it may still read, and nobody can tell whether it
    /// lives.
    [[nodiscard]] bool isHalfClosed() const { return m_isHalfClosed; }
    /// The server ends this session, whatever it does.
    [[nodiscard]] bool isEndedByServer() const { return m_isEndedByServer; }

    void reply(const Reply &reply);
    void reply(int code, const QByteArray &text) { reply({code, text, {}, {}}); }
    /// Lines of a longer reply, with their ends; the client's way of writing names is taken care
    /// of.
    void sendText(const QByteArray &text);
    /// The reply for a failure. Unless it was asked for a name and says all there is to say, it has
    /// an id, and the log has a line with that id and the cause. `subject` is the path or command.
    Reply explain(const Failure &failure, Phase phase, const QByteArray &subject);
    /// The same for what the protocol refuses: `words` for the client, `cause` for the log.
    Reply refusal(int code, const QByteArray &words, const QString &cause,
                  const QByteArray &subject);
    /// What `argument` means in the working directory; answers 501 or 55x itself when it means
    /// nothing. `isNew` says that the name is to be made.
    std::optional<VirtualPath> resolve(const QByteArray &argument, bool isNew = false);
    /// The same for commands that mean files only: a name that ends in a slash is a folder's.
    std::optional<VirtualPath> resolveFile(const QByteArray &argument, bool isNew = false);

    /// A question to the store begins; no further command runs before endWork().
    void beginWork();
    void endWork(const Reply &reply);
    void endWorkSilently();  ///< The work was only the first half: a job follows that answers.
    void failWork(const Failure &failure, const QByteArray &subject);
    /// What holds for the file data of this session now: its own limit, its user's, the server's.
    [[nodiscard]] SpeedLimits speedLimits(qint64 Bandwidth::*direction) const;
    /// What this session's user may have; and somebody counts what they have, if that is not known.
    [[nodiscard]] Quota quota() const;
    /// Runs a data job; its final reply is sent when it ends.
    void run(DataJob *job);
    void abortJob();

    // TLS (session_tls.cpp).
    /// Whether AUTH TLS is possible now.
    [[nodiscard]] bool offersTls() const;
    /// The control connection is encrypted.
    [[nodiscard]] bool isEncrypted() const { return m_control->isSecured(); }
    /// What its data connections begin with; null before the first handshake.
    [[nodiscard]] const TlsSetup *dataTls() const { return m_tls ? &m_tls->data : nullptr; }
    /// Of the control connection, when it is encrypted.
    [[nodiscard]] const TlsFacts &tlsFacts() const { return m_tls->facts; }
    /// What the server and this user, who may not be logged in yet, have to have encrypted.
    [[nodiscard]] TlsNeed tlsNeed(const QByteArray &userName) const;
    /// Something has come behind the command that runs now.
    [[nodiscard]] bool hasLinesAhead() const;
    /// Behind the reply to AUTH: what was agreed so far is forgotten. `impliesPrivacy`: the client
    /// takes encrypted data connections for granted, without PBSZ and PROT.
    void startTls(bool impliesPrivacy);
    /// What holds without PBSZ and PROT.
    [[nodiscard]] SessionState::Protection impliedProtection() const
    {
        const bool isImplied = m_tls && m_tls->impliesPrivacy;
        return {isImplied, isImplied};
    }
    /// Behind the reply to CCC.
    void endTls();
    /// A data connection was encrypted; false if it may not be used like this.
    bool acceptsDataTls(const TlsFacts &facts);

    /// Takes over the data connection of a client that may still send; its bytes are dropped, so
    /// that it hears the reply. The command is over.
    RefusedInput *dropInput(Channel *channel, std::optional<ConnectionCounter::Lease> lease);
    void setDataEndpoint(DataEndpoint *endpoint);  ///< Null: none. The old one is closed.
    DataEndpoint *takeDataEndpoint();

    [[nodiscard]] std::chrono::seconds idleTime() const
    {
        return std::chrono::duration_cast<std::chrono::seconds>(m_idleTimer.intervalAsDuration());
    }
    void setIdleTime(std::chrono::seconds time) { m_idleTimer.start(time); }

    /// Whether a user whose password was right may come in; the session is the user's then.
    [[nodiscard]] std::optional<AccessGate::Refusal> admit(const UserSettings &user);
    void logIn(const UserSettings &user);
    /// Around the check of a password: nobody is sent away for want of room meanwhile.
    void beginPasswordCheck();
    void endPasswordCheck();
    /// Refuses, the later the more often this has happened; ends the session after some times.
    void refuseLogin(const QByteArray &password);
    void resetLogin();         ///< USER and REIN: nothing of the old login stays.
    void closeAfterReplies();  ///< QUIT, 421: no further line is taken.

Q_SIGNALS:
    void ended();

private:
    /// Sessions in clear have none, and are the smaller for it.
    struct ControlTls
    {
        TlsFacts facts;
        TlsSetup data;
        bool impliesPrivacy = false;
    };

    void greet();
    void onSecured();
    void onTlsEnded();
    void onHandshakeFailed(const QString &why);
    bool enterGate();
    bool takePlace();
    void giveWay();
    void checkNewPassword(const UserSettings &old, const UserSettings &now);
    void answerRefusedLogin();
    void makeTree();
    void learnWhatWaits();
    void renewTree();
    void onReadable();
    void takeLine(const ControlLine &line);
    void takeLinesForJob();
    void execute(const QByteArray &line);
    void dispatch(const Command &command, const ParsedCommand &parsed);
    void runQueue();
    void updateReading();
    void onInputEnded();
    void onControlLost();
    void onJobFinished(const Reply &reply);
    QByteArray newReference();
    void refuseEarlyInput();
    void endRefusedInputs();
    void updateRecord();
    void finishIfDone();
    void linger();
    void end();
    void shutDown(const QByteArray &reason);

    SessionServices &m_services;
    std::shared_ptr<Monitor> m_monitor;
    SessionRecord m_record;
    QByteArray m_tag;
    Channel *m_control;
    LineReader m_reader;
    std::unique_ptr<ControlTls> m_tls;  // null: no TLS so far
    QList<ControlLine> m_queue;
    qsizetype m_queueBytes = 0;
    SessionState m_state;
    std::unique_ptr<FileTree> m_tree;
    bool m_hasLearned = false;  ///< Or is about to.
    DataEndpoint *m_endpoint = nullptr;
    DataJob *m_job = nullptr;
    QList<QPointer<RefusedInput>> m_refusedInputs;  // the worker's; they may outlive this
    std::optional<ConnectionCounter::Lease> m_lease;
    AccessGate::Lease m_addressLease;
    AccessGate::Lease m_userLease;
    QTimer m_loginTimer;
    QTimer m_idleTimer;
    QTimer m_lingerTimer;
    QTimer m_refusalTimer;   // a wrong login is answered when it ends
    QByteArray m_endReason;  // not empty: 421 with it as soon as nothing runs
    int m_loginFailures = 0;
    int m_references = 0;
    int m_abortsAsked = 0;  // each has a reply of its own, behind the job's
    bool m_isWorking = false;
    bool m_isClosing = false;
    bool m_isHalfClosed = false;
    bool m_isEndedByServer = false;
    bool m_isRunningQueue = false;
    bool m_isTreeStale = false;
    bool m_hasSpoken = false;
    bool m_isGreeted = false;
    bool m_isAwaitingTls = false;  // nothing may be said in clear
    bool m_hasToldFullHandshake = false;
    bool m_isLingering = false;
    bool m_hasEnded = false;
};

}  // namespace cosftp
