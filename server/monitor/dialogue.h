// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

namespace cosftp {

/// The last lines of one control connection, within limits that keep an idle session small.
/// A value; not thread-safe: the Monitor has the lock.
class Dialogue
{
public:
    static constexpr qsizetype maxLines = 32;
    static constexpr qsizetype maxBytes = 4096;  ///< Of all texts together.
    static constexpr qsizetype maxLineBytes = 512;

    /// Drops the oldest lines that do not fit any more; a longer text is cut, and what could
    /// deceive its reader is escaped.
    void add(bool isReply, const QByteArray &text);
    [[nodiscard]] const QList<DialogueLine> &lines() const { return m_lines; }

private:
    QList<DialogueLine> m_lines;
    qsizetype m_bytes = 0;
    quint64 m_lastNumber = 0;
};

}  // namespace cosftp
