// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace cosftp {

/// One line of the control connection, or why there is none.
struct ControlLine
{
    enum class Kind {
        Command,
        TooLong,    ///< Swallowed through its LF; answer 500 once.
        Malformed,  ///< Holds CR or NUL; answer 501.
        Flood       ///< 64 KiB without LF; answer 421 and close.
    };
    Kind kind = Kind::Command;
    QByteArray text;  ///< Without terminator and Telnet bytes; empty unless Command.
    bool operator==(const ControlLine &) const = default;
};

/// Cuts a byte stream into command lines: CRLF or bare LF end a line (RFC 959 section 5.3.1 asks
/// for CRLF, clients send both, and CR CR LF where CRLF went through a text stream), Telnet bytes
/// at the start of a line are removed, what comes without LF before the end is never a line.
class LineReader
{
public:
    static constexpr qsizetype maxLineBytes = 4096;
    static constexpr qsizetype maxFloodBytes = 64 * 1024;

    /// The lines that `bytes` complete. Empty lines are left out.
    QList<ControlLine> feed(QByteArrayView bytes);
    /// Bytes of a line that has not ended yet.
    [[nodiscard]] qsizetype pendingBytes() const { return m_lineBytes; }

private:
    void noteReturns(QByteArrayView piece);
    [[nodiscard]] ControlLine finishLine();

    QByteArray m_line;
    qsizetype m_lineBytes = 0;  // also counts what was not kept of a line that is too long
    qsizetype m_returns = 0;    // the last ones of them that are CR: they belong to the line's end
};

/// Removes Telnet commands (RFC 854) from the start of a line: bytes 0xF0..0xFF, and the option
/// byte behind IAC WILL, WONT, DO, DONT. ABOR arrives behind such bytes.
QByteArray withoutTelnet(const QByteArray &line);

}  // namespace cosftp
