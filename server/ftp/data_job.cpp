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

DataJob::~DataJob() { assertThread(*this); }

void DataJob::cancel()
{
    fail(Failure::of(Failure::Code::Cancelled,
                     QStringLiteral("stopped by the client or the server")));
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
        return finish({425, "Use PASV, EPSV, PORT or EPRT first.", {}, {}});
    m_endpoint->setParent(this);  // goes with this job, whatever comes
    m_lease = m_session.services().connections->take();
    if (!m_lease)
        return finish({425, "Too many connections; try again later.", {}, {}});
    m_step = Step::Connecting;
    connect(m_endpoint, &DataEndpoint::connected, this, &DataJob::onConnected);
    connect(m_endpoint, &DataEndpoint::failed, this, [this](const Failure &failure) {
        qCInfo(lcSession).noquote()
            << m_session.tag() << "no data connection:" << describe(failure);
        finish({425, "The data connection could not be made.", {}, {}});
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
        qCInfo(lcSession).noquote()
            << m_session.tag() << "no TLS on the data connection:" << escapedText(why);
        refuseUnsecured("The TLS handshake of the data connection failed.");
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
                               "control connection.");
    beginMoving();
}

void DataJob::refuseUnsecured(const QByteArray &why)
{
    if (m_step != Step::Connecting)
        return;
    stopWork();
    finish({522, why, {}, {}});  // closes in order: nothing was sent, and TLS's alert arrives
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
        qCInfo(lcTransfer).noquote()
            << m_session.tag() << "no progress on the data connection:" << m_subject;
        const QString detail = QStringLiteral("the data connection stood still");
        m_record.setError(QStringLiteral("The client neither sent nor took a byte for too long."));
        return windDown(Failure::of(Failure::Code::Timeout, detail),
                        {426, "The data connection stood still for too long.", {}, {}});
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
    resetChannel();
    finish(reply);
}

void DataJob::resetChannel()
{
    if (m_channel == nullptr)
        return;
    m_channel->disconnect(this);
    m_channel->reset();
    closeChannel();
}

void DataJob::closeOut(const Reply &reply)
{
    setWaitingForPeer(true);
    const auto done = [this, reply] { finish(reply); };
    connect(m_channel, &Channel::sent, this, done);
    connect(m_channel, &Channel::broken, this, [this] {
        finish({426, "The data connection was closed before all was sent.", {}, {}});
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
}

}  // namespace cosftp
