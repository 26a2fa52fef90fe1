// SPDX-License-Identifier: GPL-3.0-or-later
// What a load balancer, or whoever says to be one, sends before the client speaks.
#include "net/proxy_header.h"

#include "fuzz/bytes.h"
#include "fuzz/property.h"

#include <QtEndian>

#include <array>

namespace cosftp {

namespace {

using Parsed = Result<std::optional<ProxyHeader>>;

// A copy of its own size: the address sanitizer then sees a read beyond what has come.
Parsed parsedCopy(QByteArrayView bytes) { return parseProxyHeader(bytes.toByteArray()); }

bool isHeader(const Parsed &parsed) { return parsed && parsed->has_value(); }

QByteArray textOf(const QHostAddress &address, bool asIpv6)
{
    const bool isIpv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    const QByteArray text = address.toString().toLatin1();
    return isIpv4 && asIpv6 ? "::ffff:" + text : text;
}

bool needsIpv6(const ConnectionEnds &ends)
{
    return ends.peer.address.protocol() == QAbstractSocket::IPv6Protocol
           || ends.local.address.protocol() == QAbstractSocket::IPv6Protocol;
}

QByteArray asLine(const ConnectionEnds &ends)
{
    const bool ipv6 = needsIpv6(ends);
    return QByteArray(ipv6 ? "PROXY TCP6 " : "PROXY TCP4 ") + textOf(ends.peer.address, ipv6) + ' '
           + textOf(ends.local.address, ipv6) + ' ' + QByteArray::number(ends.peer.port) + ' '
           + QByteArray::number(ends.local.port) + "\r\n";
}

template <typename Number>
QByteArray bigEndian(Number number)
{
    std::array<char, sizeof(Number)> bytes{};
    qToBigEndian(number, bytes.data());
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

QByteArray addressBytes(const QHostAddress &address, bool asIpv6)
{
    if (!asIpv6)
        return bigEndian(address.toIPv4Address());
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return {reinterpret_cast<const char *>(&bytes), sizeof bytes};
}

QByteArray asBlock(const ConnectionEnds &ends)
{
    const bool ipv6 = needsIpv6(ends);
    const QByteArray block = addressBytes(ends.peer.address, ipv6)
                             + addressBytes(ends.local.address, ipv6) + bigEndian(ends.peer.port)
                             + bigEndian(ends.local.port);
    return QByteArray("\r\n\r\n\0\r\nQUIT\n", 12) + '\x21' + (ipv6 ? '\x21' : '\x11')
           + bigEndian(static_cast<quint16>(block.size())) + block;
}

// The other spelling of what was understood is understood to be the same.
void checkEnds(const ConnectionEnds &ends)
{
    HOLDS(!ends.peer.address.isNull() && !ends.local.address.isNull());
    HOLDS(unmapped(ends.peer.address) == ends.peer.address);
    HOLDS(ends.peer.address.scopeId().isEmpty() && ends.local.address.scopeId().isEmpty());
    for (const QByteArray &again : {asLine(ends), asBlock(ends)}) {
        const Parsed parsed = parsedCopy(again);
        HOLDS(isHeader(parsed) && **parsed == (ProxyHeader{again.size(), ends}));
    }
}

// The answer of the whole is that of the first piece that had one, and what follows changes
// nothing.
void checkPieces(const QByteArray &bytes, const Parsed &whole)
{
    bool isDecided = false;
    for (qsizetype count = 0; count <= std::min(bytes.size(), maxProxyHeaderBytes + 1); ++count) {
        const Parsed piece = parsedCopy(QByteArrayView(bytes).first(count));
        if (isHeader(piece)) {
            HOLDS(isHeader(whole) && **piece == **whole);
            HOLDS((*piece)->sizeBytes <= count && (isDecided || (*piece)->sizeBytes == count));
        } else {
            HOLDS(piece || (!whole && piece.error().detail == whole.error().detail));
            HOLDS(!isDecided || !piece);
        }
        isDecided = !piece || piece->has_value();
    }
    // With room for one byte more than a header has, every answer is final.
    HOLDS(isDecided || bytes.size() < maxProxyHeaderBytes);
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = cosftp::fuzz::bytesOf(data, size);
    const cosftp::Parsed whole = cosftp::parseProxyHeader(bytes);
    cosftp::checkPieces(bytes, whole);
    if (!whole)
        HOLDS(cosftp::fuzz::isOneLine(whole.error().detail));
    if (cosftp::isHeader(whole) && (*whole)->ends)
        cosftp::checkEnds(*(*whole)->ends);
    return 0;
}
