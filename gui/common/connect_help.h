// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cosftp {

/// What a client has to know of a server.
struct ConnectPoint
{
    QString host;
    quint16 port = 0;
    QString user;                  ///< Empty: a word stands there that tells to put one's own.
    bool isEncrypted = false;      ///< The server takes AUTH TLS.
    bool needsEncryption = false;  ///< It takes no names and passwords in clear.
    bool operator==(const ConnectPoint &) const = default;
};

/// The FTP clients whose setting up is explained.
enum class Client { FileZilla, WinScp, Explorer, Curl };

QList<Client> connectClients();
/// The name of the program; never translated, except "Windows Explorer".
QString clientName(Client client);
/// "ftp://user@host:2121/": without the port if it is FTP's own, IPv6 addresses in brackets. Names
/// with characters that have a meaning in an address are percent-encoded.
QString connectUrl(const QString &host, quint16 port, const QString &user);
/// How to connect with one client, step by step, in the present language; plain text of a few
/// lines.
QString connectText(Client client, const ConnectPoint &point);

}  // namespace cosftp
