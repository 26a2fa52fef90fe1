// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/active_endpoint.h"

#include "core/thread_check.h"

#include <QSocketNotifier>

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace cosftp {

namespace {

QString textOf(int error) { return QString::fromLocal8Bit(std::strerror(error)); }

}  // namespace

ActiveEndpoint::ActiveEndpoint(const Endpoint &target, const QHostAddress &local, QObject *parent)
    : DataEndpoint(parent), m_target{unmapped(target.address), target.port},
      m_local(unmapped(local))
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
        const auto report = [this, error] { fail(Failure::Code::Network, textOf(error)); };
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
    // From the address that the client knows us by: firewalls expect that, and it is our name in
    // the client's own check of the peer.
    const SocketAddress from = socketAddress({m_local, 0});
    const SocketAddress to = socketAddress(m_target);
    m_socket = Descriptor(::socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!m_socket.isValid())
        return errno;
    // The port is chosen by connect(), which can use one port for many targets.
    const int yes = 1;
    ::setsockopt(m_socket.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes));
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
        return fail(Failure::Code::Network, textOf(error));
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
