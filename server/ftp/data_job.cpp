// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/data_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"
#include "net/data_endpoint.h"

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds mostHandshakeTime{20'000};
}  // namespace

DataJob::DataJob(Session &session)
    : QObject(&session), m_record(session.services().monitor), m_session(session)
{
    assertThread(session);
    connect(&m_stallTimer, &QTimer::timeout, this, &DataJob::onStallTick);
}

DataJob::~DataJob()
{
    assertThread(*this);
    if (m_refusedInput != nullptr)
        m_refusedInput->answered();  // by nothing: its time runs all the same
}

void DataJob::cancel()
{
    fail(Failure::of(Failure::Code::Cancelled, QStringLiteral("by the client or the server")));
}

std::optional<Location> DataJob::locateFile(const VirtualPath &path, RightsTest mayIt)
{
    return fileAt(m_session.tree().locate(path), m_session.tree().rightsAt(path), mayIt);
}

std::optional<Location> DataJob::findFile(const VirtualPath &path, RightsTest mayIt)
{
    return fileAt(m_session.tree().find(path), m_session.tree().rightsAt(path), mayIt);
}

std::optional<Location> DataJob::fileAt(const Result<Location> &location, const Rights &rights,
                                        RightsTest mayIt)
{
    if (!mayIt(rights))
        fail(Failure::of(Failure::Code::Denied));
    else if (!location)
        fail(location.error());
    else if (location->isMountRoot())
        fail(Failure::of(Failure::Code::NotAFile));
    else
        return *location;
    return std::nullopt;
}

bool DataJob::mayList(const VirtualPath &path) const
{
    return m_session.tree().rightsAt(path).canList || m_session.tree().isScaffold(path);
}

void DataJob::openData(const Reply &preliminary)
{
    assertThread(*this);
    m_endpoint = m_session.takeDataEndpoint();
    if (m_endpoint == nullptr)
        return finishRefused(425, "Use PASV, EPSV, PORT or EPRT first.",
                             QStringLiteral("no data connection was prepared"));
    m_endpoint->setParent(this);  // goes with this job, whatever comes
    m_lease = m_session.services().connections->take();
    if (!m_lease)
        return finishRefused(425, "Too many connections; try again later.",
                             QStringLiteral("max_connection_num is reached"));
    m_step = Step::Connecting;
    connect(m_endpoint, &DataEndpoint::connected, this, &DataJob::onConnected);
    connect(m_endpoint, &DataEndpoint::failed, this, [this](const Failure &failure) {
        m_record.setError(QStringLiteral("The data connection could not be made."));
        finishRefused(425,
                      "The data connection could not be made: " + failure.detail.toUtf8() + '.',
                      describe(failure));
    });
    // In this order, because a client may close as soon as it sees the 150; signals come later in
    // any case.
    m_endpoint->connectChannel(m_session.settings().timeouts.dataConnect);
    m_session.reply(preliminary);
}

void DataJob::onConnected(Channel *channel)
{
    if (m_step != Step::Connecting) {
        channel->deleteLater();
        return;
    }
    m_channel = channel;
    m_channel->setParent(this);
    if (!m_session.state().protection.isPrivate)
        return beginMoving();
    connect(m_channel, &Channel::secured, this, &DataJob::onSecured);
    connect(m_channel, &Channel::handshakeFailed, this, [this](const QString &why) {
        refuseUnsecured("The TLS handshake of the data connection failed.", why);
    });
    const std::chrono::milliseconds patience = m_session.settings().timeouts.dataConnect;
    m_channel->startTls(*m_session.dataTls(), std::min(patience, mostHandshakeTime));
}

void DataJob::onSecured()
{
    if (m_step != Step::Connecting)
        return;
    if (!m_session.acceptsDataTls(m_channel->tlsFacts()))
        return refuseUnsecured("The data connection has to go on with the TLS session of the "
                               "control connection.",
                               QStringLiteral("no resumed session (data_session = require)"));
    beginMoving();
}

// Closes in order: nothing was sent, and TLS's alert arrives.
void DataJob::refuseUnsecured(const QByteArray &why, const QString &cause)
{
    if (m_step != Step::Connecting)
        return;
    stopWork();
    if (isClientSending())
        leaveChannel();
    finishRefused(522, why, cause);
}

void DataJob::beginMoving()
{
    m_step = Step::Moving;
    // Two ticks without a byte are a stall, so it is noticed between one and one and a half times
    // the limit.
    m_stallTimer.start(std::chrono::milliseconds(m_session.settings().timeouts.dataStall) / 2);
    dataReady();
}

void DataJob::setWaitingForPeer(bool isWaiting)
{
    assertThread(*this);
    m_isWaitingForPeer = isWaiting;
    m_record.setWaitsFor(isWaiting ? TransferRecord::Waiting::Client
                                   : TransferRecord::Waiting::Store);
    m_bytesAtLastTick = -1;
}

void DataJob::noteMoved(qint64 bytes)
{
    assertThread(*this);
    m_bytesMoved += bytes;
    m_record.add(bytes);
}

void DataJob::onStallTick()
{
    if (m_isWaitingForPeer && m_bytesMoved == m_bytesAtLastTick) {
        m_isStalled = true;
        const QString detail = QStringLiteral("no byte came or went for too long (data_stall)");
        const Reply reply = m_session.refusal(426, "The data connection stood still for too long.",
                                              detail, m_subject);
        m_record.setError(QStringLiteral("The client neither sent nor took a byte for too long."),
                          reply.reference);
        return windDown(Failure::of(Failure::Code::Timeout, detail), reply);
    }
    m_bytesAtLastTick = m_bytesMoved;
}

void DataJob::fail(const Failure &failure)
{
    assertThread(*this);
    if (m_step == Step::Ended)
        return;
    const Phase phase = m_step == Step::Starting ? Phase::Lookup : Phase::Transfer;
    const Reply reply = m_session.explain(failure, phase, m_subject);
    m_record.setError(explanation(failure), reply.reference);
    windDown(failure, reply);
}

void DataJob::windDown(const Failure &why, const Reply &reply)
{
    Q_UNUSED(why)
    stopWork();
    leaveChannel();
    finish(reply);
}

void DataJob::leaveChannel()
{
    if (m_channel == nullptr)
        return;
    m_channel->disconnect(this);
    if (isClientSending()) {
        m_refusedInput =
            m_session.dropInput(std::exchange(m_channel, nullptr), std::exchange(m_lease, {}));
        return;
    }
    m_channel->reset();
    closeChannel();
}

void DataJob::closeOut(const Reply &reply)
{
    setWaitingForPeer(true);
    const auto done = [this, reply] { finish(reply); };
    connect(m_channel, &Channel::sent, this, done);
    connect(m_channel, &Channel::broken, this, [this] {
        finishRefused(426, "The data connection was closed before all was sent.",
                      QStringLiteral("the client closed or reset it"));
    });
    m_channel->finishWriting();
    m_channel->awaitSent(m_session.settings().timeouts.dataStall);
}

void DataJob::closeChannel()
{
    assertThread(*this);
    if (m_channel == nullptr)
        return;
    m_channel->disconnect(this);
    m_channel->close();
    m_channel->deleteLater();
    m_channel = nullptr;
    m_lease.reset();
}

void DataJob::finish(const Reply &reply)
{
    assertThread(*this);
    if (std::exchange(m_step, Step::Ended) == Step::Ended)
        return;
    m_stallTimer.stop();
    closeChannel();
    m_lease.reset();
    Q_EMIT finished(reply);
    if (m_refusedInput != nullptr)
        m_refusedInput->answered();
}

void DataJob::finishRefused(int code, const QByteArray &words, const QString &cause)
{
    if (m_step != Step::Ended)
        finish(m_session.refusal(code, words, cause, m_subject));
}

}  // namespace cosftp
