// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/csv.h"

#include <algorithm>
#include <utility>

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

// What row() put before a formula is no part of the field.
QString decoded(const QString &field)
{
    const bool isGuarded = field.startsWith(QLatin1Char('\'')) && looksLikeFormula(field.mid(1));
    return isGuarded ? field.mid(1) : field;
}

/// Takes a file character by character.
class Reader
{
public:
    void take(QChar character)
    {
        if (character == QLatin1Char('\r'))  // of the ends of lines; no field of ours has one alone
            return;
        const bool wasQuote = std::exchange(m_afterQuote, false);
        if (m_isQuoted) {
            if (character == QLatin1Char('"')) {
                m_isQuoted = false;
                m_afterQuote = true;
            } else {
                m_field += character;
            }
        } else if (character == QLatin1Char('"')) {
            m_isQuoted = true;
            if (wasQuote)  // two of them inside quotes are one
                m_field += character;
        } else if (character == QLatin1Char(',')) {
            endField();
        } else if (character == QLatin1Char('\n')) {
            endRecord();
        } else {
            m_field += character;
        }
        m_line += character == QLatin1Char('\n') ? 1 : 0;
        if (m_record.fields.isEmpty() && m_field.isEmpty() && !m_isQuoted && !m_afterQuote)
            m_record.line = m_line;
    }
    QList<Record> end()
    {
        endRecord();
        return m_records;
    }

private:
    void endField() { m_record.fields += decoded(std::exchange(m_field, {})); }
    void endRecord()
    {
        endField();
        if (m_record.fields != QStringList{QString()})
            m_records += m_record;
        m_record.fields.clear();
    }

    QList<Record> m_records;
    Record m_record{1, {}};
    QString m_field;
    int m_line = 1;
    bool m_isQuoted = false;
    bool m_afterQuote = false;
};

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

QList<Record> parse(const QByteArray &text)
{
    const bool hasMark = text.startsWith(byteOrderMark());
    Reader reader;
    for (const QChar character : QString::fromUtf8(hasMark ? text.sliced(3) : text))
        reader.take(character);
    return reader.end();
}

}  // namespace cosftp::csv
