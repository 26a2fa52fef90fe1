// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/value_text.h"

#include "core/text.h"

#include <QRegularExpression>

namespace cosftp::valueText {

namespace {

const QStringList byteUnits{QStringLiteral("B"), QStringLiteral("KiB"), QStringLiteral("MiB"),
                            QStringLiteral("GiB"), QStringLiteral("TiB")};

QString limitsText(const SettingInfo &info)
{
    return QStringLiteral("%1 to %2 would be right").arg(info.minimum).arg(info.maximum);
}

QString outOfRange(qint64 number, const SettingInfo &info)
{
    if (number >= info.minimum && number <= info.maximum)
        return {};
    return QStringLiteral("%1 is out of range, %2").arg(number).arg(limitsText(info));
}

// A port of a range; -1 if the text is none.
int portFrom(const QString &text)
{
    bool isNumber = false;
    const int port = text.trimmed().toInt(&isNumber);
    return isNumber && port >= 0 && port <= 65535 ? port : -1;
}

}  // namespace

QString quoted(const QString &text)
{
    const QString shown = text.size() > 60 ? text.left(60) + QStringLiteral("...") : text;
    return QLatin1Char('"') + escapedText(shown) + QLatin1Char('"');
}

QString readNumber(const QString &text, const SettingInfo &info, qint64 &value)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return QStringLiteral("%1 is not a number, %2").arg(quoted(text), limitsText(info));
    if (const QString problem = outOfRange(number, info); !problem.isEmpty())
        return problem;
    value = number;
    return {};
}

QString readBytes(const QString &text, const SettingInfo &info, qint64 &value)
{
    static const QRegularExpression form(QStringLiteral("^([0-9]+)[ \t]*(B|KiB|MiB|GiB|TiB)?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    bool isNumber = false;
    qint64 number = match.captured(1).toLongLong(&isNumber);
    if (!isNumber)
        return QStringLiteral("%1 is not a number of bytes, %2")
            .arg(quoted(text), limitsText(info));
    for (const QString &unit : byteUnits) {
        if (match.captured(2).isEmpty()
            || unit.compare(match.captured(2), Qt::CaseInsensitive) == 0)
            break;
        if (__builtin_mul_overflow(number, qint64{1024}, &number))
            return QStringLiteral("%1 is out of range, %2").arg(quoted(text), limitsText(info));
    }
    if (const QString problem = outOfRange(number, info); !problem.isEmpty())
        return problem;
    value = number;
    return {};
}

QString writeBytes(qint64 value)
{
    qsizetype unit = 0;
    while (value != 0 && value % 1024 == 0 && unit + 1 < byteUnits.size()) {
        value /= 1024;
        ++unit;
    }
    return unit == 0 ? QString::number(value)
                     : QStringLiteral("%1 %2").arg(value).arg(byteUnits[unit]);
}

QString readSwitch(const QString &text, bool &value)
{
    static const QStringList yes{QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("y"),
                                 QStringLiteral("on"), QStringLiteral("1")};
    static const QStringList no{QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("n"),
                                QStringLiteral("off"), QStringLiteral("0")};
    const QString word = text.toLower();
    if (!yes.contains(word) && !no.contains(word))
        return QStringLiteral("%1 is not a switch, true or false would be right").arg(quoted(text));
    value = yes.contains(word);
    return {};
}

QString readChoice(const QString &text, const QStringList &choices, qsizetype &index)
{
    for (qsizetype at = 0; at < choices.size(); ++at) {
        if (choices[at].compare(text, Qt::CaseInsensitive) == 0) {
            index = at;
            return {};
        }
    }
    const QString right = choices.mid(0, choices.size() - 1).join(QStringLiteral(", "))
                          + QStringLiteral(" or ") + choices.last();
    return QStringLiteral("%1 is not known, %2 would be right").arg(quoted(text), right);
}

QString readPorts(const QString &text, PortRange &range)
{
    const QStringList ends = text.split(QLatin1Char(','));
    const int first = portFrom(ends.first());
    const int last = ends.size() == 1 ? (first == 0 ? 0 : 65535) : portFrom(ends.last());
    if (ends.size() > 2 || first < 0 || last < 0 || (first == 0 && last != 0))
        return QStringLiteral("%1 is not a range of ports, FROM,TO with 1 to 65535 would be right")
            .arg(quoted(text));
    if (first > last)
        return QStringLiteral("the range begins at %1, behind its end %2; FROM,TO with the smaller "
                              "port first would be right")
            .arg(first)
            .arg(last);
    range = {static_cast<quint16>(first), static_cast<quint16>(last)};
    return {};
}

QString writePorts(const PortRange &range)
{
    return range.last == 0 ? QStringLiteral("0")
                           : QStringLiteral("%1,%2").arg(range.first).arg(range.last);
}

}  // namespace cosftp::valueText
