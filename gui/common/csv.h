// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace cosftp::csv {

/// Begins a file that spreadsheets read as UTF-8.
QByteArray byteOrderMark();
/// One record of RFC 4180 with CRLF: fields with commas, quotes or line breaks are quoted. A field
/// that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line break) gets
/// a leading apostrophe: file names come from strangers. Plain numbers stay numbers.
QByteArray row(const QStringList &fields);

/// A record as it stands in a file.
struct Record
{
    int line = 0;  ///< Where it begins; 1 is the first.
    QStringList fields;
    bool operator==(const Record &) const = default;
};
/// The records of a file, as row() writes them or a spreadsheet does: CRLF or LF, a byte order mark
/// or none, empty lines left out. A quote that is never closed ends with the file.
QList<Record> parse(const QByteArray &text);

}  // namespace cosftp::csv
