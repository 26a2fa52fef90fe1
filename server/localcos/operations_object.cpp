// SPDX-License-Identifier: GPL-3.0-or-later
// Requests for one object as a whole.
#include "localcos/errors.h"
#include "localcos/object_headers.h"
#include "localcos/operations.h"

#include <QXmlStreamReader>

#include <array>
#include <utility>

namespace cosftp::localcos::operations {

namespace {

// "cache-control" as a header is usually written; clients compare without case anyway.
QByteArray displayName(const QByteArray &name)
{
    if (name.startsWith("x-cos-"))
        return name;
    QByteArray shown = name;
    bool isStart = true;
    for (char &byte : shown) {
        if (isStart && byte >= 'a' && byte <= 'z')
            byte = static_cast<char>(byte - 'a' + 'A');
        isStart = byte == '-';
    }
    return shown;
}

Answer describedObject(const ObjectRecord &record)
{
    Answer answer;
    for (const NamedValue &header : record.headers)
        answer.headers += NamedValue{displayName(header.name), header.value};
    answer.setHeader("ETag", quoted(record.etag));
    answer.setHeader("Last-Modified", httpTime(record.modified));
    answer.setHeader("x-cos-hash-crc64ecma", QByteArray::number(record.crc64));
    answer.setHeader("x-cos-object-type", record.isAppendable ? "appendable" : "normal");
    if (record.storageClass != "STANDARD")
        answer.setHeader("x-cos-storage-class", record.storageClass);
    if (record.restoredUntil != 0)
        answer.setHeader("x-cos-restore", "ongoing-request=\"false\", expiry-date=\""
                                              + httpTime(record.restoredUntil) + '"');
    return answer;
}

void overrideHeaders(const Request &request, Answer &answer)
{
    static constexpr std::array<std::pair<const char *, const char *>, 6> overrides{
        {{"response-content-type", "Content-Type"},
         {"response-content-language", "Content-Language"},
         {"response-expires", "Expires"},
         {"response-cache-control", "Cache-Control"},
         {"response-content-disposition", "Content-Disposition"},
         {"response-content-encoding", "Content-Encoding"}}};
    for (const auto &[parameter, header] : overrides)
        if (request.hasParameter(parameter))
            answer.setHeader(header, request.parameter(parameter));
}

Answer conditionAnswer(const Request &request, const ObjectRecord &record, Condition condition)
{
    if (condition == Condition::Failed)
        return errorAnswer(request, preconditionFailed());
    Answer answer;
    answer.status = 304;
    answer.setHeader("ETag", quoted(record.etag));
    answer.setHeader("Last-Modified", httpTime(record.modified));
    answer.setHeader("x-cos-hash-crc64ecma", QByteArray::number(record.crc64));
    return answer;
}

Answer storedAnswer(const ObjectRecord &record)
{
    Answer answer;
    answer.setHeader("ETag", quoted(record.etag));
    answer.setHeader("x-cos-hash-crc64ecma", QByteArray::number(record.crc64));
    return answer;
}

// The object or the wanted part of it, with the headers of both.
Answer contentAnswer(const Request &request, const ObjectRecord &record, const Content &content)
{
    const RangeAnswer range = rangeOf(request.header("range"), record.sizeBytes);
    if (!range.isSatisfiable) {
        Answer answer = errorAnswer(
            request, cosError(416, "InvalidRange",
                              QStringLiteral("The requested range cannot be satisfied.")));
        answer.setHeader("Content-Range", "bytes */" + QByteArray::number(record.sizeBytes));
        return answer;
    }
    Answer answer = describedObject(record);
    answer.setHeader("Accept-Ranges", "bytes");
    overrideHeaders(request, answer);
    answer.contentBytes = range.range.count;
    answer.content = content.part(range.range.first, range.range.count);
    if (range.isPartial) {
        answer.status = 206;
        answer.setHeader("Content-Range",
                         "bytes " + QByteArray::number(range.range.first) + '-'
                             + QByteArray::number(range.range.first + range.range.count - 1) + '/'
                             + QByteArray::number(record.sizeBytes));
    }
    return answer;
}

Answer wrongPosition(const Request &request, qint64 sizeBytes)
{
    Answer answer =
        errorAnswer(request, cosError(409, "AppendPositionErr",
                                      QStringLiteral("The position is not the object's length.")));
    answer.setHeader("x-cos-next-append-position", QByteArray::number(sizeBytes));
    return answer;
}

Result<ObjectRecord> newAppendable(const Request &request)
{
    const Result<Description> description = descriptionFrom(request);
    if (!description)
        return description.error();
    ObjectRecord record;
    record.key = request.key;
    record.isAppendable = true;
    record.headers = description->headers;
    record.storageClass = description->storageClass;
    record.access = description->access;
    return record;
}

void grow(ObjectRecord &record, const RequestBody &body, qint64 now)
{
    record.sizeBytes += body.sizeBytes();
    record.crc64 =
        Crc64::combine(record.crc64, body.crc64(), static_cast<quint64>(body.sizeBytes()));
    record.etag = opaqueEtag();
    record.modified = now;
}

}  // namespace

Answer headObject(Service &service, const Request &request, RequestBody &)
{
    const Result<ObjectRecord> record = service.index.find(request.bucket, request.key);
    if (!record)
        return errorAnswer(request, record.error());
    if (const Condition condition = judge(request, *record); condition != Condition::Met)
        return conditionAnswer(request, *record, condition);
    return contentAnswer(request, *record, {});
}

Answer getObject(Service &service, const Request &request, RequestBody &)
{
    const Result<OpenObject> object = service.index.openObject(request.bucket, request.key);
    if (!object)
        return errorAnswer(request, object.error());
    if (const Condition condition = judge(request, object->record); condition != Condition::Met)
        return conditionAnswer(request, object->record, condition);
    if (object->record.isArchived(service.now())) {
        Answer answer = errorAnswer(request, archived());
        answer.setHeader("x-cos-storage-class", object->record.storageClass);
        return answer;
    }
    return contentAnswer(request, object->record, object->content);
}

Answer putObject(Service &service, const Request &request, RequestBody &body)
{
    const Result<Description> description = descriptionFrom(request);
    if (!description)
        return errorAnswer(request, description.error());
    ObjectRecord record;
    record.key = request.key;
    record.sizeBytes = body.sizeBytes();
    record.etag = body.md5Hex();
    record.crc64 = body.crc64();
    record.modified = service.now();
    record.storageClass = description->storageClass;
    record.headers = description->headers;
    record.access = description->access;
    const Outcome stored =
        service.index.put(request.bucket, record, body.blob(), overwriteRule(service, request));
    return stored ? storedAnswer(record) : errorAnswer(request, stored.error());
}

Answer appendObject(Service &service, const Request &request, RequestBody &body)
{
    const auto position =
        numberIn(request.parameter("position"), 0, std::numeric_limits<qint64>::max());
    if (!position)
        return errorAnswer(request,
                           invalidArgument(QStringLiteral("The position is missing or invalid.")));
    const Result<ObjectRecord> found = service.index.find(request.bucket, request.key);
    const ObjectRecord before = found ? *found : ObjectRecord{};
    if (found && !found->isAppendable)
        return errorAnswer(request, cosError(409, "ObjectNotAppendable",
                                             QStringLiteral("The object is not appendable.")));
    if (*position != before.sizeBytes)
        return wrongPosition(request, before.sizeBytes);
    Result<ObjectRecord> record = found ? found : newAppendable(request);
    if (!record)
        return errorAnswer(request, record.error());
    grow(*record, body, service.now());
    if (record->sizeBytes > service.options.maximumPutBytes)
        return errorAnswer(request, cosError(400, "EntityTooLarge",
                                             QStringLiteral("The object would be too large.")));
    const Outcome stored = service.index.append(request.bucket, before, *record, body.blob());
    if (!stored)
        return errorAnswer(request, stored.error());
    Answer answer = storedAnswer(*record);
    answer.setHeader("x-cos-next-append-position", QByteArray::number(record->sizeBytes));
    // Despite its name this is the MD5 of what was sent; the Go SDK compares it.
    answer.setHeader("x-cos-content-sha1", body.md5Hex());
    return answer;
}

Answer deleteObject(Service &service, const Request &request, RequestBody &)
{
    const Outcome removed = service.index.remove(request.bucket, request.key);
    if (!removed)
        return errorAnswer(request, removed.error());
    Answer answer;
    answer.status = 204;
    return answer;
}

Answer restore(Service &service, const Request &request, RequestBody &body)
{
    const Result<ObjectRecord> record = service.index.find(request.bucket, request.key);
    if (!record)
        return errorAnswer(request, record.error());
    if (record->storageClass != "ARCHIVE" && record->storageClass != "DEEP_ARCHIVE")
        return errorAnswer(request, cosError(405, "RestoreNonArchiveObject",
                                             QStringLiteral("The object is not archived.")));
    qint64 days = 0;
    QXmlStreamReader reader(body.memory());
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"Days")
            days = reader.readElementText().toLongLong();
    if (reader.hasError() || days < 1 || days > 365)
        return errorAnswer(request, malformedXml());
    const bool wasArchived = record->isArchived(service.now());
    const Outcome restored =
        service.index.restore(request.bucket, request.key, service.now() + days * 24 * 60 * 60);
    if (!restored)
        return errorAnswer(request, restored.error());
    Answer answer;
    answer.status = wasArchived ? 202 : 200;
    return answer;
}

}  // namespace cosftp::localcos::operations
