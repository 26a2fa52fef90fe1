// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/session.h"

#include "core/logging.h"
#include "core/text.h"
#include "ftp/command_table.h"
#include "ftp/data_job.h"
#include "net/data_endpoint.h"

#include <array>

namespace cosftp {

namespace {
constexpr int maxQueuedLines = 32;
constexpr qsizetype maxQueuedBytes = 16 * 1024;
constexpr qint64 maxQueuedReplies = 64 * 1024;
constexpr std::size_t readBytes = 4096;
constexpr std::chrono::milliseconds lingerTime{500};

bool isTakenDuringJob(const ParsedCommand &parsed)
{
    return parsed.verb == "ABOR" || parsed.verb == "NOOP" || parsed.verb == "QUIT"
           || (parsed.verb == "STAT" && parsed.argument.isEmpty());
}
}  // namespace

Session::Session(qintptr descriptor, quint64 id, SessionServices &services, QObject *parent)
    : QObject(parent), m_services(services), m_monitor(services.monitor),
      m_tag('s' + QByteArray::number(id)), m_control(new Channel(descriptor, this))
{
    m_record.sessionId = id;
    connect(m_control, &Channel::readable, this, &Session::onReadable);
    connect(m_control, &Channel::drained, this, &Session::updateReading);
    connect(m_control, &Channel::broken, this, &Session::onControlLost);
    for (QTimer *timer : {&m_loginTimer, &m_idleTimer, &m_lingerTimer})
        timer->setSingleShot(true);
    connect(&m_loginTimer, &QTimer::timeout, this, [this] { shutDown("Login took too long."); });
    connect(&m_idleTimer, &QTimer::timeout, this, [this] { shutDown("Idle timeout."); });
    connect(&m_lingerTimer, &QTimer::timeout, this, &Session::end);
}

Session::~Session() { m_monitor->sessionClosed(m_record.sessionId); }

void Session::start()
{
    m_record.peer = m_control->peer().toString();
    m_record.since = QDateTime::currentDateTimeUtc();
    m_record.lastActive = m_record.since;
    m_control->enableKeepAlive();
    if (!*m_services.isAccepting)
        return shutDown("The server takes no new clients now; try again later.");
    m_monitor->sessionOpened(m_record);
    m_lease = m_services.connections->take();
    if (!m_lease) {
        qCWarning(lcSession).noquote() << m_tag << "refused: max_connection_num is reached; peer"
                                       << m_control->peer().toString();
        return shutDown("Too many connections; try again later.");
    }
    qCInfo(lcSession).noquote() << m_tag << "connected from" << m_control->peer().toString();
    m_loginTimer.start(settings().timeouts.login);
    m_idleTimer.start(settings().timeouts.idle);
    reply(220, "Ready.");
    m_control->setReading(true);
}

QByteArray Session::loggedInUser() const
{
    return m_state.login == SessionState::Login::LoggedIn ? m_state.userName : QByteArray();
}

void Session::reply(const Reply &reply)
{
    if (!m_control->isOpen())
        return;
    for (const QByteArray &line : reply.shownLines())
        m_monitor->said(m_record.sessionId, true, line);
    m_control->send(reply.toBytes());
}

void Session::updateRecord()
{
    m_record.user = loggedInUser();
    m_record.cwd = m_state.folder.toBytes();
    m_record.state = SessionRecord::State::Connected;
    if (m_isClosing)
        m_record.state = SessionRecord::State::Closing;
    else if (isBusy())
        m_record.state = SessionRecord::State::Working;
    else if (!m_record.user.isEmpty())
        m_record.state = SessionRecord::State::LoggedIn;
    m_monitor->sessionChanged(m_record);
}

Reply Session::explain(const Failure &failure, Phase phase, const QByteArray &subject)
{
    if (!isServerSide(failure))
        return failureReply(failure, phase);
    const QByteArray reference = m_tag + '-' + QByteArray::number(++m_references);
    qCWarning(lcSession).noquote() << reference << "user" << escaped(m_state.userName)
                                   << escaped(subject) << "failed:" << describe(failure);
    return failureReply(failure, phase, reference);
}

std::optional<VirtualPath> Session::resolve(const QByteArray &argument, bool isNew)
{
    const Result<VirtualPath> path = m_state.folder.resolved(argument);
    if (path)
        return *path;
    const bool isMissing = path.error().code == Failure::Code::NameNotAllowed && !isNew;
    reply(isMissing ? Reply{550, "No such file or folder.", {}, {}}
                    : failureReply(path.error(), Phase::Lookup));
    return std::nullopt;
}

// --- Lines ---

void Session::onReadable()
{
    std::array<char, readBytes> buffer{};
    const qint64 count = m_control->read(buffer.data(), buffer.size());
    if (m_isLingering) {
        if (count == 0 && m_control->end() != StreamEnd::Open)
            end();
        return;
    }
    for (const ControlLine &line : m_reader.feed(QByteArrayView(buffer.data(), count)))
        takeLine(line);
    if (count == 0 && m_control->end() != StreamEnd::Open)
        return onControlLost();
    runQueue();
    updateReading();
}

void Session::takeLine(const ControlLine &line)
{
    if (m_isClosing)
        return;
    if (m_job != nullptr && line.kind == ControlLine::Kind::Command) {
        const ParsedCommand parsed = parseCommand(line.text);
        const bool isInOrder = (m_queue.isEmpty() && !m_job->keepsOrder()) || parsed.verb == "ABOR";
        if (isInOrder && isTakenDuringJob(parsed))
            return execute(line.text);
    }
    m_queue += line;
    m_queueBytes += line.text.size();
}

void Session::runQueue()
{
    if (std::exchange(m_isRunningQueue, true))
        return;
    while (!m_queue.isEmpty() && !isBusy() && !m_isClosing) {
        const ControlLine line = m_queue.takeFirst();
        m_queueBytes -= line.text.size();
        switch (line.kind) {
        case ControlLine::Kind::Command:
            execute(line.text);
            break;
        case ControlLine::Kind::TooLong:
            reply(500, "Line too long.");
            break;
        case ControlLine::Kind::Malformed:
            reply(501, "Control characters in the line.");
            break;
        case ControlLine::Kind::Flood:
            shutDown("Line too long.");
            break;
        }
    }
    m_isRunningQueue = false;
}

void Session::updateReading()
{
    if (m_isLingering || m_hasEnded)
        return;
    const bool isFull = m_queue.size() >= maxQueuedLines || m_queueBytes >= maxQueuedBytes
                        || m_control->bytesQueued() > maxQueuedReplies;
    m_control->setReading(!isFull && m_control->end() == StreamEnd::Open && m_control->isOpen());
}

void Session::execute(const QByteArray &line)
{
    ParsedCommand parsed = parseCommand(line);
    if (isForeignProtocol(parsed.verb)) {
        qCWarning(lcSession).noquote() << m_tag << "closed: not FTP:" << escaped(parsed.verb, 32);
        m_control->close();
        return onControlLost();
    }
    m_idleTimer.start();
    qCDebug(lcSession).noquote() << m_tag << '>' << loggableCommand(parsed);
    m_record.lastCommand = shownCommand(parsed);
    m_record.lastActive = QDateTime::currentDateTimeUtc();
    m_monitor->said(m_record.sessionId, false, m_record.lastCommand);
    updateRecord();
    const Command *command = findCommand(parsed.verb);
    if (command == nullptr)
        return isAbsentCommand(parsed.verb) ? reply(502, "Command not available.")
                                            : reply(500, "Unknown command.");
    dispatch(*command, parsed);
}

void Session::dispatch(const Command &command, const ParsedCommand &parsed)
{
    QByteArray argument = parsed.argument;
    if (command.kind == ArgumentKind::Word)
        argument = argument.trimmed();
    if (argument.isEmpty() && command.argument == ArgumentRule::Required)
        return reply(501, "Argument missing: "
                              + QByteArray(command.help != nullptr ? command.help : command.verb));
    if (!argument.isEmpty() && command.argument == ArgumentRule::None)
        return reply(501, QByteArray(command.verb) + " takes no argument.");
    const bool isLoggedIn = m_state.login == SessionState::Login::LoggedIn;
    if (command.login == LoginRule::Needed && !isLoggedIn)
        return reply(530, "Log in with USER and PASS.");
    if (isLoggedIn && !isBusy())
        renewTree();
    command.handler(*this, argument);
}

// --- Work and jobs ---

void Session::beginWork()
{
    Q_ASSERT(!isBusy());
    m_isWorking = true;
}

void Session::endWork(const Reply &finalReply)
{
    m_isWorking = false;
    reply(finalReply);
    m_idleTimer.start();
    finishIfDone();
    runQueue();
    updateReading();
}

void Session::endWorkSilently() { m_isWorking = false; }

void Session::failWork(const Failure &failure, const QByteArray &subject)
{
    endWork(explain(failure, Phase::Lookup, subject));
}

void Session::run(DataJob *job)
{
    Q_ASSERT(!isBusy());
    m_job = job;
    updateRecord();
    m_isAbortAsked = false;
    m_idleTimer.stop();
    connect(job, &DataJob::finished, this, &Session::onJobFinished);
    job->start();
}

void Session::abortJob()
{
    if (m_job == nullptr) {
        setDataEndpoint(nullptr);
        return reply(225, "Nothing to abort.");
    }
    m_isAbortAsked = true;
    m_job->cancel();
}

void Session::onJobFinished(const Reply &finalReply)
{
    m_job->deleteLater();
    m_job = nullptr;
    updateRecord();
    reply(finalReply);
    if (std::exchange(m_isAbortAsked, false))
        reply(finalReply.code == 426 ? Reply{226, "Abort done.", {}, {}}
                                     : Reply{225, "The transfer had ended already.", {}, {}});
    m_idleTimer.start();
    finishIfDone();
    runQueue();
    updateReading();
}

void Session::setDataEndpoint(DataEndpoint *endpoint)
{
    if (m_endpoint != nullptr)
        m_endpoint->deleteLater();
    m_endpoint = endpoint;
}

DataEndpoint *Session::takeDataEndpoint() { return std::exchange(m_endpoint, nullptr); }

// --- Login ---

void Session::logIn(const UserSettings &user)
{
    m_state.login = SessionState::Login::LoggedIn;
    m_state.user = user;
    m_tree = std::make_unique<FileTree>(m_services.mountsFor(user));
    m_loginTimer.stop();
    m_loginFailures = 0;
    updateRecord();
    qCInfo(lcAuth).noquote() << m_tag << "user" << escaped(user.name) << "logged in from"
                             << m_control->peer().toString();
}

void Session::noteLoginFailure()
{
    m_monitor->loginFailed();
    qCWarning(lcAuth).noquote() << m_tag << "login failed for" << escaped(m_state.userName, 64)
                                << "from" << m_control->peer().toString();
    m_state.login = SessionState::Login::Greeted;
    if (++m_loginFailures >= settings().security.maxLoginFailures)
        return shutDown("Too many failed logins.");
}

void Session::settingsChanged()
{
    if (m_state.login != SessionState::Login::LoggedIn)
        return;
    const UserSettings *user = settings().user(m_state.user.name);
    if (user == nullptr || !user->isEnabled)
        return endNow("This account was removed.");
    m_isTreeStale = m_isTreeStale || user->mounts != m_state.user.mounts;
    m_state.user = *user;
}

// A job or work that runs holds on to the old tree, so the new one waits for the next command.
void Session::renewTree()
{
    if (std::exchange(m_isTreeStale, false))
        m_tree = std::make_unique<FileTree>(m_services.mountsFor(m_state.user));
}

void Session::resetLogin()
{
    m_state = SessionState();
    m_tree.reset();
    setDataEndpoint(nullptr);
    if (!m_loginTimer.isActive())
        m_loginTimer.start(settings().timeouts.login);
}

// --- The end ---

void Session::closeAfterReplies()
{
    m_isClosing = true;
    m_queue.clear();
    m_queueBytes = 0;
    finishIfDone();
}

void Session::shutDown(const QByteArray &reason)
{
    if (m_isClosing)
        return;
    reply(421, reason);
    closeAfterReplies();
}

void Session::endGently(const QByteArray &reason)
{
    if (!isBusy())
        return shutDown(reason);
    m_endReason = reason;
}

void Session::endNow(const QByteArray &reason)
{
    m_endReason = reason;
    if (m_job != nullptr)
        m_job->cancel();
    if (!isBusy())
        shutDown(reason);
}

void Session::abortTransfers(const QSet<quint64> &transferIds)
{
    if (m_job != nullptr && transferIds.contains(m_job->transferId()))
        m_job->cancel();
}

void Session::onControlLost()
{
    m_isClosing = true;
    m_queue.clear();
    m_control->close();
    if (m_job != nullptr)
        m_job->controlLost();
    finishIfDone();
}

// Called whenever something ended: closes what has to be closed, and says ended() once.
void Session::finishIfDone()
{
    if (isBusy() || m_hasEnded)
        return;
    if (!m_endReason.isEmpty() && !m_isClosing) {
        reply(421, std::exchange(m_endReason, {}));
        m_isClosing = true;
        m_queue.clear();
    }
    if (!m_isClosing)
        return;
    m_loginTimer.stop();
    m_idleTimer.stop();
    setDataEndpoint(nullptr);
    if (m_control->isOpen() && m_control->end() == StreamEnd::Open)
        linger();
    else
        end();
}

// A close with unread input would become a reset, which can take the last reply away from the
// client: so the FIN goes out and what still comes is thrown away until the client closes too, for
// a moment at most.
void Session::linger()
{
    if (std::exchange(m_isLingering, true))
        return;
    m_control->finishWriting();
    m_control->setReading(true);
    m_lingerTimer.start(lingerTime);
}

void Session::end()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_lingerTimer.stop();
    m_control->close();
    qCInfo(lcSession).noquote() << m_tag << "ended";
    Q_EMIT ended();
}

}  // namespace cosftp
