// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/connect_help.h"

#include <QCoreApplication>
#include <QUrl>

namespace cosftp {

namespace {

constexpr quint16 ftpPort = 21;

QString bracketed(const QString &host)
{
    return host.contains(QLatin1Char(':')) && !host.startsWith(QLatin1Char('['))
               ? QLatin1Char('[') + host + QLatin1Char(']')
               : host;
}

QString userOrWord(const QString &user)
{
    return user.isEmpty() ? QCoreApplication::translate("ConnectHelp", "USER") : user;
}

QString fileZillaText(const QString &host, quint16 port, const QString &user)
{
    return QCoreApplication::translate("ConnectHelp",
                                       "1. Open File > Site Manager and press New site.\n"
                                       "2. Protocol: FTP - File Transfer Protocol\n"
                                       "    Host: %1    Port: %2\n"
                                       "    Encryption: Only use plain FTP (insecure)\n"
                                       "3. Logon type: Ask for password, User: %3\n"
                                       "4. Press Connect.")
        .arg(host, QString::number(port), userOrWord(user));
}

QString winScpText(const QString &host, quint16 port, const QString &user)
{
    return QCoreApplication::translate("ConnectHelp",
                                       "1. In the Login window choose New Site.\n"
                                       "2. File protocol: FTP, Encryption: No encryption\n"
                                       "    Host name: %1    Port number: %2\n"
                                       "    User name: %3\n"
                                       "3. Press Login and type the password.")
        .arg(host, QString::number(port), userOrWord(user));
}

QString explorerText(const QString &host, quint16 port, const QString &user)
{
    return QCoreApplication::translate("ConnectHelp",
                                       "1. Press Windows+E.\n"
                                       "2. Type this into the address bar and press Enter:\n"
                                       "    %1\n"
                                       "3. Type the password when Windows asks for it.\n"
                                       "To keep it: right-click This PC > Add a network location.")
        .arg(connectUrl(host, port, user));
}

// The password is left out: curl asks for it, and the shell's history does not keep it.
QString curlText(const QString &host, quint16 port, const QString &user)
{
    const QString url = connectUrl(host, port, {});
    const QString account = QLatin1Char('\'')
                            + userOrWord(user).replace(QLatin1Char('\''), QLatin1String("'\\''"))
                            + QLatin1Char('\'');
    return QCoreApplication::translate("ConnectHelp", "List:\n    curl --user %1 %2\n"
                                                      "Upload:\n    curl --user %1 -T FILE %2\n"
                                                      "Download:\n    curl --user %1 -O %2FILE\n"
                                                      "curl asks for the password.")
        .arg(account, url);
}

}  // namespace

QList<Client> connectClients()
{
    return {Client::FileZilla, Client::WinScp, Client::Explorer, Client::Curl};
}

QString clientName(Client client)
{
    switch (client) {
    case Client::FileZilla:
        return QStringLiteral("FileZilla");
    case Client::WinScp:
        return QStringLiteral("WinSCP");
    case Client::Explorer:
        return QCoreApplication::translate("ConnectHelp", "Windows Explorer");
    case Client::Curl:
        return QStringLiteral("curl");
    }
    return {};
}

QString connectUrl(const QString &host, quint16 port, const QString &user)
{
    QString url = QStringLiteral("ftp://");
    if (!user.isEmpty())
        url += QString::fromLatin1(QUrl::toPercentEncoding(user)) + QLatin1Char('@');
    url += bracketed(host);
    if (port != ftpPort)
        url += QLatin1Char(':') + QString::number(port);
    return url + QLatin1Char('/');
}

QString connectText(Client client, const QString &host, quint16 port, const QString &user)
{
    switch (client) {
    case Client::FileZilla:
        return fileZillaText(host, port, user);
    case Client::WinScp:
        return winScpText(host, port, user);
    case Client::Explorer:
        return explorerText(host, port, user);
    case Client::Curl:
        return curlText(host, port, user);
    }
    return {};
}

}  // namespace cosftp
