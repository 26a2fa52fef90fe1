// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of PORT, EPRT and EPSV, and what PASV and EPSV answer.
#include "fuzz/bytes.h"
#include "fuzz/property.h"
#include "net/endpoint_format.h"

namespace cosftp {

namespace {

QByteArray portArgument(const Endpoint &endpoint)
{
    QByteArray text = endpoint.address.toString().toLatin1().replace('.', ',');
    return text + ',' + QByteArray::number(endpoint.port >> 8) + ','
           + QByteArray::number(endpoint.port & 255);
}

// What is connected to is what was parsed, byte for byte.
void checkSocketAddress(const Endpoint &endpoint)
{
    HOLDS(endpoint.port != 0 && !endpoint.address.isNull());
    HOLDS(endpoint.address.scopeId().isEmpty() && unmapped(endpoint.address) == endpoint.address);
    HOLDS(endpointOf(socketAddress(endpoint)) == endpoint);
}

void checkPort(const QByteArray &argument)
{
    const Result<Endpoint> endpoint = parsePort(argument);
    if (!endpoint)
        return;
    HOLDS(familyNumber(endpoint->address) == 1);
    HOLDS(portArgument(*endpoint) == argument);
    checkSocketAddress(*endpoint);
    const QByteArray answer = format227(*endpoint);
    HOLDS(answer == "Entering Passive Mode (" + argument + ").");
}

void checkEprt(const QByteArray &argument)
{
    const EprtArgument parsed = parseEprt(argument);
    if (parsed.syntax != ExtendedSyntax::Ok) {
        HOLDS(parsed.endpoint == Endpoint());
        return;
    }
    checkSocketAddress(parsed.endpoint);
    const int family = familyNumber(parsed.endpoint.address);
    HOLDS(family == 1 || family == 2);
    const QByteArray again = '|' + QByteArray::number(family) + '|'
                             + parsed.endpoint.address.toString().toLatin1() + '|'
                             + QByteArray::number(parsed.endpoint.port) + '|';
    HOLDS(parseEprt(again) == parsed);
    const QByteArray answer = format229(parsed.endpoint.port);
    HOLDS(answer.endsWith(" (|||" + QByteArray::number(parsed.endpoint.port) + "|)"));
}

void checkEpsv(const QByteArray &argument)
{
    const EpsvRequest request = parseEpsv(argument);
    HOLDS((request == EpsvRequest::Any) == argument.isEmpty());
    HOLDS((request == EpsvRequest::Ipv4) == (argument == "1"));
    HOLDS((request == EpsvRequest::Ipv6) == (argument == "2"));
    HOLDS((request == EpsvRequest::All) == (argument.toUpper() == "ALL"));
}

void checkIpv4(const QByteArray &argument)
{
    const QHostAddress address = parseIpv4(argument);
    HOLDS(address.isNull() || address.toString().toLatin1() == argument);
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray argument = cosftp::fuzz::bytesOf(data, size);
    cosftp::checkPort(argument);
    cosftp::checkEprt(argument);
    cosftp::checkEpsv(argument);
    cosftp::checkIpv4(argument);
    return 0;
}
