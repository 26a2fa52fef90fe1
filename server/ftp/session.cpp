// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/session.h"

#include "core/logging.h"
#include "core/network_list.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/arguments.h"
#include "ftp/data_job.h"
#include "net/data_endpoint.h"

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds lingerTime{500};
}  // namespace

Session::Session(qintptr descriptor, quint64 id, SessionServices &services, QObject *parent)
    : QObject(parent), m_services(services), m_monitor(services.monitor),
      m_tag('s' + QByteArray::number(id)), m_control(new Channel(descriptor, this))
{
    m_record.sessionId = id;
    connect(m_control, &Channel::readable, this, &Session::onReadable);
    connect(m_control, &Channel::drained, this, &Session::updateReading);
    connect(m_control, &Channel::broken, this, &Session::onControlLost);
    connect(m_control, &Channel::secured, this, &Session::onSecured);
    connect(m_control, &Channel::tlsEnded, this, &Session::onTlsEnded);
    connect(m_control, &Channel::handshakeFailed, this, &Session::onHandshakeFailed);
    for (QTimer *timer : {&m_loginTimer, &m_idleTimer, &m_lingerTimer, &m_refusalTimer})
        timer->setSingleShot(true);
    connect(&m_loginTimer, &QTimer::timeout, this, [this] { shutDown("Login took too long."); });
    connect(&m_idleTimer, &QTimer::timeout, this, [this] { shutDown("Idle timeout."); });
    connect(&m_lingerTimer, &QTimer::timeout, this, &Session::end);
    connect(&m_refusalTimer, &QTimer::timeout, this, &Session::answerRefusedLogin);
}

Session::~Session()
{
    assertThread(*this);
    m_monitor->sessionClosed(m_record.sessionId);
}

void Session::start(Entrance entrance)
{
    assertThread(*this);
    m_isAwaitingTls = entrance == Entrance::Implicit;
    m_record.peer = m_control->peer().toString();
    m_record.since = QDateTime::currentDateTimeUtc();
    m_record.lastActive = m_record.since;
    m_control->enableKeepAlive();
    if (!*m_services.isAccepting)
        return shutDown("The server takes no new clients now; try again later.");
    if (!enterGate())
        return;
    m_monitor->sessionOpened(m_record);
    if (!takePlace())
        return;
    qCInfo(lcSession).noquote() << m_tag << "connected from" << m_control->peer().toString();
    m_loginTimer.start(settings().timeouts.login);
    m_idleTimer.start(settings().timeouts.idle);
    if (m_isAwaitingTls)
        return startTls(true);
    greet();
}

bool Session::takePlace()
{
    m_lease = m_services.connections->takeGuest(
        {clientNetwork(m_control->peer().address).toLatin1(), this, [this] { giveWay(); }});
    if (m_lease)
        return true;
    qCWarning(lcSession).noquote()
        << m_tag << "refused: max_connection_num is reached; peer" << m_control->peer().toString();
    shutDown("Too many connections; try again later.");
    return false;
}

// The counter has chosen this one, and has counted it off already.
void Session::giveWay()
{
    qCInfo(lcSession).noquote() << m_tag << "sent away: too many have connected and not logged in"
                                << "(half of max_connection_num); peer"
                                << m_control->peer().toString();
    endNow("Too many connections that have not logged in; come back and log in at once.");
    // Nothing was sent that could turn the close into a reset; and a flood of those who linger
    // would hold the descriptors that it is sent away for.
    if (m_isLingering && !m_hasSpoken && !m_control->hasUnreadInput())
        end();
}

// Banned and refused addresses leave no record: a flood of them must not fill the windows.
bool Session::enterGate()
{
    AccessGate::Answer<AccessGate::Lease> answer =
        m_services.gate->enter(m_control->peer().address);
    m_addressLease = std::move(answer.lease);
    if (!answer.refusal)
        return true;
    qCInfo(lcSession).noquote() << m_tag << "refused:" << answer.refusal->why << "peer"
                                << m_control->peer().toString();
    shutDown(answer.refusal->words);
    return false;
}

void Session::greet()
{
    m_isGreeted = true;
    reply(220, "Ready.");
    m_control->setReading(true);
}

void Session::reply(const Reply &reply)
{
    if (!m_control->isOpen() || m_isAwaitingTls)
        return;
    for (const QByteArray &line : reply.shownLines())
        m_monitor->said(m_record.sessionId, true, line);
    sendText(reply.toBytes());
}

void Session::sendText(const QByteArray &text)
{
    assertThread(*this);
    m_control->send(m_state.names.replyToClient(text));
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

std::optional<VirtualPath> Session::resolve(const QByteArray &argument, bool isNew)
{
    const Result<VirtualPath> path = m_state.folder.resolved(argument);
    if (path)
        return *path;
    if (path.error().code == Failure::Code::Invalid) {
        reply(501, m_state.names.refusal());
        return std::nullopt;
    }
    const bool isMissing = path.error().code == Failure::Code::NameNotAllowed && !isNew;
    reply(isMissing ? Reply{550, "No such file or folder.", {}, {}}
                    : explain(path.error(), Phase::Lookup, argument));
    return std::nullopt;
}

std::optional<VirtualPath> Session::resolveFile(const QByteArray &argument, bool isNew)
{
    const std::optional<VirtualPath> path = resolve(argument, isNew);
    if (!path || path->isRoot() || !namesFolder(argument))
        return path;
    reply(isNew ? 553 : 550, "A name that ends in a slash is a folder's; send it without.");
    return std::nullopt;
}

QByteArray Session::clientAddress() const { return m_control->peer().address.toString().toUtf8(); }

// --- Work and jobs ---

void Session::beginWork()
{
    assertThread(*this);
    Q_ASSERT(!isBusy());
    m_isWorking = true;
}

void Session::endWork(const Reply &finalReply)
{
    assertThread(*this);
    m_isWorking = false;
    reply(finalReply);
    m_idleTimer.start();
    finishIfDone();
    runQueue();
    updateReading();
}

void Session::endWorkSilently()
{
    assertThread(*this);
    m_isWorking = false;
}

void Session::failWork(const Failure &failure, const QByteArray &subject)
{
    endWork(explain(failure, Phase::Lookup, subject));
}

void Session::run(DataJob *job)
{
    assertThread(*this);
    Q_ASSERT(!isBusy());
    m_job = job;
    updateRecord();
    m_abortsAsked = 0;
    m_idleTimer.stop();
    connect(job, &DataJob::finished, this, &Session::onJobFinished);
    job->start();
    takeLinesForJob();
}

void Session::abortJob()
{
    assertThread(*this);
    endRefusedInputs();
    if (m_job == nullptr) {
        setDataEndpoint(nullptr);
        return reply(225, "Nothing to abort.");
    }
    ++m_abortsAsked;
    m_job->cancel();
}

void Session::onJobFinished(const Reply &finalReply)
{
    const bool mayComeEarly = finalReply.code >= 400 && !m_job->keepsOrder();
    m_job->deleteLater();
    m_job = nullptr;
    updateRecord();
    reply(finalReply);
    bool wasStopped = finalReply.code == 426;
    for (int asked = std::exchange(m_abortsAsked, 0); asked > 0; --asked)
        reply(std::exchange(wasStopped, false)
                  ? Reply{226, "Abort done.", {}, {}}
                  : Reply{225, "The transfer had ended already.", {}, {}});
    if (mayComeEarly)
        refuseEarlyInput();
    m_idleTimer.start();
    finishIfDone();
    runQueue();
    updateReading();
}

// --- The end ---

void Session::closeAfterReplies()
{
    assertThread(*this);
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
    assertThread(*this);
    if (!isBusy())
        return shutDown(reason);
    m_endReason = reason;
}

void Session::endNow(const QByteArray &reason)
{
    assertThread(*this);
    m_endReason = reason;
    m_isEndedByServer = true;
    if (m_job != nullptr)
        m_job->cancel();
    if (!isBusy())
        shutDown(reason);
}

void Session::abortTransfers(const QSet<quint64> &transferIds)
{
    assertThread(*this);
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
    if (m_refusalTimer.isActive()) {
        m_refusalTimer.stop();
        m_isWorking = false;
    }
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
    m_userLease = {};
    m_addressLease = {};
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
