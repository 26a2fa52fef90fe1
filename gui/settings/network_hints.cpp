// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/network_hints.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>

namespace cosftp {

namespace {

constexpr int lastPrivilegedPort = 1023;

struct NetworkHints
{
    Q_DECLARE_TR_FUNCTIONS(NetworkHints)
};

bool overlap(const PortRange &one, const PortRange &other)
{
    return one.first <= other.last && other.first <= one.last;
}

QString shown(const PortRange &range)
{
    return QStringLiteral("%1\u2013%2").arg(range.first).arg(range.last);
}

QStringList portHints(const Settings &settings, const std::optional<PortRange> &ephemeral)
{
    const PortRange ports = settings.network.passivePorts;
    const int listen = settings.network.listenPort;
    QStringList hints;
    if (listen > 0 && listen <= lastPrivilegedPort)
        hints +=
            NetworkHints::tr("Ports below 1024 need rights that an ordinary user does not have.");
    if (ports.last == 0)
        return hints << NetworkHints::tr(
                   "Any free port is used for data: a firewall has to let all of them "
                   "through.");
    const int count = ports.last - ports.first + 1;
    const int most = settings.limits.maxConnections;
    if (most > 0 && count < most / 2)
        hints += NetworkHints::tr("%n passive port(s) are few for %1 connections: each transfer "
                                  "takes one.",
                                  nullptr, count)
                     .arg(most);
    if (ephemeral && overlap(ports, *ephemeral))
        hints += NetworkHints::tr(
                     "The passive ports overlap with %1, from which this system takes ports for "
                     "outgoing connections. A transfer can find its port taken; a range outside is "
                     "safer.")
                     .arg(shown(*ephemeral));
    return hints;
}

QStringList addressHints(const NetworkSettings &network)
{
    const QHostAddress address(network.masqueradeAddress);
    if (address.isNull())
        return {};
    if (address.isLoopback())
        return {NetworkHints::tr(
            "The announced address is this machine itself: clients elsewhere cannot open "
            "data connections.")};
    const char *networks[] = {"10.0.0.0/8",     "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
                              "169.254.0.0/16", "fc00::/7",      "fe80::/10"};
    const bool isPrivate =
        std::any_of(std::begin(networks), std::end(networks), [&address](const char *subnet) {
            return address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(subnet)));
        });
    if (isPrivate)
        return {NetworkHints::tr(
            "The announced address is private: only clients in the same network can open "
            "data connections.")};
    return {};
}

}  // namespace

std::optional<PortRange> parseEphemeralPorts(const QByteArray &text)
{
    const QList<QByteArray> words = text.simplified().split(' ');
    if (words.size() != 2)
        return std::nullopt;
    const PortRange range{words[0].toUShort(), words[1].toUShort()};
    return range.first == 0 || range.last < range.first ? std::nullopt : std::optional(range);
}

std::optional<PortRange> ephemeralPorts()
{
    QFile file(QStringLiteral("/proc/sys/net/ipv4/ip_local_port_range"));
    return file.open(QIODevice::ReadOnly) ? parseEphemeralPorts(file.readAll()) : std::nullopt;
}

QStringList networkHints(const Settings &settings, const std::optional<PortRange> &ephemeral)
{
    return portHints(settings, ephemeral) + addressHints(settings.network);
}

}  // namespace cosftp
