// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/bytes.h"

#include "core/text.h"

namespace cosftp::fuzz {

// A copy of its own size: the address sanitizer then sees a read beyond the input.
QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

QByteArray Pieces::line()
{
    const qsizetype end = m_rest.indexOf('\n');
    if (end < 0)
        return rest();
    const QByteArray text = m_rest.first(end);
    m_rest.remove(0, end + 1);
    return text;
}

int Pieces::choice(int count)
{
    if (m_rest.isEmpty())
        return 0;
    const int number = static_cast<unsigned char>(m_rest.front()) % count;
    m_rest.remove(0, 1);
    return number;
}

bool isOneLine(const QByteArray &text) { return !hasControlBytes(text) && isValidUtf8(text); }

bool isOneLine(const QString &text) { return !hasControlBytes(text.toUtf8()); }

}  // namespace cosftp::fuzz
