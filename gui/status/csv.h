// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace cosftp::csv {

/// Begins a file that spreadsheets read as UTF-8.
QByteArray byteOrderMark();
/// One record of RFC 4180 with CRLF: fields with commas, quotes or line breaks are quoted. A field
/// that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line break) gets
/// a leading apostrophe: file names come from strangers. Plain numbers stay numbers.
QByteArray row(const QStringList &fields);

}  // namespace cosftp::csv
