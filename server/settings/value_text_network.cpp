// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/value_text.h"

#include <QRegularExpression>

namespace cosftp::valueText {

namespace {

const QString localWord = QStringLiteral("local");

QString readListener(const QString &text, ListenerSettings &listener)
{
    static const QRegularExpression form(
        QStringLiteral("^(ftp|ftps)://(?:\\[([0-9A-Fa-f:.]+)\\]|([0-9.]+|\\*)):([0-9]{1,5})$"));
    const QRegularExpressionMatch match = form.match(text);
    const QString address = match.captured(2) + match.captured(3);
    const int port = match.captured(4).toInt();
    const bool isAddress =
        address == QLatin1String("*") || isIpv4(match.captured(3)) || isIpv6(match.captured(2));
    if (!match.hasMatch() || port > 65535 || !isAddress)
        return QStringLiteral(
                   "%1 is not an address and port, ftp://192.0.2.1:21 or ftps://[::]:990 "
                   "would be right (* is all addresses)")
            .arg(quoted(text));
    listener.address = address == QLatin1String("*") ? QString() : address;
    listener.port = static_cast<quint16>(port);
    listener.isImplicit = match.captured(1) == QLatin1String("ftps");
    return {};
}

QString readMasqueradeRule(const QString &text, MasqueradeRule &rule)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    const QString address = text.mid(equals + 1).trimmed();
    if (equals <= 0 || address.isEmpty())
        return QStringLiteral("%1 is not a rule, NETWORK=ADDRESS or private=local would be right")
            .arg(quoted(text));
    if (QString problem = readNetworks(text.left(equals).trimmed(), rule.clients);
        !problem.isEmpty())
        return problem;
    rule.address.clear();
    return address == localWord ? QString() : readMasquerade(address, rule.address);
}

}  // namespace

QString readNetworks(const QString &text, NetworkList &networks)
{
    QString wrong;
    const std::optional<NetworkList> read = NetworkList::fromText(text, &wrong);
    if (!read)
        return QStringLiteral("%1 is not an address or network, 192.0.2.7, 10.0.0.0/8, "
                              "2001:db8::/32 or private would be right")
            .arg(quoted(wrong));
    networks = *read;
    return {};
}

QString readMasqueradeRules(const QString &text, QList<MasqueradeRule> &rules)
{
    QList<MasqueradeRule> read;
    for (const QString &piece : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        MasqueradeRule rule;
        if (QString problem = readMasqueradeRule(piece.trimmed(), rule); !problem.isEmpty())
            return problem;
        read += rule;
    }
    rules = read;
    return {};
}

QString writeMasqueradeRules(const QList<MasqueradeRule> &rules)
{
    QStringList texts;
    for (const MasqueradeRule &rule : rules)
        texts += rule.clients.text() + QLatin1Char('=')
                 + (rule.address.isEmpty() ? localWord : rule.address);
    return texts.join(QStringLiteral(";"));  // a blank before it would begin a comment
}

QString readListeners(const QString &text, QList<ListenerSettings> &listeners)
{
    QList<ListenerSettings> read;
    for (const QString &piece : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        ListenerSettings listener;
        if (QString problem = readListener(piece.trimmed(), listener); !problem.isEmpty())
            return problem;
        read += listener;
    }
    listeners = read;
    return {};
}

QString writeListeners(const QList<ListenerSettings> &listeners)
{
    QStringList texts;
    for (const ListenerSettings &listener : listeners) {
        const bool isIpv6 = listener.address.contains(QLatin1Char(':'));
        const QString host = listener.address.isEmpty() ? QStringLiteral("*")
                             : isIpv6 ? QLatin1Char('[') + listener.address + QLatin1Char(']')
                                      : listener.address;
        texts += QStringLiteral("%1://%2:%3")
                     .arg(QLatin1String(listener.isImplicit ? "ftps" : "ftp"), host)
                     .arg(listener.port);
    }
    return texts.join(QStringLiteral(", "));
}

QString readHostNames(const QString &text, QStringList &names)
{
    QStringList read;
    for (const QString &piece : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString name = piece.trimmed();
        if (!isHostName(name))
            return QStringLiteral("%1 is not a host name, ftp.example.com would be right")
                .arg(quoted(name));
        read += name.toLower();
    }
    names = read;
    return {};
}

QString readDay(const QString &text, QDate &day)
{
    const QDate read = QDate::fromString(text, Qt::ISODate);
    if (!text.isEmpty() && (!read.isValid() || read.toString(Qt::ISODate) != text))
        return QStringLiteral("%1 is not a day, YYYY-MM-DD would be right").arg(quoted(text));
    day = read;
    return {};
}

}  // namespace cosftp::valueText
