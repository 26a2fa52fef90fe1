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

/// `key = value` or `key: value`, without its comment.
struct IniEntry
{
    int line = 0;
    QString key;         ///< In lower case: keys do not distinguish it.
    QString value;       ///< Without the quotation marks; with '\n' where it goes on in a new line.
    QString comment;     ///< Behind the value on the same line, with its '#' or ';'.
    QString whole;       ///< The value if what looks like a comment is a part of it.
    TextSpan valueSpan;  ///< With quotation marks; empty behind the '=' if there is no value.
    TextSpan lineSpan;   ///< The whole line with its end, and the lines in which it goes on.
    bool isQuoted = false;
    bool isContinued = false;  ///< Over lines that begin with a blank.
};

struct IniSection
{
    int line = 0;
    QString name;
    QList<IniEntry> entries;
    TextSpan headerSpan;    ///< The name between the brackets, without blanks around it.
    qsizetype begin = 0;    ///< Where the header's line begins.
    bool hasRest = false;   ///< Something other than a comment follows the ']'.
    qsizetype bodyEnd = 0;  ///< Behind the last entry or, without entries, the header.
};

/// A line that could not be read, or a fault of the whole text.
struct IniFault
{
    int line = 0;
    QString section;
    QString text;
    QString key = {};  ///< If the line has one.
};

struct IniText
{
    QList<IniSection> sections;
    QList<IniFault> faults;
};

/// Reads the INI dialect of the original: sections in brackets, `key = value` or `key: value`,
/// comments that begin with '#' or ';' at the start of a line or after a blank or tab, lines that
/// begin with "rem", values that go on in lines which begin with a blank. A value may stand in
/// quotation marks; then nothing in it begins a comment, and "" is one '"'. UTF-8, a byte order
/// mark and CRLF are tolerated, and any bytes in comments. A fault never quotes the line: it may
/// hold a secret.
IniText parseIni(const QByteArray &text);

}  // namespace cosftp
