// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/endpoint_format.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace cosftp {

namespace {

Failure invalid(const char *reason)
{
    return Failure::of(Failure::Code::Invalid, QString::fromLatin1(reason));
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Plain decimal: no sign, no space, no leading zero.
std::optional<quint32> parseNumber(QByteArrayView text, quint32 limit)
{
    constexpr qsizetype maxDigits = 5;
    if (text.isEmpty() || text.size() > maxDigits || !std::all_of(text.begin(), text.end(), isDigit)
        || (text.size() > 1 && text[0] == '0'))
        return std::nullopt;
    quint32 number = 0;
    for (const char digit : text)
        number = number * 10 + static_cast<quint32>(digit - '0');
    return number <= limit ? std::optional(number) : std::nullopt;
}

// Exactly N numbers in 0..255 between separators.
template <size_t N>
std::optional<std::array<quint8, N>> parseBytes(QByteArrayView text, char separator)
{
    std::array<quint8, N> bytes{};
    for (size_t i = 0; i < N; ++i) {
        const qsizetype found = text.indexOf(separator);
        const bool isLast = i + 1 == N;
        if (isLast != (found < 0))
            return std::nullopt;
        const auto number = parseNumber(isLast ? text : text.first(found), 255);
        if (!number)
            return std::nullopt;
        bytes[i] = static_cast<quint8>(*number);
        text = text.sliced(isLast ? text.size() : found + 1);
    }
    return bytes;
}

QHostAddress ipv4Of(const quint8 *bytes)
{
    return QHostAddress((quint32(bytes[0]) << 24) | (quint32(bytes[1]) << 16)
                        | (quint32(bytes[2]) << 8) | quint32(bytes[3]));
}

QHostAddress parseIpv6(QByteArrayView text)
{
    const auto belongs = [](char c) { return c == ':' || c == '.' || std::isxdigit(uchar(c)); };
    if (!text.contains(':') || !std::all_of(text.begin(), text.end(), belongs))
        return {};
    const QHostAddress address(QString::fromLatin1(text));
    const bool isMapped = unmapped(address) != address;
    return isMapped ? QHostAddress() : address;
}

std::optional<std::array<QByteArrayView, 3>> splitEprt(QByteArrayView argument)
{
    if (argument.isEmpty() || argument[0] < 33 || argument[0] > 126)
        return std::nullopt;
    const char delimiter = argument[0];
    if (std::count(argument.begin(), argument.end(), delimiter) != 4
        || argument.back() != delimiter)
        return std::nullopt;
    const qsizetype second = argument.indexOf(delimiter, 1);
    const qsizetype third = argument.indexOf(delimiter, second + 1);
    return std::array{argument.sliced(1, second - 1),
                      argument.sliced(second + 1, third - second - 1),
                      argument.sliced(third + 1, argument.size() - third - 2)};
}

}  // namespace

QHostAddress parseIpv4(QByteArrayView text)
{
    const auto bytes = parseBytes<4>(text, '.');
    return bytes ? ipv4Of(bytes->data()) : QHostAddress();
}

Result<Endpoint> parsePort(QByteArrayView argument)
{
    const auto bytes = parseBytes<6>(argument, ',');
    if (!bytes)
        return invalid("not h1,h2,h3,h4,p1,p2");
    const auto port = static_cast<quint16>(bytes->at(4) * 256 + bytes->at(5));
    if (port == 0)
        return invalid("port 0");
    return Endpoint{ipv4Of(bytes->data()), port};
}

EprtArgument parseEprt(QByteArrayView argument)
{
    const auto fields = splitEprt(argument);
    if (!fields)
        return {};
    const auto [familyText, addressText, portText] = *fields;
    const auto family = parseNumber(familyText, 65535);
    const auto port = parseNumber(portText, 65535);
    if (!family)
        return {};
    if (*family != 1 && *family != 2)
        return {ExtendedSyntax::UnsupportedFamily, {}};
    const QHostAddress address = *family == 1 ? parseIpv4(addressText) : parseIpv6(addressText);
    if (address.isNull() || !port || *port == 0)
        return {};
    return {ExtendedSyntax::Ok, {address, static_cast<quint16>(*port)}};
}

EpsvRequest parseEpsv(QByteArrayView argument)
{
    if (argument.isEmpty())
        return EpsvRequest::Any;
    if (argument.compare("ALL", Qt::CaseInsensitive) == 0)
        return EpsvRequest::All;
    const auto family = parseNumber(argument, 65535);
    if (!family)
        return EpsvRequest::Malformed;
    return *family == 1   ? EpsvRequest::Ipv4
           : *family == 2 ? EpsvRequest::Ipv6
                          : EpsvRequest::UnsupportedFamily;
}

int familyNumber(const QHostAddress &address)
{
    switch (unmapped(address).protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return 1;
    case QAbstractSocket::IPv6Protocol:
        return 2;
    case QAbstractSocket::AnyIPProtocol:
    case QAbstractSocket::UnknownNetworkLayerProtocol:
        break;
    }
    return 0;
}

QByteArray format227(const Endpoint &endpoint)
{
    const quint32 address = unmapped(endpoint.address).toIPv4Address();
    QByteArray numbers;
    for (const quint32 number : {address >> 24, (address >> 16) & 255, (address >> 8) & 255,
                                 address & 255, quint32(endpoint.port >> 8)})
        numbers += QByteArray::number(number) + ',';
    numbers += QByteArray::number(endpoint.port & 255);
    return "Entering Passive Mode (" + numbers + ").";
}

QByteArray format229(quint16 port)
{
    return "Entering Extended Passive Mode (|||" + QByteArray::number(port) + "|)";
}

}  // namespace cosftp
