// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/name_pattern.h"

#include <algorithm>

namespace cosftp {

namespace {

// The byte behind the UTF-8 character at `at`: a '?' stands for one character, not for one byte of
// it.
qsizetype endOfCharacter(QByteArrayView name, qsizetype at)
{
    ++at;
    while (at < name.size() && (static_cast<unsigned char>(name[at]) & 0xc0U) == 0x80U)
        ++at;
    return at;
}

QByteArrayView characterAt(QByteArrayView text, qsizetype at)
{
    return text.sliced(at, endOfCharacter(text, at) - at);
}

// Of "[a-z]" that begins at `at`: where its ']' is, -1 if it has none. One that stands first is of
// the set.
qsizetype closingBracket(QByteArrayView pattern, qsizetype at)
{
    ++at;
    if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^'))
        ++at;
    return pattern.indexOf(']', at + 1);
}

// `set`: what is between the brackets. The byte order of UTF-8 is that of the characters.
bool isInSet(QByteArrayView character, QByteArrayView set)
{
    const bool isNegated = set.startsWith('!') || set.startsWith('^');
    bool isIn = false;
    for (qsizetype at = isNegated ? 1 : 0; at < set.size();) {
        const QByteArrayView first = characterAt(set, at);
        QByteArrayView last = first;
        at += first.size();
        if (at + 1 < set.size() && set[at] == '-') {
            last = characterAt(set, at + 1);
            at += 1 + last.size();
        }
        isIn = isIn || (first <= character && character <= last);
    }
    return isIn != isNegated;
}

/// Places in a name and in a pattern.
struct Places
{
    qsizetype name = 0;
    qsizetype pattern = 0;
};

// Takes one character, or one byte of it, by anything but a '*'. False if it does not fit.
bool takeOne(QByteArrayView name, QByteArrayView pattern, Places &at)
{
    if (at.pattern >= pattern.size())
        return false;
    const char wanted = pattern[at.pattern];
    const qsizetype bracket = wanted == '[' ? closingBracket(pattern, at.pattern) : -1;
    if (bracket >= 0) {
        const QByteArrayView set = pattern.sliced(at.pattern + 1, bracket - at.pattern - 1);
        if (!isInSet(characterAt(name, at.name), set))
            return false;
    } else if (wanted != '?') {
        const bool fits = wanted == name[at.name];
        at.name += fits ? 1 : 0;
        at.pattern += fits ? 1 : 0;
        return fits;
    }
    at.name = endOfCharacter(name, at.name);
    at.pattern = (bracket >= 0 ? bracket : at.pattern) + 1;
    return true;
}

// Of "{a,b}" that begins at `at`: where its '}' is, -1 if it is none.
qsizetype closingBrace(QByteArrayView pattern, qsizetype at)
{
    const qsizetype end = pattern.indexOf('}', at);
    const QByteArrayView inside = end < 0 ? QByteArrayView() : pattern.sliced(at + 1, end - at - 1);
    return inside.contains(',') && !inside.contains('{') ? end : -1;
}

}  // namespace

bool hasWildcard(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (byte == '*' || byte == '?' || (byte == '[' && closingBracket(text, at) >= 0)
            || (byte == '{' && closingBrace(text, at) >= 0))
            return true;
    }
    return false;
}

bool matchesWildcard(QByteArrayView name, QByteArrayView pattern)
{
    Places at;
    Places behindStar{0, -1};
    while (at.name < name.size()) {
        if (at.pattern < pattern.size() && pattern[at.pattern] == '*') {
            behindStar = {at.name, ++at.pattern};
        } else if (!takeOne(name, pattern, at)) {
            if (behindStar.pattern < 0)
                return false;
            behindStar.name = endOfCharacter(name, behindStar.name);
            at = behindStar;
        }
    }
    return std::all_of(pattern.begin() + at.pattern, pattern.end(),
                       [](char byte) { return byte == '*'; });
}

QList<QByteArray> alternativesOf(const QByteArray &pattern)
{
    constexpr qsizetype maxBytes = 4 * NamePattern::maxBytes;
    QList<QByteArray> found{QByteArray()};
    for (qsizetype at = 0; at < pattern.size();) {
        const qsizetype end = pattern[at] == '{' ? closingBrace(pattern, at) : -1;
        const QList<QByteArray> choices = end < 0 ? QList<QByteArray>{pattern.mid(at, 1)}
                                                  : pattern.mid(at + 1, end - at - 1).split(',');
        QList<QByteArray> longer;
        qsizetype bytes = 0;
        for (const QByteArray &begun : std::as_const(found))
            for (const QByteArray &choice : choices) {
                longer += begun + choice;
                bytes += longer.last().size() + 1;
                if (longer.size() > 1 && bytes > maxBytes)
                    return {pattern};
            }
        found = longer;
        at = (end < 0 ? at : end) + 1;
    }
    return found;
}

NamePattern::NamePattern(const QByteArray &text)
    : m_isTooLong(text.size() > maxBytes),
      m_isRatherName(!text.contains('*') && !text.contains('?'))
{
    m_alternatives = m_isTooLong ? QList<QByteArray>{text} : alternativesOf(text);
}

bool NamePattern::matches(QByteArrayView name) const
{
    return isEveryName()
           || std::any_of(
               m_alternatives.begin(), m_alternatives.end(),
               [name](const QByteArray &pattern) { return matchesWildcard(name, pattern); });
}

}  // namespace cosftp
