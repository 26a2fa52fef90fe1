// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/endpoint.h"

#include <algorithm>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>

namespace cosftp {

namespace {

constexpr int mappedPrefixBytes = 12;

bool isMapped(const Q_IPV6ADDR &address)
{
    constexpr quint8 prefix[mappedPrefixBytes] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    return std::equal(std::begin(prefix), std::end(prefix), std::begin(address.c));
}

// A scope is an interface's name or its number.
quint32 scopeNumber(const QString &scope)
{
    if (scope.isEmpty())
        return 0;
    const quint32 index = if_nametoindex(scope.toUtf8().constData());
    return index != 0 ? index : scope.toUInt();
}

template <typename T>
SocketAddress packed(const T &address)
{
    SocketAddress result;
    static_assert(sizeof(T) <= sizeof(result.storage));
    std::memcpy(&result.storage, &address, sizeof(T));
    result.length = sizeof(T);
    return result;
}

using NameFunction = int (*)(int, sockaddr *, socklen_t *);

Endpoint nameOf(int descriptor, NameFunction nameFunction)
{
    SocketAddress name;
    name.length = sizeof(name.storage);
    if (nameFunction(descriptor, reinterpret_cast<sockaddr *>(&name.storage), &name.length) != 0)
        return {};
    return endpointOf(name);
}

}  // namespace

QString Endpoint::toString() const
{
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIpv6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(address.toString())
        .arg(port);
}

// Not QHostAddress::toIPv4Address(), which also turns "::" into 0.0.0.0.
QHostAddress unmapped(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    if (!isMapped(bytes))
        return address;
    quint32 ipv4 = 0;
    for (int i = mappedPrefixBytes; i < 16; ++i)
        ipv4 = (ipv4 << 8) | bytes.c[i];
    return QHostAddress(ipv4);
}

bool isSameAddress(const QHostAddress &left, const QHostAddress &right)
{
    QHostAddress first = unmapped(left);
    QHostAddress second = unmapped(right);
    first.setScopeId({});
    second.setScopeId({});
    return !first.isNull() && first == second;
}

const sockaddr *SocketAddress::get() const { return reinterpret_cast<const sockaddr *>(&storage); }

SocketAddress socketAddress(const Endpoint &endpoint)
{
    if (endpoint.address.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(endpoint.port);
        address.sin_addr.s_addr = htonl(endpoint.address.toIPv4Address());
        return packed(address);
    }
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(endpoint.port);
    const Q_IPV6ADDR bytes = endpoint.address.toIPv6Address();
    std::memcpy(&address.sin6_addr, &bytes, sizeof(bytes));
    address.sin6_scope_id = scopeNumber(endpoint.address.scopeId());
    return packed(address);
}

Endpoint endpointOf(const SocketAddress &address)
{
    const sockaddr *const name = address.get();
    if (address.family() == AF_INET)
        return {QHostAddress(name),
                ntohs(reinterpret_cast<const sockaddr_in *>(&address.storage)->sin_port)};
    if (address.family() == AF_INET6)
        return {unmapped(QHostAddress(name)),
                ntohs(reinterpret_cast<const sockaddr_in6 *>(&address.storage)->sin6_port)};
    return {};
}

Endpoint peerOf(int descriptor) { return nameOf(descriptor, ::getpeername); }

Endpoint localOf(int descriptor) { return nameOf(descriptor, ::getsockname); }

}  // namespace cosftp
