// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QStringList>

namespace cosftp {

/// The host of "1.2.3.4:21" or "[::1]:21"; null if it is neither.
QHostAddress hostOf(const QString &addressAndPort);
/// Its port; 0 if there is none.
quint16 portOf(const QString &addressAndPort);

/// Can be reached from the Internet: not private (RFC 1918, RFC 4193), shared (RFC 6598), local to
/// a link or a machine, or reserved.
bool isPublicAddress(const QHostAddress &address);

/// The addresses of this machine that others can connect to: IPv4 first, none of the loopback or
/// of a link only; the loopback if there is no other.
QStringList machineAddresses();

/// The hosts that clients can use for a server that listens there ("0.0.0.0:2121"): the address
/// itself, or each of `machine` if it listens on all.
QStringList reachableHosts(const QString &listening, const QStringList &machine);
/// "192.0.2.1:2121", "[2001:db8::1]:2121".
QString withPort(const QString &host, quint16 port);

}  // namespace cosftp
