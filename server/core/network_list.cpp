// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network_list.h"

#include <algorithm>

namespace cosftp {

namespace {

using Network = QPair<QHostAddress, int>;

const QString privateWord = QStringLiteral("private");

const QList<Network> &privateNetworks()
{
    static const QList<Network> networks = [] {
        QList<Network> found;
        for (const char *text :
             {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
              "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"})
            found += QHostAddress::parseSubnet(QString::fromLatin1(text));
        return found;
    }();
    return networks;
}

bool isIn(const QHostAddress &address, const QList<Network> &networks)
{
    return std::any_of(networks.begin(), networks.end(), [&](const Network &network) {
        return address.protocol() == network.first.protocol() && address.isInSubnet(network);
    });
}

// Qt also takes "10/8", "10.1" and masks; here an address is written out, and a network has no bits
// behind its length: 10.1.2.3/8 is more likely a mistake than a way to say 10.0.0.0/8.
std::optional<Network> networkFrom(const QString &text)
{
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    const QHostAddress address(text.left(slash < 0 ? text.size() : slash));
    const bool isWrittenOut = text.contains(QLatin1Char(':')) || text.count(QLatin1Char('.')) == 3;
    if (address.isNull() || !isWrittenOut || !address.scopeId().isEmpty())
        return std::nullopt;
    const int most = address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128;
    if (slash < 0)
        return Network(plainAddress(address), plainAddress(address) == address ? most : 32);
    bool isNumber = false;
    const int bits = text.mid(slash + 1).toInt(&isNumber);
    if (!isNumber || bits < 0 || bits > most)
        return std::nullopt;
    const Network network = QHostAddress::parseSubnet(text);
    return network.first == address ? std::optional(network) : std::nullopt;
}

}  // namespace

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4);
    QHostAddress plain = address;
    plain.setScopeId({});
    return plain;
}

QString clientNetwork(const QHostAddress &address)
{
    constexpr int networkBytes = 8;
    const QHostAddress plain = plainAddress(address);
    const bool standsForItself = plain.protocol() != QAbstractSocket::IPv6Protocol
                                 || plain.isLinkLocal() || plain.isLoopback();
    if (standsForItself)
        return plain.toString();
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(std::begin(bytes.c) + networkBytes, std::end(bytes.c), quint8{0});
    return QHostAddress(bytes).toString() + QStringLiteral("/64");
}

bool isPrivateAddress(const QHostAddress &address)
{
    return isIn(plainAddress(address), privateNetworks());
}

std::optional<NetworkList> NetworkList::fromText(const QString &text, QString *wrong)
{
    NetworkList list;
    for (const QString &piece : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString word = piece.trimmed();
        const std::optional<Network> network = networkFrom(word);
        if (word == privateWord) {
            list.m_hasPrivate = true;
        } else if (network) {
            list.m_networks += *network;
        } else {
            if (wrong != nullptr)
                *wrong = word;
            return std::nullopt;
        }
        list.m_words += word;
    }
    return list;
}

bool NetworkList::contains(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    return (m_hasPrivate && isPrivateAddress(plain)) || isIn(plain, m_networks);
}

}  // namespace cosftp
