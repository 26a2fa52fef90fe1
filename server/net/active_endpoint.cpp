// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/active_endpoint.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "net/shortage.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>

namespace cosftp {

namespace {

// What another source port can mend: no right to it, a listener of somebody else, or a connection
// of the same four numbers that has hardly ended.
bool isAboutThePort(int error)
{
    return error == EACCES || error == EADDRINUSE || error == EADDRNOTAVAIL;
}

void sayOnce(quint16 port, int error)
{
    static std::atomic<int> said{0};
    if (said.exchange(error) == error)
        return;
    const char *advice = error == EACCES ? "; CAP_NET_BIND_SERVICE gives the right to it" : "";
    qCWarning(lcNet).noquote() << "active data connections cannot come from port" << port << '-'
                               << shortageText(error) << "- they come from others"
                               << "(active_from_control_port)" << advice;
}

}  // namespace

ActiveEndpoint::ActiveEndpoint(const Endpoint &target, const Endpoint &local, QObject *parent)
    : DataEndpoint(parent), m_target{unmapped(target.address), target.port},
      m_local{unmapped(local.address), local.port}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        fail(Failure::Code::Timeout, QStringLiteral("the client did not answer in time"));
    });
}

ActiveEndpoint::~ActiveEndpoint()
{
    assertThread(*this);
    stop();
}

void ActiveEndpoint::connectChannel(std::chrono::milliseconds timeout)
{
    assertThread(*this);
    if (const int error = startConnecting(); error != 0) {
        const auto report = [this, error] { fail(Failure::Code::Network, shortageText(error)); };
        QMetaObject::invokeMethod(this, report, Qt::QueuedConnection);
        return;
    }
    m_notifier = new QSocketNotifier(m_socket.get(), QSocketNotifier::Write, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &ActiveEndpoint::onAnswer);
    m_timer.start(timeout);
}

// 0, or the errno of what went wrong at once.
int ActiveEndpoint::startConnecting()
{
    const int error = connectFrom(m_local.port);
    if (m_local.port == 0 || !isAboutThePort(error))
        return error;
    sayOnce(m_local.port, error);
    return connectFrom(0);
}

int ActiveEndpoint::connectFrom(quint16 port)
{
    // From the address that the client knows us by: firewalls expect that, and it is our name in
    // the client's own check of the peer.
    const SocketAddress from = socketAddress({m_local.address, port});
    const SocketAddress to = socketAddress(m_target);
    m_socket = Descriptor(::socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!m_socket.isValid())
        return errno;
    // Any port is chosen by connect(), which can use one port for many targets; a fixed one has to
    // be shared by all sessions.
    const int yes = 1;
    if (port == 0)
        ::setsockopt(m_socket.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes));
    else
        ::setsockopt(m_socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    // Behind a load balancer that translates families there is no such address of the right one.
    const bool isBindable = from.family() == to.family();
    if (isBindable && ::bind(m_socket.get(), from.get(), from.length) != 0)
        return errno;
    if (::connect(m_socket.get(), to.get(), to.length) != 0 && errno != EINPROGRESS)
        return errno;
    return 0;
}

void ActiveEndpoint::onAnswer()
{
    int error = 0;
    socklen_t length = sizeof(error);
    ::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0)
        return fail(Failure::Code::Network, shortageText(error));
    m_notifier->setEnabled(false);
    m_timer.stop();
    Q_EMIT connected(new Channel(m_socket.release()));
}

void ActiveEndpoint::fail(Failure::Code code, const QString &detail)
{
    stop();
    Q_EMIT failed(Failure::of(code, QStringLiteral("%1: %2").arg(m_target.toString(), detail)));
}

void ActiveEndpoint::stop()
{
    m_timer.stop();
    if (m_notifier != nullptr)
        m_notifier->setEnabled(false);
    m_socket.close();
}

}  // namespace cosftp
