// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/data_endpoint.h"

#include "net/active_endpoint.h"

namespace cosftp {

namespace {

Failure denied(const char *reason)
{
    return Failure::of(Failure::Code::Denied, QString::fromLatin1(reason));
}

}  // namespace

DataEndpoint *connectForData(const Endpoint &target, const QHostAddress &local, QObject *parent)
{
    return new ActiveEndpoint(target, local, parent);
}

Outcome checkActiveTarget(const Endpoint &target, const QHostAddress &controlPeer)
{
    constexpr quint16 firstUnprivilegedPort = 1024;
    const QHostAddress address = unmapped(target.address);
    if (target.port < firstUnprivilegedPort)
        return denied("privileged port");
    if (address.isNull() || address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6))
        return denied("no address");
    if (address.isMulticast() || address.isBroadcast())
        return denied("multicast or broadcast address");
    if (address.isLoopback() && !unmapped(controlPeer).isLoopback())
        return denied("loopback address");
    // Only the client knows which of our interfaces it means; EPSV works for such clients.
    if (address.protocol() == QAbstractSocket::IPv6Protocol && address.isLinkLocal())
        return denied("link-local address");
    if (!isSameAddress(address, controlPeer))
        return denied("not the address of the control connection");
    return Done{};
}

}  // namespace cosftp
