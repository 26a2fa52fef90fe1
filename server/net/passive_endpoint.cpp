// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/passive_endpoint.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "net/passive_ports.h"
#include "net/proxy_reader.h"
#include "net/shortage.h"

#include <QPointer>
#include <QSocketNotifier>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>

namespace cosftp {

using namespace std::chrono_literals;

namespace {

// What another port cannot mend ends the search.
bool isAboutThePort(int error) { return error == EADDRINUSE || error == EACCES; }

// An invalid descriptor and errno if that port cannot be had.
Descriptor listeningSocket(const Endpoint &endpoint)
{
    const SocketAddress address = socketAddress(endpoint);
    Descriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isValid())
        return socket;
    const int yes = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (address.family() == AF_INET6)
        ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof(yes));
    if (::bind(socket.get(), address.get(), address.length) == 0 && ::listen(socket.get(), 1) == 0)
        return socket;
    const int error = errno;
    socket.close();
    errno = error;
    return socket;
}

}  // namespace

Result<DataEndpoint *> listenForData(const std::shared_ptr<PassivePorts> &ports,
                                     const QHostAddress &local, const DataPeers &peers,
                                     std::chrono::milliseconds unused, QObject *parent,
                                     quint16 *port)
{
    const QHostAddress address = unmapped(local);
    PortRound round = ports->newRound();
    int error = EADDRINUSE;
    while (const std::optional<quint16> candidate = round.next()) {
        Descriptor listener = listeningSocket({address, *candidate});
        if (listener.isValid()) {
            *port = localOf(listener.get()).port;
            ports->noteUsed(*port);
            return new PassiveEndpoint(std::move(listener), peers, unused, parent);
        }
        error = errno;
        if (!isAboutThePort(error))
            break;
    }
    return Failure::of(
        isShortage(error) ? Failure::Code::Internal : Failure::Code::Busy,
        QStringLiteral("no passive port on %1: %2").arg(address.toString(), shortageText(error)));
}

PassiveEndpoint::PassiveEndpoint(Descriptor listener, const DataPeers &peers,
                                 std::chrono::milliseconds unused, QObject *parent)
    : AwaitedEndpoint(unused, parent), m_listener(std::move(listener)),
      m_notifier(new QSocketNotifier(m_listener.get(), QSocketNotifier::Read, this)), m_peers(peers)
{
    connect(m_notifier, &QSocketNotifier::activated, this, &PassiveEndpoint::onIncoming);
}

PassiveEndpoint::~PassiveEndpoint()
{
    assertThread(*this);
    stopWaiting();
}

void PassiveEndpoint::onIncoming()
{
    // Several at once, since strangers would fill the short queue; bounded, for the other sessions.
    constexpr int connectionsPerTurn = 16;
    const QPointer<PassiveEndpoint> self(this);
    for (int i = 0; i < connectionsPerTurn && self && m_listener.isValid(); ++i) {
        // The address comes from accept(): a connection that was reset meanwhile has no peer name.
        SocketAddress address;
        address.length = sizeof(address.storage);
        Descriptor connection(::accept4(m_listener.get(),
                                        reinterpret_cast<sockaddr *>(&address.storage),
                                        &address.length, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (connection.isValid()) {
            onAccepted(std::move(connection), endpointOf(address));  // may delete this
            continue;
        }
        if (errno == EAGAIN)
            return;
        if (isShortage(errno))
            return pauseListening(errno);
        // Anything else concerns a connection that died in the queue (accept(2)).
    }
}

void PassiveEndpoint::onAccepted(Descriptor connection, const Endpoint &peer)
{
    if (m_peers.balancers.contains(peer.address))
        return readHeader(std::move(connection), peer);
    if (m_peers.accepts(peer.address))
        return take(std::move(connection));
    drop(peer);
}

// The listener stays open meanwhile: the header may name a stranger.
void PassiveEndpoint::readHeader(Descriptor connection, const Endpoint &balancer)
{
    constexpr int mostAtOnce = 8;
    if (m_headersAwaited >= mostAtOnce)
        return drop(balancer);
    ++m_headersAwaited;
    auto *reader = new ProxyReader(std::move(connection), this);
    connect(reader, &ProxyReader::finished, this, [this, reader](const ConnectionEnds &ends) {
        --m_headersAwaited;
        reader->deleteLater();
        if (m_peers.accepts(ends.peer.address))
            take(reader->takeConnection());  // may delete this
        else
            drop(ends.peer);
    });
    connect(reader, &ProxyReader::failed, this, [this, reader, balancer](const QString &why) {
        --m_headersAwaited;
        reader->deleteLater();
        qCWarning(lcNet).noquote()
            << "data connection of" << balancer.toString() << "closed:" << why;
    });
}

void PassiveEndpoint::drop(const Endpoint &peer)
{
    if (m_strangers++ == 0)
        qCWarning(lcNet).noquote()
            << "passive port" << localOf(m_listener.get()).port << "dropped a connection from"
            << peer.toString() << "while waiting for" << m_peers.control.toString();
}

// Out of descriptors: the connection stays in the queue, and the notifier would not let us sleep.
void PassiveEndpoint::pauseListening(int error)
{
    noteTrouble(QStringLiteral("the data connection could not be accepted: ")
                + shortageText(error));
    m_notifier->setEnabled(false);
    QTimer::singleShot(200ms, this, [this] { m_notifier->setEnabled(m_listener.isValid()); });
}

void PassiveEndpoint::stopWaiting()
{
    m_notifier->setEnabled(false);
    m_listener.close();
    if (m_strangers > 1)
        qCWarning(lcNet) << "a passive port dropped" << m_strangers << "connections of strangers";
    m_strangers = 0;
}

}  // namespace cosftp
