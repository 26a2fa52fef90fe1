// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/addresses.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

bool isInside(const QHostAddress &address, const char *network)
{
    return address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(network)));
}

QHostAddress unmappedAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

}  // namespace

QHostAddress hostOf(const QString &addressAndPort)
{
    const qsizetype colon = addressAndPort.lastIndexOf(QLatin1Char(':'));
    QString host = addressAndPort.left(qMax<qsizetype>(colon, 0));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    return QHostAddress(host);
}

quint16 portOf(const QString &addressAndPort)
{
    return addressAndPort.mid(addressAndPort.lastIndexOf(QLatin1Char(':')) + 1).toUShort();
}

bool isPublicAddress(const QHostAddress &address)
{
    const QHostAddress plain = unmappedAddress(address);
    static constexpr std::array notPublic{
        "0.0.0.0/8",     "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
        "::/128",        "::1/128",      "fc00::/7",       "fe80::/10",   "ff00::/8"};
    return !plain.isNull()
           && std::none_of(notPublic.begin(), notPublic.end(),
                           [&plain](const char *network) { return isInside(plain, network); });
}

QStringList machineAddresses()
{
    QStringList ipv4;
    QStringList ipv6;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.isLinkLocal())
            continue;
        (address.protocol() == QAbstractSocket::IPv4Protocol ? ipv4 : ipv6) += address.toString();
    }
    const QStringList all = ipv4 + ipv6;
    return all.isEmpty() ? QStringList{QStringLiteral("127.0.0.1")} : all;
}

QStringList reachableHosts(const QString &listening, const QStringList &machine)
{
    const QHostAddress host = hostOf(listening);
    if (host.isNull())
        return {};
    const bool isEvery = host == QHostAddress(QHostAddress::AnyIPv4)
                         || host == QHostAddress(QHostAddress::AnyIPv6)
                         || host == QHostAddress(QHostAddress::Any);
    return isEvery ? machine : QStringList{host.toString()};
}

QString withPort(const QString &host, quint16 port)
{
    const bool isIpv6 = host.contains(QLatin1Char(':'));
    return (isIpv6 ? QLatin1Char('[') + host + QLatin1Char(']') : host) + QLatin1Char(':')
           + QString::number(port);
}

}  // namespace cosftp
