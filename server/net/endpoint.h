// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

#include <sys/socket.h>

namespace cosftp {

/// An address and a port.
struct Endpoint
{
    QHostAddress address;  ///< IPv4-mapped IPv6 addresses are IPv4 here.
    quint16 port = 0;
    bool operator==(const Endpoint &) const = default;
    [[nodiscard]] QString toString() const;  ///< "1.2.3.4:21", "[::1]:21".
};

/// "::ffff:1.2.3.4" becomes 1.2.3.4; everything else is left as it is.
QHostAddress unmapped(const QHostAddress &address);

/// The same address after mapping. The scope of a link-local address does not count.
bool isSameAddress(const QHostAddress &left, const QHostAddress &right);

/// What bind() and connect() want.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] const sockaddr *get() const;
    [[nodiscard]] int family() const { return storage.ss_family; }
};
SocketAddress socketAddress(const Endpoint &endpoint);
/// The reverse; a null address for other families.
Endpoint endpointOf(const SocketAddress &address);

/// Both ends of a socket; a null address if the socket has none (any more).
Endpoint peerOf(int descriptor);
Endpoint localOf(int descriptor);

}  // namespace cosftp
