// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cosftp {

/// The FTP clients whose setting up is explained.
enum class Client { FileZilla, WinScp, Explorer, Curl };

QList<Client> connectClients();
/// The name of the program; never translated, except "Windows Explorer".
QString clientName(Client client);
/// "ftp://user@host:2121/": without the port if it is FTP's own, IPv6 addresses in brackets. Names
/// with characters that have a meaning in an address are percent-encoded.
QString connectUrl(const QString &host, quint16 port, const QString &user);
/// How to connect with one client, step by step, in the present language; plain text of a few
/// lines. An empty user stands as a word that tells to put one's own there.
QString connectText(Client client, const QString &host, quint16 port, const QString &user);

}  // namespace cosftp
