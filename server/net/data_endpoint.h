// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network_list.h"
#include "core/result.h"
#include "net/channel.h"
#include "net/endpoint.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace cosftp {

class OwnPorts;
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
    /// The transfer that it was made for was refused. It may still serve the next one; but when
    /// its client sends before that, inputRefused() hands over the connection that nobody waits
    /// for, so that the client can be made to hear. Active ones never connect.
    virtual void refuseInput() {}

Q_SIGNALS:
    void connected(cosftp::Channel *channel);  ///< The receiver owns it.
    void failed(const cosftp::Failure &failure);
    void inputRefused(cosftp::Channel *channel);  ///< The receiver owns it; nothing else follows.
};

/// Who may come to a passive data connection.
struct DataPeers
{
    QHostAddress control;        ///< The control connection's peer.
    bool isAnyone = false;       ///< FXP: the other server comes, whose address nobody has told us.
    NetworkList balancers = {};  ///< Connections from there begin with a PROXY header.
    NetworkList relays = {};     ///< Whoever comes from there is taken for the client.
    [[nodiscard]] bool accepts(const QHostAddress &peer) const;
};

/// Listens on `local` on a port from `ports`, accepts one connection of `peers`, drops others and
/// goes on listening, closes the listener (also silently after `unused`). Busy if no port is free.
Result<DataEndpoint *> listenForData(const std::shared_ptr<PassivePorts> &ports,
                                     const QHostAddress &local, const DataPeers &peers,
                                     std::chrono::milliseconds unused, QObject *parent,
                                     quint16 *port);

/// PORT and EPRT: connects to `target` when asked to, from `local` if that is of the same family;
/// from any port where that one cannot be had. Check the target first.
DataEndpoint *connectForData(const Endpoint &target, const Endpoint &local, QObject *parent);

/// What PORT and EPRT may name.
struct ActiveRules
{
    QHostAddress control;  ///< The control connection's peer.
    bool allowsFxp = false;
    const OwnPorts *ownPorts = nullptr;     ///< Of this server; null: none.
    QList<QHostAddress> ownAddresses = {};  ///< Announced ones, besides those of the interfaces.
};

/// Whether PORT or EPRT may name this target: the control connection's own peer, a port from 1024
/// that is none of ours, and no address that reaches something else than that host (RFC 2577).
/// FXP: another address too, if it is neither private nor ours. Denied otherwise.
Outcome checkActiveTarget(const Endpoint &target, const ActiveRules &rules);

}  // namespace cosftp
