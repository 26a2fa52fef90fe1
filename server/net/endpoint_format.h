// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/endpoint.h"

#include <QByteArray>
#include <QByteArrayView>

namespace cosftp {

/// "1.2.3.4": four plain decimal numbers. Null for the other spellings that inet_aton() takes
/// (0177.0.0.1, 127.1), because what they mean depends on the reader.
QHostAddress parseIpv4(QByteArrayView text);

/// Parses PORT's argument "h1,h2,h3,h4,p1,p2" (RFC 959, 4.1.2). Invalid for anything else, leading
/// zeros and port 0 included. Whether the target may be used is not checked.
Result<Endpoint> parsePort(QByteArrayView argument);

/// What an EPRT or EPSV argument is, before anything is said about its use.
enum class ExtendedSyntax {
    Ok,
    Malformed,         ///< 501
    UnsupportedFamily  ///< 522: a number other than 1 and 2
};

struct EprtArgument
{
    ExtendedSyntax syntax = ExtendedSyntax::Malformed;
    Endpoint endpoint;  ///< Valid if Ok.
    bool operator==(const EprtArgument &) const = default;
};
/// Parses EPRT's argument "|1|1.2.3.4|port|", "|2|::1|port|" (RFC 2428); any delimiter from ASCII
/// 33 to 126, exactly four of them. Addresses with a scope or mapped IPv4 ones are malformed.
EprtArgument parseEprt(QByteArrayView argument);

enum class EpsvRequest {
    Any,   ///< No argument.
    Ipv4,  ///< "1"
    Ipv6,  ///< "2"
    All,   ///< "ALL": from now on nothing but EPSV.
    UnsupportedFamily,
    Malformed
};
EpsvRequest parseEpsv(QByteArrayView argument);

/// 1 for IPv4, 2 for IPv6 (RFC 2428), after mapping; 0 for none.
int familyNumber(const QHostAddress &address);

/// The text after "227 ". The address must be IPv4.
QByteArray format227(const Endpoint &endpoint);
/// The text after "229 ".
QByteArray format229(quint16 port);

}  // namespace cosftp
