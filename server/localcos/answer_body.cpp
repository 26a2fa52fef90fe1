// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/answer_body.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cosftp::localcos {

namespace {
using Kind = Fault::Kind;
constexpr std::chrono::milliseconds blankInterval(50);
}  // namespace

qint64 readAt(const Descriptor &file, qint64 offset, char *buffer, qint64 size)
{
    ssize_t count = 0;
    do {
        count = ::pread(file.number(), buffer, static_cast<std::size_t>(size), offset);
    } while (count < 0 && errno == EINTR);
    return count;
}

// Dissolving the association of a connected socket makes Linux send RST at once, whatever happens
// to the descriptor afterwards; SO_LINGER would come too late behind libmicrohttpd's shutdown().
void resetConnection(int socket)
{
    int queued = 0;
    for (int round = 0; round < 100; ++round) {
        if (::ioctl(socket, SIOCOUTQ, &queued) != 0 || queued == 0)
            break;
        ::usleep(1000);
    }
    sockaddr none{};
    none.sa_family = AF_UNSPEC;
    ::connect(socket, &none, sizeof none);
}

Content Content::part(qint64 first, qint64 count) const
{
    Content result;
    result.pin = pin;
    qint64 start = 0;
    for (const Segment &segment : segments) {
        const qint64 from = std::max(first, start);
        const qint64 to = std::min(first + count, start + segment.length);
        if (from < to)
            result.segments += Segment{segment.blob, segment.offset + from - start, to - from};
        start += segment.length;
    }
    return result;
}

AnswerBody::AnswerBody(Service &service, Answer answer, std::optional<Fault> fault,
                       qint64 bytesPerSecond, int socket)
    : m_service(service), m_answer(std::move(answer)), m_fault(std::move(fault)),
      m_pacer(bytesPerSecond), m_socket(socket),
      m_waitUntil(std::chrono::steady_clock::now()
                  + (m_answer.isWaiting ? service.faults.completeDelay()
                                        : std::chrono::milliseconds::zero()))
{}

qint64 AnswerBody::breakAt() const
{
    const bool breaks =
        m_fault && (m_fault->kind == Kind::ResetInBody || m_fault->kind == Kind::CutBody);
    return breaks ? m_fault->afterBytes : -1;
}

AnswerBody::Piece AnswerBody::read(char *buffer, qint64 size)
{
    const auto wait = m_waitUntil - std::chrono::steady_clock::now();
    if (wait > std::chrono::nanoseconds::zero()) {
        if (!m_service.pause.sleep(std::min<std::chrono::nanoseconds>(wait, blankInterval)))
            return {Status::Broken, 0};
        *buffer = ' ';
        return {Status::More, 1};
    }
    if (m_position == breakAt()) {
        if (m_fault->kind == Kind::ResetInBody)
            resetConnection(m_socket);
        return {Status::Broken, 0};
    }
    qint64 wanted = std::min(size, m_answer.sizeBytes() - m_position);
    if (wanted == 0)
        return {Status::End, 0};
    if (m_pacer.isLimited())
        wanted = std::min(wanted, m_pacer.step());
    if (breakAt() > m_position)
        wanted = std::min(wanted, breakAt() - m_position);
    const qint64 count = readNext(buffer, wanted);
    if (count <= 0 || !m_pacer.passed(count, m_service.pause))
        return {Status::Broken, 0};
    if (m_fault && m_fault->kind == Kind::CorruptBody && m_fault->afterBytes >= m_position
        && m_fault->afterBytes < m_position + count)
        buffer[m_fault->afterBytes - m_position] =
            static_cast<char>(buffer[m_fault->afterBytes - m_position] ^ 1);
    m_position += count;
    m_service.count([&](Counters &counters) { counters.bytesOut += count; });
    return {Status::More, count};
}

qint64 AnswerBody::readNext(char *buffer, qint64 size)
{
    if (m_answer.content)
        return readContent(buffer, size);
    std::memcpy(buffer, m_answer.body.constData() + m_position, static_cast<std::size_t>(size));
    return size;
}

qint64 AnswerBody::readContent(char *buffer, qint64 size)
{
    const Segment &segment = m_answer.content->segments[m_segment];
    if (!m_file.isOpen())
        m_file = m_service.blobs.openForReading(segment.blob);
    const qint64 count = readAt(m_file, segment.offset + m_segmentDone, buffer,
                                std::min(size, segment.length - m_segmentDone));
    m_segmentDone += std::max<qint64>(count, 0);
    if (m_segmentDone == segment.length) {
        m_file.reset();
        ++m_segment;
        m_segmentDone = 0;
    }
    return count;
}

}  // namespace cosftp::localcos
