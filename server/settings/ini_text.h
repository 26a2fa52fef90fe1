// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace cosftp {

/// A stretch of bytes of the file.
struct TextSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;  ///< Behind the last byte.
};

/// `key = value` on one line, without its comment.
struct IniEntry
{
    int line = 0;
    QString key;  ///< In lower case: keys do not distinguish it.
    QString value;
    QString comment;     ///< Behind the value on the same line, with its '#' or ';'.
    TextSpan valueSpan;  ///< Where the value stands; empty behind the '=' if there is none.
    TextSpan lineSpan;   ///< The whole line with its end.
};

struct IniSection
{
    int line = 0;
    QString name;
    QList<IniEntry> entries;
    TextSpan headerSpan;    ///< The name between the brackets, without blanks around it.
    qsizetype begin = 0;    ///< Where the header's line begins.
    qsizetype bodyEnd = 0;  ///< Behind the last entry or, without entries, the header.
};

/// A line that could not be read, or a fault of the whole text.
struct IniFault
{
    int line = 0;
    QString section;
    QString text;
};

struct IniText
{
    QList<IniSection> sections;
    QList<IniFault> faults;
};

/// Reads the INI dialect of the original: sections in brackets, `key = value`, comments that begin
/// with '#' or ';' at the start of a line or after a blank or tab. UTF-8, a byte order mark and
/// CRLF are tolerated. A fault never quotes the line: it may hold a secret.
IniText parseIni(const QByteArray &text);

}  // namespace cosftp
