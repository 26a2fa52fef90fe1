// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace cosftp {

/// Which names LIST and NLST show: "*.csv", "a?", "[a-c]*", "{one,two}.txt". Nothing of it is
/// recursive, and the alternatives of braces are few: a hostile pattern costs little.
class NamePattern
{
public:
    static constexpr qsizetype maxBytes = 256;

    NamePattern() = default;  ///< Every name.
    explicit NamePattern(const QByteArray &text);

    [[nodiscard]] bool isEveryName() const { return m_alternatives.isEmpty(); }
    [[nodiscard]] bool isTooLong() const { return m_isTooLong; }
    /// Has neither '*' nor '?': with brackets or braces alone the text is a name as often.
    [[nodiscard]] bool isRatherName() const { return m_isRatherName; }
    [[nodiscard]] bool matches(QByteArrayView name) const;

private:
    QList<QByteArray> m_alternatives;
    bool m_isTooLong = false;
    bool m_isRatherName = false;
};

/// True if the text can match another name than itself.
bool hasWildcard(QByteArrayView text);
/// Matches '*', '?' and "[a-z]" in linear time per name and star; all other bytes are literal.
bool matchesWildcard(QByteArrayView name, QByteArrayView pattern);
/// "{a,b}c" is "ac" and "bc". Braces in braces are literal, and all are where the alternatives
/// would be too many.
QList<QByteArray> alternativesOf(const QByteArray &pattern);

}  // namespace cosftp
