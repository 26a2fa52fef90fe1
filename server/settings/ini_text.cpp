// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ini_text.h"

#include "core/text.h"

#include <algorithm>

namespace cosftp {

namespace {

bool isBlank(char byte) { return byte == ' ' || byte == '\t'; }

TextSpan trimmed(const QByteArray &text, TextSpan span)
{
    while (span.begin < span.end && isBlank(text[span.begin]))
        ++span.begin;
    while (span.end > span.begin && isBlank(text[span.end - 1]))
        --span.end;
    return span;
}

// '#' and ';' begin a comment only at the start or after a blank, so that a password may hold them.
TextSpan withoutComment(const QByteArray &text, TextSpan span)
{
    for (qsizetype at = span.begin; at < span.end; ++at)
        if ((text[at] == '#' || text[at] == ';') && (at == span.begin || isBlank(text[at - 1])))
            return {span.begin, at};
    return span;
}

QString stringAt(const QByteArray &text, TextSpan span)
{
    return QString::fromUtf8(text.constData() + span.begin, span.end - span.begin);
}

class IniParser
{
public:
    explicit IniParser(const QByteArray &text) : m_text(text) {}

    IniText parse()
    {
        qsizetype begin = m_text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
        while (begin < m_text.size()) {
            const qsizetype newline = m_text.indexOf('\n', begin);
            const qsizetype next = newline < 0 ? m_text.size() : newline + 1;
            ++m_line;
            readLine({begin, newline < 0 ? m_text.size() : newline}, {begin, next});
            begin = next;
        }
        return std::move(m_result);
    }

private:
    void readLine(TextSpan line, TextSpan lineWithEnd)
    {
        if (line.end > line.begin && m_text[line.end - 1] == '\r')
            --line.end;
        const TextSpan content = trimmed(m_text, withoutComment(m_text, trimmed(m_text, line)));
        if (content.begin == content.end)
            return;
        if (hasControls(content))
            return fault(QStringLiteral("the line has a control character, printable text would "
                                        "be right"));
        if (m_text[content.begin] == '[')
            readHeader(content, lineWithEnd);
        else
            readEntry(content, line, lineWithEnd);
    }

    // Tabs are blanks here; every other control byte is a fault.
    [[nodiscard]] bool hasControls(TextSpan span) const
    {
        QByteArray bytes = m_text.mid(span.begin, span.end - span.begin);
        return hasControlBytes(bytes.replace('\t', ' '));
    }

    void readHeader(TextSpan content, TextSpan lineWithEnd)
    {
        if (m_text[content.end - 1] != ']') {
            m_isInSection = false;
            return fault(QStringLiteral("the section header has no ']', [SECTION] would be right"));
        }
        IniSection section;
        section.line = m_line;
        section.headerSpan = trimmed(m_text, {content.begin + 1, content.end - 1});
        section.name = stringAt(m_text, section.headerSpan);
        section.begin = lineWithEnd.begin;
        section.bodyEnd = lineWithEnd.end;
        m_result.sections += section;
        m_isInSection = true;
    }

    void readEntry(TextSpan content, TextSpan line, TextSpan lineWithEnd)
    {
        const qsizetype equals = m_text.indexOf('=', content.begin);
        const TextSpan key = trimmed(m_text, {content.begin, std::min(equals, content.end)});
        if (equals < 0 || equals >= content.end || key.begin >= key.end)
            return fault(QStringLiteral("the line is not 'key = value'"));
        if (!m_isInSection)
            return fault(QStringLiteral("the key stands outside of a section, a line with "
                                        "[SECTION] above it would be right"));
        IniEntry entry;
        entry.line = m_line;
        entry.key = stringAt(m_text, key).toLower();
        entry.valueSpan = trimmed(m_text, {equals + 1, content.end});
        entry.value = stringAt(m_text, entry.valueSpan);
        entry.comment = stringAt(m_text, trimmed(m_text, {content.end, line.end}));
        entry.lineSpan = lineWithEnd;
        m_result.sections.last().entries += entry;
        m_result.sections.last().bodyEnd = lineWithEnd.end;
    }

    void fault(const QString &text)
    {
        const QString section = m_isInSection ? m_result.sections.last().name : QString();
        m_result.faults += {m_line, section, text};
    }

    const QByteArray &m_text;
    IniText m_result;
    int m_line = 0;
    bool m_isInSection = false;
};

int lineOf(const QByteArray &text, qsizetype position)
{
    return static_cast<int>(text.first(position).count('\n')) + 1;
}

int firstLineNotUtf8(const QByteArray &text)
{
    int line = 0;
    for (const QByteArray &bytes : text.split('\n')) {
        ++line;
        if (!isValidUtf8(bytes))
            return line;
    }
    return line;
}

}  // namespace

IniText parseIni(const QByteArray &text)
{
    if (text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF"))
        return {{}, {{1, {}, QStringLiteral("the file is UTF-16, UTF-8 would be right")}}};
    if (const qsizetype nul = text.indexOf('\0'); nul >= 0)
        return {{},
                {{lineOf(text, nul),
                  {},
                  QStringLiteral("the line has a NUL byte, a text file in UTF-8 would be right")}}};
    if (!isValidUtf8(text))
        return {{},
                {{firstLineNotUtf8(text),
                  {},
                  QStringLiteral("the line is not UTF-8 (GBK perhaps), the file saved as UTF-8 "
                                 "would be right")}}};
    return IniParser(text).parse();
}

}  // namespace cosftp
