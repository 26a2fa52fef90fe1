// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/descriptor.h"
#include "net/endpoint.h"

#include <QByteArray>
#include <QtGlobal>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

/// The other side of a connection, by bare system calls, so that a test decides what goes over the
/// wire and when. Reading waits for two seconds at most.
namespace rawpeer {

using cosftp::Descriptor;
using cosftp::Endpoint;

inline const QHostAddress loopback(QHostAddress::LocalHost);

/// Bound to `from`, connected to `to`; invalid if refused.
inline Descriptor connectTo(const Endpoint &to, const QHostAddress &from = {})
{
    const cosftp::SocketAddress target = cosftp::socketAddress(to);
    Descriptor socket(::socket(target.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!from.isNull()) {
        const cosftp::SocketAddress source = cosftp::socketAddress({from, 0});
        if (::bind(socket.get(), source.get(), source.length) != 0)
            qFatal("cannot bind a test's client");
    }
    if (::connect(socket.get(), target.get(), target.length) != 0)
        socket.close();
    return socket;
}

inline Descriptor listenOn(const QHostAddress &address, quint16 port = 0)
{
    const cosftp::SocketAddress name = cosftp::socketAddress({address, port});
    Descriptor socket(::socket(name.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(socket.get(), name.get(), name.length) != 0 || ::listen(socket.get(), 16) != 0)
        qFatal("cannot listen in a test");
    return socket;
}

struct Pair
{
    Descriptor ours;
    Descriptor theirs;
};
inline Pair connectedPair(const QHostAddress &address = loopback)
{
    const Descriptor listener = listenOn(address);
    Descriptor client = connectTo(cosftp::localOf(listener.get()));
    return {Descriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)),
            std::move(client)};
}

/// The peer dies: RST instead of FIN.
inline void resetByPeer(Descriptor &peer)
{
    const linger hard{1, 0};
    ::setsockopt(peer.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
    peer.close();
}

inline void put(const Descriptor &peer, const QByteArray &bytes)
{
    if (::send(peer.get(), bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) != bytes.size())
        qFatal("a test's peer could not send");
}

/// What is there, up to `limit`; empty at the end; nothing on RST or after two seconds.
inline std::optional<QByteArray> take(const Descriptor &peer, qsizetype limit = 65536)
{
    pollfd waiting{peer.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 2000) != 1)
        return std::nullopt;
    QByteArray bytes(limit, Qt::Uninitialized);
    const ssize_t count = ::recv(peer.get(), bytes.data(), size_t(limit), 0);
    if (count < 0)
        return std::nullopt;
    bytes.truncate(count);
    return bytes;
}

/// Everything until FIN; nothing if it ends in RST.
inline std::optional<QByteArray> takeAll(const Descriptor &peer)
{
    QByteArray all;
    for (;;) {
        const std::optional<QByteArray> bytes = take(peer);
        if (!bytes)
            return std::nullopt;
        if (bytes->isEmpty())
            return all;
        all += *bytes;
    }
}

/// What has arrived already, without waiting.
inline QByteArray takeArrived(const Descriptor &peer)
{
    QByteArray bytes(1 << 20, Qt::Uninitialized);
    bytes.truncate(
        std::max<ssize_t>(0, ::recv(peer.get(), bytes.data(), size_t(bytes.size()), MSG_DONTWAIT)));
    return bytes;
}

/// Small buffers, so that a write is soon taken in part.
inline void shrinkBuffers(const Descriptor &socket)
{
    const int bytes = 32768;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

/// No descriptor can be made while this lives.
class DescriptorFamine
{
public:
    DescriptorFamine()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int highest = ::fcntl(0, F_DUPFD_CLOEXEC, 0);
        ::close(highest);
        rlimit limit = m_before;
        limit.rlim_cur = rlim_t(highest);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~DescriptorFamine() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(DescriptorFamine)

private:
    rlimit m_before{};
};

}  // namespace rawpeer
