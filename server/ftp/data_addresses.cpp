// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/data_addresses.h"

#include "ftp/session.h"
#include "net/data_endpoint.h"
#include "net/shared_port_endpoint.h"

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
    return new SharedPortEndpoint(services.sharedPort, wish, unused, &session);
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
