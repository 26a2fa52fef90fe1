// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/data_addresses.h"

#include "ftp/session.h"
#include "net/data_endpoint.h"
#include "net/shared_port_endpoint.h"

#include <memory>

namespace cosftp {

namespace {

DataPeers peersOf(Session &session)
{
    const NetworkSettings &network = session.settings().network;
    DataPeers peers;
    peers.control = session.control().peer().address;
    peers.isAnyone = session.state().user.limits.allowsFxp;
    if (network.proxiesData)
        peers.balancers = network.proxyNetworks;
    else if (session.control().isProxied())
        peers.relays = network.proxyNetworks;
    return peers;
}

}  // namespace

Result<DataEndpoint *> awaitData(Session &session, quint16 *port)
{
    const SessionServices &services = session.services();
    const std::chrono::milliseconds unused = session.settings().timeouts.passiveUnused;
    const quint16 shared = services.sharedPort ? services.sharedPort->port() : quint16{0};
    if (shared == 0)
        return listenForData(services.passivePorts, session.control().boundAddress(),
                             peersOf(session), unused, &session, port);
    SharedPort::Wish wish{peersOf(session), {}};
    if (session.state().protection.isPrivate)
        wish.tls = *session.dataTls();
    *port = shared;
    auto endpoint =
        std::make_unique<SharedPortEndpoint>(services.sharedPort, wish, unused, &session);
    if (endpoint->hasPlace())
        return endpoint.release();
    return Failure::of(Failure::Code::InUse,
                       QStringLiteral("another session of this address waits at the one passive "
                                      "port, in clear too; TLS tells them apart, and so does a "
                                      "range of ports (single_passive_port, passive_ports)"));
}

// RFC 959 section 3.2: the port below the one that the client has come to, as it knows it.
Endpoint activeSource(Session &session)
{
    const quint16 control = session.control().local().port;
    const bool isFixed = session.settings().network.activeFromControlPort && control > 1;
    return {session.control().boundAddress(), isFixed ? quint16(control - 1) : quint16(0)};
}

Outcome mayConnectTo(Session &session, const Endpoint &target)
{
    const SessionServices &services = session.services();
    ActiveRules rules;
    rules.control = session.control().peer().address;
    rules.allowsFxp = session.state().user.limits.allowsFxp;
    rules.ownPorts = services.ownPorts.get();
    rules.ownAddresses = {session.control().local().address, services.masquerade->current()};
    return checkActiveTarget(target, rules);
}

}  // namespace cosftp
