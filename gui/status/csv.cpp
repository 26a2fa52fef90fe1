// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/csv.h"

#include <algorithm>

namespace cosftp::csv {

namespace {

bool isPlainNumber(const QString &field)
{
    bool isNumber = false;
    field.toDouble(&isNumber);
    return isNumber;
}

bool looksLikeFormula(const QString &field)
{
    // Full-width signs too: spreadsheets of East Asian editions take them for the narrow ones.
    static const QString beginnings = QStringLiteral("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");
    return !field.isEmpty() && beginnings.contains(field.front()) && !isPlainNumber(field);
}

bool needsQuotes(const QString &field)
{
    return std::any_of(field.begin(), field.end(), [](QChar character) {
        return QStringLiteral(",\"\r\n\t;").contains(character);
    });
}

QString encoded(const QString &field)
{
    QString text = looksLikeFormula(field) ? QLatin1Char('\'') + field : field;
    if (!needsQuotes(text))
        return text;
    text.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

}  // namespace

QByteArray byteOrderMark() { return QByteArrayLiteral("\xEF\xBB\xBF"); }

QByteArray row(const QStringList &fields)
{
    QStringList parts;
    parts.reserve(fields.size());
    for (const QString &field : fields)
        parts += encoded(field);
    return parts.join(QLatin1Char(',')).toUtf8() + QByteArrayLiteral("\r\n");
}

}  // namespace cosftp::csv
