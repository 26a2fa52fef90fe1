// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "net/endpoint.h"

#include <QByteArrayView>

#include <optional>

namespace cosftp {

/// Both ends of a connection as the client knows them.
struct ConnectionEnds
{
    Endpoint peer;   ///< The client.
    Endpoint local;  ///< Where the client connected to.
    bool operator==(const ConnectionEnds &) const = default;
};

/// What a load balancer says first (the PROXY protocol, versions 1 and 2).
struct ProxyHeader
{
    qsizetype sizeBytes = 0;
    /// Nothing: the balancer speaks for itself (LOCAL), or does not know (UNKNOWN): the connection
    /// is what it looks like.
    std::optional<ConnectionEnds> ends;
    bool operator==(const ProxyHeader &) const = default;
};

/// The longest header that is taken, version 2 with its extensions included.
constexpr qsizetype maxProxyHeaderBytes = 536;

/// Looks for a header at the beginning of `bytes`. Nothing: so far it looks like one, and all bytes
/// belong to it. Invalid for everything that is none: another address family than IPv4 and IPv6,
/// no TCP, too long, or any deviation from the form.
Result<std::optional<ProxyHeader>> parseProxyHeader(QByteArrayView bytes);

}  // namespace cosftp
