// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/channel.h"
#include "net/endpoint.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace cosftp {

class PassivePorts;

/// Where the next data connection comes from: waits for it (passive) or makes it (active).
/// Gives exactly one Channel, to whoever called connectChannel(). Deleting it cancels.
class DataEndpoint : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataEndpoint)

public:
    explicit DataEndpoint(QObject *parent) : QObject(parent) {}
    ~DataEndpoint() override = default;

    /// Passive: hands over the connection that came or comes. Active: connects now. Ends in one
    /// connected() or one failed() (Timeout, Network), never from inside the call. Before this
    /// call nothing is read from a connection that came early. Call it once.
    virtual void connectChannel(std::chrono::milliseconds timeout) = 0;

Q_SIGNALS:
    void connected(cosftp::Channel *channel);  ///< The receiver owns it.
    void failed(const cosftp::Failure &failure);
};

/// Listens on the local address of the control connection on a port from `ports`, accepts one
/// connection whose peer address is `peer`'s, drops others and goes on listening, closes the
/// listener (also silently after `unused`). Busy if no port is free.
Result<DataEndpoint *> listenForData(const std::shared_ptr<PassivePorts> &ports,
                                     const QHostAddress &local, const QHostAddress &peer,
                                     std::chrono::milliseconds unused, QObject *parent,
                                     quint16 *port);

/// PORT and EPRT: connects to `target` from `local` when asked to. Check the target first.
DataEndpoint *connectForData(const Endpoint &target, const QHostAddress &local, QObject *parent);

/// Whether PORT or EPRT may name this target: the control connection's own peer, a port from 1024,
/// and no address that reaches something else than that host (RFC 2577). Denied otherwise.
Outcome checkActiveTarget(const Endpoint &target, const QHostAddress &controlPeer);

}  // namespace cosftp
