// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/ascii.h"

#include <utility>

namespace cosftp {

QByteArray AsciiEncoder::convert(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 16 + 16);
    for (const char byte : bytes) {
        if (byte == '\n' && m_last != '\r')
            out += '\r';
        out += byte;
        m_last = byte;
    }
    return out;
}

QByteArray AsciiDecoder::convert(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + 1);
    for (const char byte : bytes) {
        if (m_hasPendingCr && byte != '\n')
            out += '\r';
        m_hasPendingCr = byte == '\r';
        if (!m_hasPendingCr)
            out += byte;
    }
    return out;
}

QByteArray AsciiDecoder::finish()
{
    return std::exchange(m_hasPendingCr, false) ? QByteArray("\r") : QByteArray();
}

}  // namespace cosftp
