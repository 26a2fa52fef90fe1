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
/// The same for what people read, in a log or a window: also C1 control characters (U+0080 to
/// U+009F), ends of lines and paragraphs (U+2028, U+2029) and the characters that turn the
/// direction of a text (Unicode UAX 9: U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069)
/// become '?', so that a line says what it seems to say. Not shortened.
QString escapedText(const QString &text);
QByteArray escapedText(const QByteArray &utf8);

}  // namespace cosftp
