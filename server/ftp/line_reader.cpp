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
        if (m_lineBytes <= maxLineBytes + 1)  // one byte for the CR
            m_line.append(piece);
        m_lineBytes += piece.size();
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

ControlLine LineReader::finishLine()
{
    QByteArray text = std::exchange(m_line, {});
    qsizetype size = std::exchange(m_lineBytes, 0);
    if (text.endsWith('\r') && size == text.size()) {
        text.chop(1);
        --size;
    }
    if (size > maxLineBytes)
        return {ControlLine::Kind::TooLong, {}};
    text = withoutTelnet(text);
    if (text.contains('\r') || text.contains('\0'))
        return {ControlLine::Kind::Malformed, {}};
    return {ControlLine::Kind::Command, text};
}

}  // namespace cosftp
