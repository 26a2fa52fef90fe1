// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/dialogue.h"

#include "core/text.h"

namespace cosftp {

namespace {

QByteArray cut(const QByteArray &text)
{
    static const QByteArray ellipsis = "...";
    return text.size() <= Dialogue::maxLineBytes
               ? text
               : text.first(Dialogue::maxLineBytes - ellipsis.size()) + ellipsis;
}

}  // namespace

void Dialogue::add(bool isReply, const QByteArray &text)
{
    DialogueLine line;
    line.number = ++m_lastNumber;
    line.at = QDateTime::currentDateTimeUtc();
    line.isReply = isReply;
    line.text = cut(escapedText(text));
    m_bytes += line.text.size();
    m_lines += line;
    while (m_lines.size() > maxLines || m_bytes > maxBytes)
        m_bytes -= m_lines.takeFirst().text.size();
}

}  // namespace cosftp
