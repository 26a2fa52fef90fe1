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

QString fileZillaText(const ConnectPoint &point)
{
    const QString encryption =
        point.isEncrypted
            ? QCoreApplication::translate("ConnectHelp", "Require explicit FTP over TLS")
            : QCoreApplication::translate("ConnectHelp", "Only use plain FTP (insecure)");
    return QCoreApplication::translate("ConnectHelp",
                                       "1. Open File > Site Manager and press New site.\n"
                                       "2. Protocol: FTP - File Transfer Protocol\n"
                                       "    Host: %1    Port: %2\n"
                                       "    Encryption: %4\n"
                                       "3. Logon type: Ask for password, User: %3\n"
                                       "4. Press Connect.")
        .arg(point.host, QString::number(point.port), userOrWord(point.user), encryption);
}

QString winScpText(const ConnectPoint &point)
{
    const QString encryption =
        point.isEncrypted
            ? QCoreApplication::translate("ConnectHelp", "TLS/SSL Explicit encryption")
            : QCoreApplication::translate("ConnectHelp", "No encryption");
    return QCoreApplication::translate("ConnectHelp", "1. In the Login window choose New Site.\n"
                                                      "2. File protocol: FTP, Encryption: %4\n"
                                                      "    Host name: %1    Port number: %2\n"
                                                      "    User name: %3\n"
                                                      "3. Press Login and type the password.")
        .arg(point.host, QString::number(point.port), userOrWord(point.user), encryption);
}

// It has no FTPS, so what it sends can be read on the way.
QString explorerText(const ConnectPoint &point)
{
    if (point.needsEncryption)
        return QCoreApplication::translate("ConnectHelp",
                                           "Windows Explorer cannot encrypt, and this server "
                                           "demands it. Use FileZilla or WinSCP.");
    const QString text =
        QCoreApplication::translate("ConnectHelp",
                                    "1. Press Windows+E.\n"
                                    "2. Type this into the address bar and press Enter:\n"
                                    "    %1\n"
                                    "3. Type the password when Windows asks for it.\n"
                                    "To keep it: right-click This PC > Add a network location.")
            .arg(connectUrl(point.host, point.port, point.user));
    if (!point.isEncrypted)
        return text;
    return text + QLatin1Char('\n')
           + QCoreApplication::translate("ConnectHelp", "Windows Explorer does not encrypt.");
}

// The password is left out: curl asks for it, and the shell's history does not keep it.
QString curlText(const ConnectPoint &point)
{
    const QString url = connectUrl(point.host, point.port, {});
    QString account = userOrWord(point.user).replace(QLatin1Char('\''), QLatin1String("'\\''"));
    account = QLatin1Char('\'') + account + QLatin1Char('\'');
    if (point.isEncrypted)
        account += QLatin1String(" --ssl-reqd");
    const QString text =
        QCoreApplication::translate("ConnectHelp", "List:\n    curl --user %1 %2\n"
                                                   "Upload:\n    curl --user %1 -T FILE %2\n"
                                                   "Download:\n    curl --user %1 -O %2FILE\n"
                                                   "curl asks for the password.")
            .arg(account, url);
    if (!point.isEncrypted)
        return text;
    return text + QLatin1Char('\n')
           + QCoreApplication::translate("ConnectHelp",
                                         "If the server has signed its certificate by itself, add "
                                         "--cacert and the certificate's file.");
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

QString connectText(Client client, const ConnectPoint &point)
{
    switch (client) {
    case Client::FileZilla:
        return fileZillaText(point);
    case Client::WinScp:
        return winScpText(point);
    case Client::Explorer:
        return explorerText(point);
    case Client::Curl:
        return curlText(point);
    }
    return {};
}

}  // namespace cosftp
