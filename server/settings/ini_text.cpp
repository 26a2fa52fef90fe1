// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ini_text.h"

#include "core/text.h"

#include <algorithm>
#include <cctype>

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

bool isRemark(const QByteArray &text, TextSpan line)
{
    const QByteArray word = text.mid(line.begin, std::min<qsizetype>(line.end - line.begin, 4));
    return word.left(3).toLower() == "rem" && (word.size() < 4 || isBlank(word[3]));
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
        while (begin < m_text.size() && m_isText) {
            const qsizetype newline = m_text.indexOf('\n', begin);
            const qsizetype next = newline < 0 ? m_text.size() : newline + 1;
            ++m_line;
            readLine({begin, newline < 0 ? m_text.size() : newline}, {begin, next});
            begin = next;
        }
        if (!m_isText)  // one sentence about the encoding says it all
            return {{}, {{m_line, {}, m_result.faults.last().text}}};
        return std::move(m_result);
    }

private:
    void readLine(TextSpan line, TextSpan lineWithEnd)
    {
        if (line.end > line.begin && m_text[line.end - 1] == '\r')
            --line.end;
        const TextSpan content = trimmed(m_text, withoutComment(m_text, trimmed(m_text, line)));
        if (content.begin == content.end || isRemark(m_text, line))
            return;
        const Entry entry = entryIn(content, trimmed(m_text, line));
        const TextSpan read{content.begin, std::max(content.end, entry.value.end)};
        if (!isValidUtf8(m_text.mid(read.begin, read.end - read.begin))) {
            m_isText = false;
            return fault(QStringLiteral("the line is not UTF-8 (GBK perhaps), the file saved as "
                                        "UTF-8 would be right"));
        }
        if (hasControls(read))
            return fault(QStringLiteral("the line has a control character, printable text would "
                                        "be right"));
        if (m_text[content.begin] == '[')
            readHeader(content, lineWithEnd);
        else if (stringAt(m_text, content).startsWith(u'\u3010'))
            loseSection(QStringLiteral("the section header has full-width brackets, [SECTION] "
                                       "would be right"));
        else if (line.begin < content.begin && continuesEntry(entry))
            continueEntry(content, line, lineWithEnd);
        else
            readEntry(entry, line, lineWithEnd);
    }

    // Tabs are blanks here; every other control byte is a fault.
    [[nodiscard]] bool hasControls(TextSpan span) const
    {
        QByteArray bytes = m_text.mid(span.begin, span.end - span.begin);
        return hasControlBytes(bytes.replace('\t', ' '));
    }

    // As in the original the name ends at the first ']'; but a user's name may end in one.
    void readHeader(TextSpan content, TextSpan lineWithEnd)
    {
        m_isEntryOpen = false;
        const bool endsInBracket = m_text[content.end - 1] == ']';
        const qsizetype bracket =
            endsInBracket ? content.end - 1 : m_text.indexOf(']', content.begin);
        if (bracket < 0 || bracket >= content.end) {
            return loseSection(
                QStringLiteral("the section header has no ']', [SECTION] would be right"));
        }
        IniSection section;
        section.line = m_line;
        section.headerSpan = trimmed(m_text, {content.begin + 1, bracket});
        section.name = stringAt(m_text, section.headerSpan);
        section.begin = lineWithEnd.begin;
        section.bodyEnd = lineWithEnd.end;
        section.hasRest = !endsInBracket;
        m_result.sections += section;
        m_isInSection = true;
        m_isLost = false;
    }

    // One line says it; that the keys below belong nowhere follows from it.
    void loseSection(const QString &text)
    {
        m_isInSection = false;
        m_isEntryOpen = false;
        m_isLost = true;
        fault(text);
    }

    /// Where the parts of a line stand that may be `key = value`.
    struct Entry
    {
        TextSpan key;
        TextSpan value;         ///< With quotation marks.
        TextSpan whole;         ///< Value and comment.
        char separator = '\0';  ///< '\0': the line is no entry.
        bool isQuoted = false;
        bool hasBadQuotes = false;
    };

    [[nodiscard]] Entry entryIn(TextSpan content, TextSpan whole) const
    {
        Entry entry;
        entry.value = entry.whole = {content.end, content.end};
        qsizetype at = content.begin;
        while (at < content.end && m_text[at] != '=' && m_text[at] != ':')
            ++at;
        entry.key = trimmed(m_text, {content.begin, at});
        if (at == content.end || entry.key.begin == entry.key.end)
            return entry;
        entry.separator = m_text[at];
        entry.value = trimmed(m_text, {at + 1, content.end});
        entry.whole = trimmed(m_text, {at + 1, whole.end});
        entry.isQuoted = entry.value.begin < entry.value.end && m_text[entry.value.begin] == '"';
        if (entry.isQuoted)
            findEndOfQuotes(entry);
        return entry;
    }

    // Nothing but a comment may follow the closing mark.
    void findEndOfQuotes(Entry &entry) const
    {
        qsizetype at = entry.whole.begin + 1;
        while (at < entry.whole.end && (m_text[at] != '"' || isDoubled(at, entry.whole.end)))
            at += m_text[at] == '"' ? 2 : 1;
        const TextSpan rest = trimmed(m_text, {at + 1, entry.whole.end});
        entry.hasBadQuotes =
            at >= entry.whole.end
            || (rest.begin < rest.end && m_text[rest.begin] != '#' && m_text[rest.begin] != ';');
        entry.value.end = std::min(at + 1, entry.whole.end);
    }

    [[nodiscard]] bool isDoubled(qsizetype at, qsizetype end) const
    {
        return at + 1 < end && m_text[at + 1] == '"';
    }

    // A line that begins with a blank goes on with the entry above it, as in the original, unless
    // it is an entry for everybody who looks at it.
    [[nodiscard]] bool continuesEntry(const Entry &entry) const
    {
        if (!m_isEntryOpen)
            return false;
        const QByteArray key = m_text.mid(entry.key.begin, entry.key.end - entry.key.begin);
        return entry.separator != '=' || std::any_of(key.begin(), key.end(), [](char byte) {
                   return std::isalnum(static_cast<unsigned char>(byte)) == 0 && byte != '_';
               });
    }

    void continueEntry(TextSpan content, TextSpan line, TextSpan lineWithEnd)
    {
        IniSection &section = m_result.sections.last();
        IniEntry &entry = section.entries.last();
        entry.isContinued = true;
        entry.value += QLatin1Char('\n') + stringAt(m_text, content);
        entry.comment = stringAt(m_text, trimmed(m_text, {content.end, line.end}));
        entry.whole = entry.value;
        entry.valueSpan.end = content.end;
        entry.lineSpan.end = lineWithEnd.end;
        section.bodyEnd = lineWithEnd.end;
    }

    void readEntry(const Entry &found, TextSpan line, TextSpan lineWithEnd)
    {
        m_isEntryOpen = false;
        if (found.separator == '\0')
            return fault(hasWideSeparator(found.key)
                             ? QStringLiteral("the line has a full-width colon or equals sign, "
                                              "'=' would be right")
                             : QStringLiteral("the line is not 'key = value'"));
        if (m_isLost)
            return;
        if (!m_isInSection)
            return loseSection(QStringLiteral("the key stands outside of a section, a line with "
                                              "[SECTION] above it would be right"));
        if (hasWideBlank(found.value))
            return fault(QStringLiteral("the value begins or ends with a full-width blank, an "
                                        "ordinary one would be right"),
                         stringAt(m_text, found.key).toLower());
        IniEntry entry;
        entry.key = stringAt(m_text, found.key).toLower();
        if (found.hasBadQuotes)
            return fault(QStringLiteral("the quotation marks of the value do not fit, one before "
                                        "it, one behind it and two for each one inside would be "
                                        "right"),
                         entry.key);
        entry.line = m_line;
        entry.valueSpan = found.value;
        entry.isQuoted = found.isQuoted;
        entry.value = found.isQuoted ? unquoted(found.value) : stringAt(m_text, found.value);
        entry.comment = stringAt(m_text, trimmed(m_text, {found.value.end, line.end}));
        entry.whole = stringAt(m_text, found.whole);
        entry.lineSpan = lineWithEnd;
        m_result.sections.last().entries += entry;
        m_result.sections.last().bodyEnd = lineWithEnd.end;
        m_isEntryOpen = true;
    }

    // It looks like what stands around every '=', and would be a part of a password.
    [[nodiscard]] bool hasWideBlank(TextSpan span) const
    {
        const QString text = stringAt(m_text, span);
        const auto isWide = [](QChar blank) { return blank == u'\u3000' || blank == u'\u00A0'; };
        return !text.isEmpty() && (isWide(text.front()) || isWide(text.back()));
    }

    [[nodiscard]] bool hasWideSeparator(TextSpan span) const
    {
        const QString text = stringAt(m_text, span);
        return text.contains(u'\uFF1D') || text.contains(u'\uFF1A');
    }

    [[nodiscard]] QString unquoted(TextSpan span) const
    {
        return stringAt(m_text, {span.begin + 1, span.end - 1})
            .replace(QLatin1String("\"\""), QLatin1String("\""));
    }

    void fault(const QString &text, const QString &key = {})
    {
        const QString section = m_isInSection ? m_result.sections.last().name : QString();
        m_result.faults += {m_line, section, text, key};
    }

    const QByteArray &m_text;
    IniText m_result;
    int m_line = 0;
    bool m_isInSection = false;
    bool m_isEntryOpen = false;  ///< The last entry may go on.
    bool m_isText = true;
    bool m_isLost = false;  ///< Below something that should have been a section header.
};

int lineOf(const QByteArray &text, qsizetype position)
{
    return static_cast<int>(text.first(position).count('\n')) + 1;
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
    return IniParser(text).parse();
}

}  // namespace cosftp
