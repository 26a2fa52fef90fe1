// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace cosftp {

/// TYPE A on the way out (RFC 959 section 3.1.1.1): a LF that no CR precedes becomes CRLF.
class AsciiEncoder
{
public:
    QByteArray convert(QByteArrayView bytes);

private:
    char m_last = 0;
};

/// TYPE A on the way in: CRLF becomes LF, a CR without LF stays. A CR at the end of a piece waits
/// for the next one.
class AsciiDecoder
{
public:
    QByteArray convert(QByteArrayView bytes);
    /// What is still held back at the end of the stream.
    QByteArray finish();

private:
    bool m_hasPendingCr = false;
};

}  // namespace cosftp
