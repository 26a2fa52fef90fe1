// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/raw_peer.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <memory>
#include <sys/socket.h>

/// What the tests of the dispatcher share.
namespace dispatching {

using cosftp::Descriptor;

/// Two connected sockets; the near one is watched.
struct SocketPair
{
    SocketPair()
    {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
            qFatal("socketpair");
        near = Descriptor(ends[0]);
        far = Descriptor(ends[1]);
    }
    void makeReadable() const { rawpeer::put(far, "x"); }
    void drain() const { rawpeer::takeArrived(near); }

    Descriptor near;
    Descriptor far;
};

inline std::unique_ptr<QSocketNotifier>
notifierFor(const Descriptor &socket, QSocketNotifier::Type type = QSocketNotifier::Read)
{
    return std::make_unique<QSocketNotifier>(socket.get(), type);
}

inline void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace dispatching
