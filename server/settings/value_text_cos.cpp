// SPDX-License-Identifier: GPL-3.0-or-later
// The texts that name hosts, buckets and places in them.
#include "core/text.h"
#include "core/virtual_path.h"
#include "settings/value_text.h"

#include <QRegularExpression>

#include <arpa/inet.h>

namespace cosftp::valueText {

namespace {

bool isAddress(const QString &text, int family)
{
    in6_addr address{};
    return inet_pton(family, text.toUtf8().constData(), &address) == 1;
}

// host or host:port, the host an address, a name or an IPv6 address in brackets.
bool isHostAndPort(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(
        "^(\\[(?<six>[0-9A-Fa-f:.]+)\\]|(?<host>[^:\\[\\]]+))(:(?<port>[0-9]{1,5}))?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return false;
    const QString port = match.captured(QStringLiteral("port"));
    if (!port.isNull() && (port.toInt() < 1 || port.toInt() > 65535))
        return false;
    const QString six = match.captured(QStringLiteral("six"));
    const QString host = match.captured(QStringLiteral("host"));
    return six.isEmpty() ? isIpv4(host) || isHostName(host) : isIpv6(six);
}

}  // namespace

bool isIpv4(const QString &text) { return isAddress(text, AF_INET); }
bool isIpv6(const QString &text) { return isAddress(text, AF_INET6); }

bool isHostName(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
                       "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$"));
    static const QRegularExpression onlyNumbers(QStringLiteral("^[0-9.]+$"));
    return form.match(text).hasMatch() && !onlyNumbers.match(text).hasMatch();
}

QString readMasquerade(const QString &text, QString &address)
{
    const QString right = QStringLiteral("the address that clients reach, or its host name, would "
                                         "be right");
    static const QRegularExpression nowhere(QStringLiteral("^(0\\.0\\.0\\.0|[0:]*:[0:]*)$"));
    if (nowhere.match(text).hasMatch())
        return QStringLiteral("%1 is no address that a client can reach, %2")
            .arg(quoted(text), right);
    if (!text.isEmpty() && !isIpv4(text) && !isIpv6(text) && !isHostName(text))
        return QStringLiteral("%1 is neither an address nor a host name, %2")
            .arg(quoted(text), right);
    address = text;
    return {};
}

QString readListenAddress(const QString &text, QString &address)
{
    if (!text.isEmpty() && !isIpv4(text) && !isIpv6(text))
        return QStringLiteral("%1 is not an IP address, one of this machine or nothing (all of "
                              "them) would be right")
            .arg(quoted(text));
    address = text;
    return {};
}

QString readBucketName(const QString &text, QByteArray &name)
{
    static const QRegularExpression form(
        QStringLiteral("^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?-[0-9]+$"));
    if (!form.match(text).hasMatch())
        return QStringLiteral("%1 is not a bucket, NAME-APPID such as examplebucket-1250000000 "
                              "would be right")
            .arg(quoted(text));
    name = text.toUtf8();
    return {};
}

QString checkAppId(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[0-9]{1,20}$"));
    if (form.match(text).hasMatch())
        return {};
    return QStringLiteral("%1 is not an APPID, a number such as 1250000000 would be right")
        .arg(quoted(text));
}

QString readRegion(const QString &text, QByteArray &region)
{
    static const QRegularExpression form(QStringLiteral("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"));
    if (!form.match(text).hasMatch())
        return QStringLiteral("%1 is not a region, a name such as ap-guangzhou would be right")
            .arg(quoted(text));
    region = text.toUtf8();
    return {};
}

QString readEndpoint(const QString &text, QByteArray &endpoint)
{
    if (text.contains(QStringLiteral("://")))
        return QStringLiteral("%1 has a protocol, HOST or HOST:PORT with cos_protocol = http or "
                              "https beside it would be right")
            .arg(quoted(text));
    if (!isHostAndPort(text))
        return QStringLiteral("%1 is not an endpoint, HOST or HOST:PORT such as "
                              "cos.ap-guangzhou.myqcloud.com would be right")
            .arg(quoted(text));
    endpoint = text.toUtf8();
    return {};
}

QString readSecret(const QString &text, QByteArray &secret)
{
    if (text.isEmpty())
        return QStringLiteral("the value is empty, what the console shows would be right");
    if (text.trimmed() != text)
        return QStringLiteral("the value has blanks around it, what the console shows without "
                              "them would be right");
    static const QRegularExpression visible(QStringLiteral("^[\\x21-\\x7e]+$"));
    if (!visible.match(text).hasMatch())
        return QStringLiteral("the value has characters that no key has, what the console shows "
                              "would be right");
    if (text.startsWith(QLatin1Char('"')) || text.startsWith(QLatin1Char('\'')))
        return QStringLiteral("the value is in quotation marks, the same without them would be "
                              "right");
    secret = text.toUtf8();
    return {};
}

QString readFolder(const QString &text, QByteArray &prefix)
{
    const Result<VirtualPath> path = VirtualPath().resolved(text.toUtf8());
    if (!path)
        return path.error().detail;
    prefix = path->isRoot() ? QByteArray() : path->toBytes().mid(1) + '/';
    return {};
}

// The folder stands between two words on each side, so it alone may hold blanks.
QString readMount(const QString &text, QList<MountSettings> &mounts)
{
    static const QRegularExpression form(
        QStringLiteral("^(/\\S*)[ \t]+(\\S+)[ \t]+(\\S.*?)[ \t]+(\\S+)$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return QStringLiteral("the value is not a mount, /PATH BUCKETID FOLDER RIGHTS such as "
                              "/photos main 2024/photos RW would be right");
    MountSettings mount;
    QByteArray path;
    for (const QString &problem :
         {readFolder(match.captured(1), path), readFolder(match.captured(3), mount.prefix),
          readRights(match.captured(4), mount.rights)})
        if (!problem.isEmpty())
            return problem;
    path.chop(1);
    mount.path = '/' + path;
    mount.bucketId = match.captured(2);
    for (const MountSettings &other : mounts)
        if (other.path == mount.path)
            return QStringLiteral("%1 is mounted twice, one place for each would be right")
                .arg(quoted(QString::fromUtf8(mount.path)));
    mounts += mount;
    return {};
}

QString writeMount(const MountSettings &mount)
{
    return QStringLiteral("%1 %2 /%3 %4")
        .arg(QString::fromUtf8(mount.path), mount.bucketId, QString::fromUtf8(mount.prefix),
             writeRights(mount.rights));
}

}  // namespace cosftp::valueText
