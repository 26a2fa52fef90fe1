// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/shared_port_matcher.h"

#include "core/logging.h"
#include "core/openssl.h"
#include "core/thread_check.h"
#include "net/proxy_reader.h"
#include "net/tls_offer.h"

#include <algorithm>
#include <optional>
#include <sys/socket.h>

namespace cosftp {

using namespace std::chrono_literals;

namespace {

using Waiting = SharedPort::Waiting;

bool isClear(const Waiting &waiting) { return !waiting.tls.has_value(); }

QByteArray firstBytes(const Descriptor &connection)
{
    QByteArray bytes(16 * 1024 + 5, Qt::Uninitialized);  // a record of TLS is not longer
    const ssize_t count = ::recv(connection.get(), bytes.data(), static_cast<size_t>(bytes.size()),
                                 MSG_PEEK | MSG_DONTWAIT);
    return bytes.first(std::max<ssize_t>(0, count));
}

bool isOffered(const TlsOffer &offer, const TlsSetup &tls)
{
    const QByteArrayView mark(tls.mark.data(), static_cast<qsizetype>(tls.mark.size()));
    if (!offer.mark.isEmpty())
        return mark == offer.mark;
    return !offer.sessionId.isEmpty() && offer.sessionId == tls.sessionId;
}

constexpr quint64 nobody = 0;

// Whose TLS session the client goes on with; else who waits alone for a connection under TLS. Where
// several do nobody can tell whose it is: a wrong guess would give one user the other's file.
quint64 ownerOf(const QByteArray &greeting, const QList<Waiting> &waiting)
{
    quint64 only = nobody;
    int encrypted = 0;
    std::shared_ptr<const TlsContext> context;  // sessions nearly always have the same
    TlsOffer offer;
    for (const Waiting &each : waiting) {
        if (isClear(each))
            continue;
        only = ++encrypted == 1 ? each.id : nobody;
        if (std::exchange(context, each.tls->context) != each.tls->context)
            offer = offerIn(context, greeting);
        if (isOffered(offer, *each.tls))
            return each.id;
    }
    return only;
}

// Who gets a connection that begins with these bytes; nothing: that cannot be told yet.
std::optional<quint64> choose(const QList<Waiting> &waiting, const QByteArray &bytes,
                              bool mayBecomeTls)
{
    const auto clear = std::find_if(waiting.begin(), waiting.end(), isClear);
    if (waiting.size() == 1)
        return waiting.front().id;
    if (looksLikeTls(bytes))
        return hasWholeGreeting(bytes) ? std::optional(ownerOf(bytes, waiting)) : std::nullopt;
    if (bytes.isEmpty() && (mayBecomeTls || clear == waiting.end()))
        return std::nullopt;
    return clear == waiting.end() ? nobody : clear->id;
}

}  // namespace

SharedPortMatcher::SharedPortMatcher(std::shared_ptr<SharedPort> port, QObject *parent)
    : QObject(parent), m_port(std::move(port)), m_tick(new QTimer(this))
{
    connect(m_tick, &QTimer::timeout, this, &SharedPortMatcher::onTick);
    m_tick->setInterval(10ms);
}

// Its thread ends with it, and shall leave nothing of OpenSSL behind.
SharedPortMatcher::~SharedPortMatcher()
{
    assertThread(*this);
    const OpensslThread used;
}

void SharedPortMatcher::receive(qintptr descriptor)
{
    assertThread(*this);
    Descriptor connection(static_cast<int>(descriptor));
    const Endpoint peer = peerOf(connection.get());
    if (m_port->isBalancer(peer.address))
        readHeader(std::move(connection));
    else
        begin(std::move(connection), peer);
}

void SharedPortMatcher::readHeader(Descriptor connection)
{
    const Endpoint balancer = peerOf(connection.get());
    auto *reader = new ProxyReader(std::move(connection), this);
    connect(reader, &ProxyReader::finished, this, [this, reader](const ConnectionEnds &ends) {
        reader->deleteLater();
        begin(reader->takeConnection(), ends.peer);
    });
    connect(reader, &ProxyReader::failed, this, [reader, balancer](const QString &why) {
        reader->deleteLater();
        qCWarning(lcNet).noquote()
            << "data connection of" << balancer.toString() << "closed:" << why;
    });
}

void SharedPortMatcher::begin(Descriptor connection, const Endpoint &peer)
{
    constexpr std::size_t mostUndecided = 1024;
    Arrival arrival{std::move(connection), peer, QDeadlineTimer(1s), QDeadlineTimer(30s)};
    if (settle(arrival) || m_arrivals.size() >= mostUndecided)
        return;
    m_arrivals.push_back(std::move(arrival));
    m_tick->start();
}

bool SharedPortMatcher::settle(Arrival &arrival)
{
    const QList<Waiting> waiting = m_port->waitingFor(arrival.peer.address);
    if (waiting.isEmpty()) {
        qCInfo(lcNet).noquote() << "passive port" << m_port->port() << "dropped a connection from"
                                << arrival.peer.toString() << "that nobody waits for";
        return true;
    }
    const bool needsLook = waiting.size() > 1;
    const std::optional<quint64> id =
        choose(waiting, needsLook ? firstBytes(arrival.connection) : QByteArray(),
               !arrival.greeting.hasExpired());
    if (!id)
        return arrival.end.hasExpired();
    if (*id == nobody)
        qCWarning(lcNet).noquote()
            << "passive port" << m_port->port() << "dropped a connection from"
            << arrival.peer.toString()
            << "- several sessions of this address wait, and it goes on with the TLS session of "
               "none of them; such clients need a range of ports (passive_ports)";
    else
        m_port->handOver(*id, std::move(arrival.connection));
    return true;
}

void SharedPortMatcher::onTick()
{
    std::erase_if(m_arrivals, [this](Arrival &arrival) { return settle(arrival); });
    if (m_arrivals.empty())
        m_tick->stop();
}

}  // namespace cosftp
