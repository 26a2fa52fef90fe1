// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/history.h"
#include "history/timeline.h"

namespace cosftp::test {

/// Writes down what clients ask and hear. The thread of the clients.
class Recorder
{
public:
    explicit Recorder(const Timeline &timeline) : m_timeline(timeline) {}

    /// A command is about to be sent; its number.
    OpId begin(Record record);
    [[nodiscard]] Record &at(OpId id);
    void end(OpId id);
    void note(int server, const QByteArray &what, bool isKill = false);

    [[nodiscard]] const History &history() const { return m_history; }
    History &history() { return m_history; }
    [[nodiscard]] qint64 commands() const { return m_commands; }
    /// What was read at its end is where the next segment begins; uploads may still wait.
    void beginSegment(std::map<QByteArray, Content> standing);

    /// Now, behind all that was written down.
    [[nodiscard]] Moment moment() { return {++m_order, m_timeline.nowUs()}; }

private:
    const Timeline &m_timeline;
    History m_history;
    qint64 m_order = 0;
    qint64 m_commands = 0;
};

}  // namespace cosftp::test
