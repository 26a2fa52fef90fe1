// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/data_endpoint.h"

#include "net/active_endpoint.h"
#include "net/own_ports.h"

#include <QNetworkInterface>

#include <algorithm>

namespace cosftp {

namespace {

Failure denied(const char *reason)
{
    return Failure::of(Failure::Code::Denied, QString::fromLatin1(reason));
}

// What is no host's address, or another host's for everybody. Null: nothing is wrong.
const char *unfitAddress(const QHostAddress &address, const QHostAddress &controlPeer)
{
    if (address.isNull() || address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6))
        return "no address";
    if (address.isMulticast() || address.isBroadcast())
        return "multicast or broadcast address";
    if (address.isLoopback() && !unmapped(controlPeer).isLoopback())
        return "loopback address";
    // Only the client knows which of our interfaces it means; EPSV works for such clients.
    if (address.protocol() == QAbstractSocket::IPv6Protocol && address.isLinkLocal())
        return "link-local address";
    return nullptr;
}

bool isOurs(const QHostAddress &address, const ActiveRules &rules)
{
    const QList<QHostAddress> ours = QNetworkInterface::allAddresses() + rules.ownAddresses;
    return address.isLoopback()
           || std::any_of(ours.begin(), ours.end(), [&address](const QHostAddress &own) {
                  return isSameAddress(own, address);
              });
}

}  // namespace

DataEndpoint *connectForData(const Endpoint &target, const Endpoint &local, QObject *parent)
{
    return new ActiveEndpoint(target, local, parent);
}

bool DataPeers::accepts(const QHostAddress &peer) const
{
    return isAnyone || isSameAddress(peer, control) || relays.contains(peer);
}

Outcome checkActiveTarget(const Endpoint &target, const ActiveRules &rules)
{
    constexpr quint16 firstUnprivilegedPort = 1024;
    const QHostAddress address = unmapped(target.address);
    if (target.port < firstUnprivilegedPort)
        return denied("privileged port");
    if (const char *reason = unfitAddress(address, rules.control); reason != nullptr)
        return denied(reason);
    if (rules.ownPorts != nullptr && rules.ownPorts->contains(target.port)
        && isOurs(address, rules))
        return denied("a port of this server");
    if (isSameAddress(address, rules.control))
        return Done{};
    if (!rules.allowsFxp)
        return denied("not the address of the control connection");
    if (isPrivateAddress(address))
        return denied("a private address of another host");
    return isOurs(address, rules) ? Outcome(denied("an address of this server")) : Outcome(Done{});
}

}  // namespace cosftp
