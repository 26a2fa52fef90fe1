// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/exchange.h"

#include "localcos/answer_body.h"
#include "localcos/authorization.h"
#include "localcos/errors.h"
#include "localcos/object_headers.h"

#include <algorithm>
#include <microhttpd.h>

namespace cosftp::localcos {

namespace {

using Kind = Fault::Kind;
constexpr qint64 largestXmlBytes = 8 * 1024 * 1024;
constexpr std::size_t blockBytes = 256 * 1024;
// A refused body up to this size is swallowed, so that clients that send before they read see the
// answer instead of a broken connection.
constexpr qint64 swallowedBytes = 64 * 1024 * 1024;

int socketOf(MHD_Connection *connection)
{
    const MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == nullptr ? -1 : info->connect_fd;
}

NamedValues headersOf(MHD_Connection *connection)
{
    NamedValues headers;
    MHD_get_connection_values_n(
        connection, MHD_HEADER_KIND,
        [](void *list, MHD_ValueKind, const char *name, std::size_t nameSize, const char *value,
           std::size_t valueSize) {
            *static_cast<NamedValues *>(list) +=
                {QByteArray(name, static_cast<qsizetype>(nameSize)),
                 QByteArray(value, static_cast<qsizetype>(valueSize))};
            return MHD_YES;
        },
        &headers);
    return headers;
}

ssize_t readBody(void *body, std::uint64_t, char *buffer, std::size_t size)
{
    const AnswerBody::Piece piece =
        static_cast<AnswerBody *>(body)->read(buffer, static_cast<qint64>(size));
    switch (piece.status) {
    case AnswerBody::Status::More:
        return piece.bytes;
    case AnswerBody::Status::End:
        return MHD_CONTENT_READER_END_OF_STREAM;
    case AnswerBody::Status::Broken:
        break;
    }
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

void freeBody(void *body) { delete static_cast<AnswerBody *>(body); }

MHD_Response *streamedResponse(std::unique_ptr<AnswerBody> body, std::uint64_t size)
{
    AnswerBody *raw = body.release();
    MHD_Response *response =
        MHD_create_response_from_callback(size, blockBytes, readBody, raw, freeBody);
    if (response == nullptr)
        freeBody(raw);
    return response;
}

// The kernel copies from the file to the socket: for whole objects in one blob.
MHD_Response *fileResponse(const Service &service, const Answer &answer)
{
    const Segment &segment = answer.content->segments.first();
    Descriptor file = service.blobs.openForReading(segment.blob);
    MHD_Response *response = file.isOpen() ? MHD_create_response_from_fd_at_offset64(
                                 static_cast<std::uint64_t>(segment.length), file.number(),
                                 static_cast<std::uint64_t>(segment.offset))
                                           : nullptr;
    if (response != nullptr)
        file.release();
    return response;
}

bool touchesBody(const std::optional<Fault> &fault)
{
    return fault
           && (fault->kind == Kind::ResetInBody || fault->kind == Kind::CutBody
               || fault->kind == Kind::CorruptBody);
}

// The login page of a hotel's network, whatever was asked for.
Answer portalAnswer(const Request &request)
{
    Answer answer;
    answer.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Server", "nginx"}};
    if (request.method != "HEAD")
        answer.body = "<!DOCTYPE html><html><body>Welcome! Please log in.</body></html>";
    return answer;
}

bool isStripped(const QByteArray &name, const Fault &fault)
{
    return std::any_of(fault.headers.begin(), fault.headers.end(), [&](const QByteArray &gone) {
        return gone.endsWith('-') ? name.toLower().startsWith(gone) : name.toLower() == gone;
    });
}

}  // namespace

bool Exchange::begin(MHD_Connection *connection, const char *method)
{
    m_request = makeRequest(method, m_target, headersOf(connection));
    m_request.id = QByteArray(opaqueEtag().first(24)).toBase64();
    m_operation = &operationOf(m_request.verb);
    m_service.count([this](Counters &counters) { ++(counters.*m_operation->counter); });
    decide();
    const RequestBody::Kind kind = doesWork() ? m_operation->body : RequestBody::Kind::Discard;
    m_body.emplace(kind, m_service.blobs,
                   kind == RequestBody::Kind::Memory ? largestXmlBytes
                                                     : m_service.options.maximumPutBytes);
    m_pacer.emplace(bytesPerSecond());
    const bool isWaiting = m_request.header("expect").toLower() == "100-continue";
    const qint64 length = m_request.header("content-length").toLongLong();
    if (!m_admission && (isWaiting || length > swallowedBytes))
        return send(connection, errorAnswer(m_request, m_admission.error(), m_errorElements));
    return true;
}

bool Exchange::doesWork() const
{
    if (!m_admission || !m_fault)
        return bool(m_admission);
    switch (m_fault->kind) {
    case Kind::ErrorAnswer:
    case Kind::ResetBeforeAnswer:
    case Kind::ResetInUpload:
    case Kind::ErrorInside200:
    case Kind::NoRequestId:
    case Kind::Portal:
        return false;
    case Kind::ResetAfterWork:
    case Kind::ResetInBody:
    case Kind::CutBody:
    case Kind::CorruptBody:
    case Kind::WrongCrc:
    case Kind::MissingCrc:
    case Kind::StripHeaders:
    case Kind::Stall:
    case Kind::Trickle:
        break;
    }
    return true;
}

void Exchange::decide()
{
    const Verdict verdict = authorize(m_request, m_service.options, m_service.now());
    m_admission = verdict.outcome;
    m_errorElements = verdict.elements;
    if (m_admission)
        m_admission = admit(m_service, *m_operation, m_request);
    Fault fault;
    if (verdict.outcome && m_service.faults.next(m_request.verb, m_request.key, &fault))
        m_fault = fault;
}

qint64 Exchange::bytesPerSecond() const
{
    const QByteArray limit = m_request.hasHeader("x-cos-traffic-limit")
                                 ? m_request.header("x-cos-traffic-limit")
                                 : m_request.parameter("x-cos-traffic-limit");
    const qint64 asked = limit.toLongLong() / 8;  // bits
    const qint64 set =
        hasFault(Kind::Trickle) ? m_fault->bytesPerSecond : m_service.faults.bandwidth();
    return asked > 0 && set > 0 ? std::min(asked, set) : std::max(asked, set);
}

bool Exchange::receive(MHD_Connection *connection, QByteArrayView bytes)
{
    if (m_isAnswered)
        return true;
    m_service.count([&](Counters &counters) { counters.bytesIn += bytes.size(); });
    m_body->add(bytes);
    if (hasFault(Kind::ResetInUpload) && m_body->sizeBytes() >= m_fault->afterBytes) {
        resetConnection(socketOf(connection));
        return false;
    }
    return m_pacer->passed(bytes.size(), m_service.pause);
}

Answer Exchange::work()
{
    if (!m_admission)
        return errorAnswer(m_request, m_admission.error(), m_errorElements);
    if (const Outcome received = m_body->finish(m_request); !received)
        return errorAnswer(m_request, received.error());
    return m_operation->run(m_service, m_request, *m_body);
}

bool Exchange::finish(MHD_Connection *connection)
{
    if (m_isAnswered)
        return true;
    if (hasFault(Kind::ResetBeforeAnswer) || hasFault(Kind::ResetInUpload)) {
        resetConnection(socketOf(connection));
        return false;
    }
    Answer answer = m_fault ? faultyAnswer() : work();
    m_body.reset();  // a body that was not taken is gone before the client hears of it
    if (hasFault(Kind::ResetAfterWork)) {
        resetConnection(socketOf(connection));
        return false;
    }
    if (hasFault(Kind::Stall) && !m_service.pause.sleep(m_fault->delay))
        return false;
    return send(connection, std::move(answer));
}

Answer Exchange::faultyAnswer()
{
    const Failure failure =
        cosError(m_fault->status, m_fault->code, QStringLiteral("Reduce your request rate"));
    if (hasFault(Kind::ErrorAnswer))
        return errorAnswer(m_request, failure);
    if (hasFault(Kind::ErrorInside200)) {
        Answer answer = errorAnswer(m_request, failure);
        answer.status = 200;
        answer.isChunked = true;
        return answer;
    }
    if (hasFault(Kind::NoRequestId)) {
        Answer answer;
        answer.status = 302;
        answer.headers = {{"Location", "http://127.0.0.1:9/"}, {"Content-Type", "text/html"}};
        answer.body = "<html><body>Moved</body></html>";
        return answer;
    }
    if (hasFault(Kind::Portal))
        return portalAnswer(m_request);
    Answer answer = work();
    if (hasFault(Kind::MissingCrc))
        answer.removeHeader("x-cos-hash-crc64ecma");
    if (hasFault(Kind::WrongCrc))
        answer.setHeader("x-cos-hash-crc64ecma", "1");
    return answer;
}

void Exchange::addCommonHeaders(Answer &answer) const
{
    answer.setHeader("Date", httpTime(m_service.now()));
    if (hasFault(Kind::NoRequestId) || hasFault(Kind::Portal))
        return;
    answer.setHeader("Server", "tencent-cos");
    answer.setHeader("x-cos-request-id", m_request.id);
    if (hasFault(Kind::StripHeaders))
        answer.headers.removeIf(
            [this](const NamedValue &header) { return isStripped(header.name, *m_fault); });
}

bool Exchange::send(MHD_Connection *connection, Answer answer)
{
    m_isAnswered = true;
    const auto latency = m_service.faults.latency();
    if (latency.count() > 0 && !m_service.pause.sleep(latency))
        return false;
    addCommonHeaders(answer);
    const int status = answer.status;
    const NamedValues headers = answer.headers;
    const bool isFile = answer.content && answer.content->segments.size() == 1
                        && bytesPerSecond() == 0 && !touchesBody(m_fault);
    if (isFile)
        m_service.count([&](Counters &counters) { counters.bytesOut += answer.sizeBytes(); });
    const std::uint64_t size =
        answer.isChunked ? MHD_SIZE_UNKNOWN : static_cast<std::uint64_t>(answer.sizeBytes());
    MHD_Response *response =
        isFile
            ? fileResponse(m_service, answer)
            : streamedResponse(std::make_unique<AnswerBody>(m_service, std::move(answer), m_fault,
                                                            bytesPerSecond(), socketOf(connection)),
                               size);
    if (response == nullptr)
        return false;
    for (const NamedValue &header : headers)
        MHD_add_response_header(response, header.name.constData(), header.value.constData());
    const MHD_Result queued =
        MHD_queue_response(connection, static_cast<unsigned int>(status), response);
    MHD_destroy_response(response);
    return queued == MHD_YES;
}

}  // namespace cosftp::localcos
