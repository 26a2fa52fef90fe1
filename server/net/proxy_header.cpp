// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy_header.h"

#include "net/endpoint_format.h"

#include <QList>
#include <QtEndian>

#include <algorithm>

namespace cosftp {

namespace {

using Parsed = Result<std::optional<ProxyHeader>>;

constexpr QByteArrayView firstWord("PROXY ");
constexpr qsizetype maxLineBytes = 107;  // of version 1, with its end
constexpr char signatureBytes[] = "\r\n\r\n\0\r\nQUIT\n";
constexpr QByteArrayView signature(signatureBytes, 12);
constexpr qsizetype fixedBytes = 16;  // of version 2: signature, command, family, length

Failure wrong(const char *why)
{
    return Failure::of(Failure::Code::Invalid, QString::fromLatin1(why));
}

// Whether the bytes begin like that, as far as there are any.
bool beginsLike(QByteArrayView bytes, QByteArrayView beginning)
{
    const qsizetype common = std::min(bytes.size(), beginning.size());
    return bytes.first(common) == beginning.first(common);
}

bool canBeEnd(const Endpoint &end)
{
    return !end.address.isNull() && end.address != QHostAddress(QHostAddress::AnyIPv4)
           && end.address != QHostAddress(QHostAddress::AnyIPv6) && !end.address.isMulticast()
           && !end.address.isBroadcast();
}

Parsed headerOf(qsizetype sizeBytes, const ConnectionEnds &ends)
{
    if (!canBeEnd(ends.peer) || !canBeEnd(ends.local))
        return wrong("an address that no end of a connection can have");
    return std::optional(ProxyHeader{sizeBytes, ends});
}

// --- Version 1: "PROXY TCP4 192.0.2.1 198.51.100.1 56324 21\r\n"

QHostAddress addressFrom(const QByteArray &text, bool isIpv6)
{
    if (!isIpv6)
        return parseIpv4(text);
    const bool isPlain = text.contains(':') && !text.contains('%');
    return isPlain ? unmapped(QHostAddress(QString::fromLatin1(text))) : QHostAddress();
}

std::optional<quint16> portFrom(const QByteArray &text)
{
    constexpr qsizetype digits = 5;
    const bool isPlain =
        !text.isEmpty() && text.size() <= digits && (text.size() == 1 || text.front() != '0')
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int port = text.toInt();
    return isPlain && port <= 65535 ? std::optional(static_cast<quint16>(port)) : std::nullopt;
}

Parsed headerOfLine(const QByteArray &line, qsizetype sizeBytes)
{
    constexpr qsizetype words = 6;
    if (line == "PROXY UNKNOWN" || line.startsWith("PROXY UNKNOWN "))
        return std::optional(ProxyHeader{sizeBytes, {}});
    const QList<QByteArray> word = line.split(' ');
    if (word.size() != words || (word.at(1) != "TCP4" && word.at(1) != "TCP6"))
        return wrong("not the words of a PROXY line");
    const bool isIpv6 = word.at(1) == "TCP6";
    const std::optional<quint16> from = portFrom(word.at(4));
    const std::optional<quint16> to = portFrom(word.at(5));
    if (!from || !to)
        return wrong("a PROXY line with a port that is none");
    return headerOf(sizeBytes, {{addressFrom(word.at(2), isIpv6), *from},
                                {addressFrom(word.at(3), isIpv6), *to}});
}

Parsed parseLine(QByteArrayView bytes)
{
    const QByteArrayView start = bytes.first(std::min(bytes.size(), maxLineBytes));
    const qsizetype end = start.indexOf('\n');
    if (end < 0)
        return start.size() < maxLineBytes ? Parsed(std::optional<ProxyHeader>())
                                           : Parsed(wrong("a PROXY line without an end"));
    if (end == 0 || start.at(end - 1) != '\r')
        return wrong("a PROXY line with a wrong end");
    return headerOfLine(start.first(end - 1).toByteArray(), end + 1);
}

// --- Version 2, binary

template <typename Number>
Number numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<Number>(bytes.data() + at);
}

ConnectionEnds ipv4Ends(QByteArrayView block)
{
    return {{QHostAddress(numberAt<quint32>(block, 0)), numberAt<quint16>(block, 8)},
            {QHostAddress(numberAt<quint32>(block, 4)), numberAt<quint16>(block, 10)}};
}

ConnectionEnds ipv6Ends(QByteArrayView block)
{
    const auto *bytes = reinterpret_cast<const quint8 *>(block.data());
    return {{unmapped(QHostAddress(bytes)), numberAt<quint16>(block, 32)},
            {unmapped(QHostAddress(bytes + 16)), numberAt<quint16>(block, 34)}};
}

// What follows the addresses are extensions, which say nothing that is needed here.
Parsed headerOfBlock(quint8 family, QByteArrayView block, qsizetype sizeBytes)
{
    constexpr quint8 unspecified = 0x00;
    constexpr quint8 tcp4 = 0x11;
    constexpr quint8 tcp6 = 0x21;
    constexpr qsizetype ipv4Bytes = 12;
    constexpr qsizetype ipv6Bytes = 36;
    if (family == unspecified)
        return std::optional(ProxyHeader{sizeBytes, {}});
    if (family == tcp4 && block.size() >= ipv4Bytes)
        return headerOf(sizeBytes, ipv4Ends(block));
    if (family == tcp6 && block.size() >= ipv6Bytes)
        return headerOf(sizeBytes, ipv6Ends(block));
    return wrong("neither TCP over IPv4 nor over IPv6");
}

Parsed parseBlock(QByteArrayView bytes)
{
    constexpr quint8 local = 0x20;
    constexpr quint8 proxied = 0x21;
    if (bytes.size() < fixedBytes)
        return std::optional<ProxyHeader>();
    const auto command = static_cast<quint8>(bytes.at(12));
    const auto family = static_cast<quint8>(bytes.at(13));
    const qsizetype sizeBytes = fixedBytes + numberAt<quint16>(bytes, 14);
    if (command != local && command != proxied)
        return wrong("an unknown version or command");
    if (sizeBytes > maxProxyHeaderBytes)
        return wrong("too long");
    if (bytes.size() < sizeBytes)
        return std::optional<ProxyHeader>();
    if (command == local)
        return std::optional(ProxyHeader{sizeBytes, {}});
    return headerOfBlock(family, bytes.sliced(fixedBytes, sizeBytes - fixedBytes), sizeBytes);
}

}  // namespace

Result<std::optional<ProxyHeader>> parseProxyHeader(QByteArrayView bytes)
{
    if (beginsLike(bytes, firstWord))
        return parseLine(bytes);
    if (beginsLike(bytes, signature))
        return parseBlock(bytes);
    return wrong("no PROXY header");
}

}  // namespace cosftp
