// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QStringList>

#include <optional>

namespace cosftp {

/// The address as sessions are told apart by it: an IPv4 address that came as ::ffff:a.b.c.d is
/// that IPv4 address, and there is no scope.
QHostAddress plainAddress(const QHostAddress &address);

/// What stands for one client where clients are counted: an IPv4 address, or the /64 network of an
/// IPv6 address, "2001:db8:0:1::/64", since whoever has one of its addresses has them all (RFC
/// 6177). Link-local and loopback addresses stand for themselves.
QString clientNetwork(const QHostAddress &address);

/// Whether the address belongs to a network that the Internet does not route: RFC 1918, RFC 6598,
/// loopback, link-local, unique local.
bool isPrivateAddress(const QHostAddress &address);

/// Addresses and networks, as settings name them: "10.0.0.0/8, 2001:db8::/32, 192.0.2.7, private".
/// "private" stands for every address of isPrivateAddress().
class NetworkList
{
public:
    /// Nothing if the text is no such list; `wrong` is then the entry that is none. An empty text
    /// is an empty list.
    static std::optional<NetworkList> fromText(const QString &text, QString *wrong = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    [[nodiscard]] bool contains(const QHostAddress &address) const;
    /// As it was given, divided by ", ".
    [[nodiscard]] QString text() const { return m_words.join(QStringLiteral(", ")); }
    bool operator==(const NetworkList &other) const { return m_words == other.m_words; }

private:
    QStringList m_words;
    QList<QPair<QHostAddress, int>> m_networks;  // address, bits
    bool m_hasPrivate = false;
};

}  // namespace cosftp
