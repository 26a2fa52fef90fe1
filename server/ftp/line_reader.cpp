// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/line_reader.h"

namespace cosftp {

namespace {
constexpr unsigned char telnetFirst = 0xf0;
constexpr unsigned char telnetWill = 0xfb;
constexpr unsigned char telnetDont = 0xfe;
constexpr unsigned char telnetIac = 0xff;

unsigned char byteAt(const QByteArray &line, qsizetype index)
{
    return static_cast<unsigned char>(line.at(index));
}
}  // namespace

QByteArray withoutTelnet(const QByteArray &line)
{
    qsizetype at = 0;
    while (at < line.size() && byteAt(line, at) >= telnetFirst) {
        const unsigned char byte = byteAt(line, at);
        const bool isOption =
            byte >= telnetWill && byte <= telnetDont && at > 0 && byteAt(line, at - 1) == telnetIac;
        at += isOption ? 2 : 1;
    }
    return line.mid(at);
}

QList<ControlLine> LineReader::feed(QByteArrayView bytes)
{
    QList<ControlLine> lines;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView piece = end < 0 ? bytes : bytes.first(end);
        if (m_lineBytes <= maxLineBytes)
            m_line.append(piece);
        m_lineBytes += piece.size();
        noteReturns(piece);
        if (end < 0) {
            if (m_lineBytes > maxFloodBytes)
                lines += {ControlLine::Kind::Flood, {}};
            break;
        }
        const ControlLine line = finishLine();
        if (line.kind != ControlLine::Kind::Command || !line.text.isEmpty())
            lines += line;
        bytes = bytes.sliced(end + 1);
    }
    return lines;
}

// How many stand at the end of what has come of the line.
void LineReader::noteReturns(QByteArrayView piece)
{
    qsizetype text = piece.size();
    while (text > 0 && piece[text - 1] == '\r')
        --text;
    m_returns = piece.size() - text + (text == 0 ? m_returns : 0);
}

ControlLine LineReader::finishLine()
{
    const qsizetype size = std::exchange(m_lineBytes, 0) - std::exchange(m_returns, 0);
    QByteArray text = std::exchange(m_line, {});
    if (size > maxLineBytes)
        return {ControlLine::Kind::TooLong, {}};
    text = withoutTelnet(text.first(size));
    if (text.contains('\r') || text.contains('\0'))
        return {ControlLine::Kind::Malformed, {}};
    return {ControlLine::Kind::Command, text};
}

}  // namespace cosftp
