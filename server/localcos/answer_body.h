// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "localcos/answer.h"
#include "localcos/service.h"

namespace cosftp::localcos {

/// Reads bytes from `offset` on; as read(2).
qint64 readAt(const Descriptor &file, qint64 offset, char *buffer, qint64 size);

/// Sends a TCP RST now; bytes that are still queued for the client get a moment to leave first.
void resetConnection(int socket);

/// An answer's bytes on their way out, with the faults and limits that apply to them.
/// Runs in the connection's thread.
class AnswerBody
{
public:
    enum class Status { More, End, Broken };
    struct Piece
    {
        Status status = Status::More;
        qint64 bytes = 0;
    };

    AnswerBody(Service &service, Answer answer, std::optional<Fault> fault, qint64 bytesPerSecond,
               int socket);
    /// At most `size` bytes into `buffer`; `More` always comes with at least one.
    Piece read(char *buffer, qint64 size);

private:
    qint64 readContent(char *buffer, qint64 size);
    qint64 readNext(char *buffer, qint64 size);
    /// Where the fault strikes in the body; -1: nowhere.
    [[nodiscard]] qint64 breakAt() const;

    Service &m_service;
    Answer m_answer;
    std::optional<Fault> m_fault;
    Pacer m_pacer;
    int m_socket;
    qint64 m_position = 0;
    qsizetype m_segment = 0;
    qint64 m_segmentDone = 0;
    Descriptor m_file;
    std::chrono::steady_clock::time_point m_waitUntil;
};

}  // namespace cosftp::localcos
