// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace cosftp {

/// True if the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool isValidUtf8(QByteArrayView bytes);

/// True if a byte below 0x20 or 0x7F occurs.
bool hasControlBytes(QByteArrayView bytes);

/// Text that is safe in a reply or a log line: control bytes become '?', invalid UTF-8 too, and
/// what is longer than `limit` bytes is cut and ends in "...".
QByteArray escaped(QByteArrayView bytes, qsizetype limit = 512);
/// The same for log text; control characters become '?'. Not shortened.
QString escapedText(const QString &text);

}  // namespace cosftp
