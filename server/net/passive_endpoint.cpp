// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/passive_endpoint.h"

#include "core/logging.h"
#include "net/passive_ports.h"

#include <QSocketNotifier>

#include <cerrno>
#include <cstring>
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

// Held before the transfer command: bytes may wait in it, but an end may not.
bool hasEnded(int descriptor)
{
    char byte = 0;
    const ssize_t count = ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN);
}

}  // namespace

Result<DataEndpoint *> listenForData(const std::shared_ptr<PassivePorts> &ports,
                                     const QHostAddress &local, const QHostAddress &peer,
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
            return new PassiveEndpoint(std::move(listener), peer, unused, parent);
        }
        error = errno;
        if (!isAboutThePort(error))
            break;
    }
    return Failure::of(Failure::Code::Busy,
                       QStringLiteral("no passive port on %1: %2")
                           .arg(address.toString(), QString::fromLocal8Bit(std::strerror(error))));
}

PassiveEndpoint::PassiveEndpoint(Descriptor listener, const QHostAddress &peer,
                                 std::chrono::milliseconds unused, QObject *parent)
    : DataEndpoint(parent), m_listener(std::move(listener)),
      m_notifier(new QSocketNotifier(m_listener.get(), QSocketNotifier::Read, this)), m_peer(peer)
{
    connect(m_notifier, &QSocketNotifier::activated, this, &PassiveEndpoint::onIncoming);
    connect(&m_timer, &QTimer::timeout, this, &PassiveEndpoint::onTimeout);
    m_timer.setSingleShot(true);
    m_timer.start(unused);
}

PassiveEndpoint::~PassiveEndpoint() { closeListener(); }

void PassiveEndpoint::connectChannel(std::chrono::milliseconds timeout)
{
    m_timer.stop();
    if (m_step == Step::Listening)
        onIncoming();  // who came before the command is looked at before the command
    if (m_step == Step::Listening) {
        m_step = Step::Awaited;
        m_timer.start(timeout);
        return;
    }
    Q_ASSERT(m_step == Step::Held || m_step == Step::Expired);
    // Looked at now: a client may well close as soon as it sees the 150, after an empty upload.
    m_hasEndedEarly = m_step == Step::Held && hasEnded(m_connection.get());
    QMetaObject::invokeMethod(this, &PassiveEndpoint::handOver, Qt::QueuedConnection);
}

void PassiveEndpoint::onIncoming()
{
    // Several at once, since strangers would fill the short queue; bounded, for the other sessions.
    constexpr int connectionsPerTurn = 16;
    for (int i = 0; i < connectionsPerTurn && m_listener.isValid(); ++i) {
        // The address comes from accept(): a connection that was reset meanwhile has no peer name.
        SocketAddress address;
        address.length = sizeof(address.storage);
        Descriptor connection(::accept4(m_listener.get(),
                                        reinterpret_cast<sockaddr *>(&address.storage),
                                        &address.length, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (connection.isValid()) {
            if (isExpected(endpointOf(address)))
                return take(std::move(connection));  // may delete this
            continue;
        }
        if (errno == EAGAIN)
            return;
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            return pauseListening();
        // Anything else concerns a connection that died in the queue (accept(2)).
    }
}

bool PassiveEndpoint::isExpected(const Endpoint &peer)
{
    if (isSameAddress(peer.address, m_peer))
        return true;
    if (m_strangers++ == 0)
        qCWarning(lcNet).noquote()
            << "passive port" << localOf(m_listener.get()).port << "dropped a connection from"
            << peer.toString() << "while waiting for" << m_peer.toString();
    return false;
}

void PassiveEndpoint::take(Descriptor connection)
{
    closeListener();
    m_connection = std::move(connection);
    if (m_step == Step::Awaited) {
        m_timer.stop();
        m_step = Step::Ended;
        Q_EMIT connected(new Channel(m_connection.release()));
    } else {
        m_step = Step::Held;
    }
}

void PassiveEndpoint::handOver()
{
    if (m_step == Step::Expired)
        return fail(Failure::Code::Timeout, QStringLiteral("the passive port was closed unused"));
    if (m_step != Step::Held)
        return;
    if (m_hasEndedEarly)
        return fail(Failure::Code::Network,
                    QStringLiteral("the data connection was closed before the transfer"));
    m_step = Step::Ended;
    Q_EMIT connected(new Channel(m_connection.release()));
}

void PassiveEndpoint::onTimeout()
{
    if (m_step == Step::Awaited)
        return fail(Failure::Code::Timeout, QStringLiteral("nobody came to the passive port"));
    m_step = Step::Expired;
    closeListener();
    m_connection.close();
}

void PassiveEndpoint::fail(Failure::Code code, const QString &detail)
{
    m_step = Step::Ended;
    closeListener();
    m_connection.close();
    Q_EMIT failed(Failure::of(code, detail));
}

// Out of descriptors: the connection stays in the queue, and the notifier would not let us sleep.
void PassiveEndpoint::pauseListening()
{
    m_notifier->setEnabled(false);
    QTimer::singleShot(200ms, this, [this] { m_notifier->setEnabled(m_listener.isValid()); });
}

void PassiveEndpoint::closeListener()
{
    m_notifier->setEnabled(false);
    m_listener.close();
    if (m_strangers > 1)
        qCWarning(lcNet) << "a passive port dropped" << m_strangers << "connections of strangers";
    m_strangers = 0;
}

}  // namespace cosftp
