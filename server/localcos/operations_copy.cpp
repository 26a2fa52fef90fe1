// SPDX-License-Identifier: GPL-3.0-or-later
// Copies: no byte moves, the new object or part refers to the source's blobs.
#include "localcos/access.h"
#include "localcos/answer_body.h"
#include "localcos/errors.h"
#include "localcos/object_headers.h"
#include "localcos/operations.h"
#include "localcos/xml.h"

#include <array>

namespace cosftp::localcos::operations {

namespace {

struct Source
{
    QByteArray bucket;
    QByteArray key;
    OpenObject object;  ///< Also what a part's CRC is computed from.
};

Failure invalidSource()
{
    return cosError(400, "InvalidCopySource", QStringLiteral("The copy source is invalid."));
}

// "HOST/KEY[?versionId=ID]", the bucket in the host or, in path style, before the key.
Result<Source> parsedSource(const QByteArray &header)
{
    if (header.contains("://"))
        return invalidSource();
    const qsizetype mark = header.indexOf('?');
    const QByteArray address = mark < 0 ? header : header.first(mark);
    if (mark >= 0 && header.sliced(mark) != "?versionId=null"
        && header.sliced(mark) != "?versionId=")
        return cosError(404, "NoSuchVersion",
                        QStringLiteral("The specified version does not exist."));
    const qsizetype slash = address.indexOf('/');
    if (slash <= 0)
        return invalidSource();
    const QByteArray host = address.first(slash);
    QByteArray rest = percentDecoded(address.sliced(slash + 1));
    QByteArray bucket = host.first(std::max<qsizetype>(host.indexOf('.'), 0));
    if (!isBucketName(bucket)) {
        const qsizetype end = rest.indexOf('/');
        bucket = rest.first(std::max<qsizetype>(end, 0));
        rest = end < 0 ? QByteArray() : rest.sliced(end + 1);
    }
    if (!isBucketName(bucket) || rest.isEmpty())
        return invalidSource();
    return Source{bucket, rest, {}};
}

Result<Source> sourceOf(Service &service, const Request &request)
{
    Result<Source> source = parsedSource(request.header("x-cos-copy-source"));
    if (!source)
        return source;
    const Result<OpenObject> object = service.index.openObject(source->bucket, source->key);
    if (!object)
        return object.error();
    if (judge(request, object->record, "x-cos-copy-source-") != Condition::Met)
        return preconditionFailed();  // 412 for all four conditions
    if (object->record.isArchived(service.now()))
        return archived();
    if (object->record.isAppendable)
        return cosError(400, "InvalidRequest",
                        QStringLiteral("An appendable object cannot be copied."));
    source->object = *object;
    return source;
}

// Copies answer 200 before they know how they end, hence without a length.
Answer copyAnswer(const QByteArray &xml)
{
    Answer answer = xmlAnswer(200, xml);
    answer.isChunked = true;
    return answer;
}

Result<ObjectRecord> copiedRecord(const Service &service, const Request &request,
                                  const Source &source)
{
    const ObjectRecord &from = source.object.record;
    const QByteArray directive = request.header("x-cos-metadata-directive").toLower();
    const bool isReplaced = directive == "replaced";
    if (!isReplaced && !directive.isEmpty() && directive != "copy")
        return invalidArgument(QStringLiteral("Unknown metadata directive."));
    if (!isReplaced && source.bucket == request.bucket && source.key == request.key)
        return cosError(400, "InvalidRequest",
                        QStringLiteral("An object can be copied onto itself only with replaced "
                                       "metadata."));
    if (from.sizeBytes > service.options.maximumPutBytes)
        return cosError(400, "EntityTooLarge",
                        QStringLiteral("The source is too large for a single copy."));
    ObjectRecord record = from;
    record.key = request.key;
    record.modified = service.now();
    record.restoredUntil = 0;
    if (from.etag.contains('-'))
        record.etag = opaqueEtag() + from.etag.sliced(from.etag.indexOf('-'));
    const Result<QByteArray> storageClass = storageClassFrom(request);
    if (!storageClass)
        return storageClass.error();
    record.storageClass = *storageClass;  // never inherited
    const Result<NamedValues> access = accessFrom(request);
    if (!access)
        return access.error();
    record.access = *access;  // nor are these
    record.headers = copiedHeaders(from.headers, request);
    if (isReplaced) {
        const Result<Description> description = descriptionFrom(request);
        if (!description)
            return description.error();
        record.headers = description->headers;
    }
    return record;
}

Result<quint64> crcOf(const Service &service, const Content &content)
{
    Crc64 crc;
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    for (const Segment &segment : content.segments) {
        const Descriptor file = service.blobs.openForReading(segment.blob);
        for (qint64 done = 0; done < segment.length;) {
            const qint64 count = readAt(file, segment.offset + done, buffer.data(),
                                        std::min<qint64>(segment.length - done, buffer.size()));
            if (count <= 0)
                return internalError(QStringLiteral("cannot read a data file"));
            crc.add(QByteArrayView(buffer).first(count));
            done += count;
        }
    }
    return crc.value();
}

Result<ByteRange> partRange(const Request &request, const ObjectRecord &source)
{
    if (!request.hasHeader("x-cos-copy-source-range"))
        return ByteRange{0, source.sizeBytes};
    const auto range = strictRange(request.header("x-cos-copy-source-range"));
    if (!range)
        return invalidArgument(QStringLiteral("The copy source range is malformed."));
    if (range->first + range->count > source.sizeBytes)
        return cosError(416, "InvalidRange",
                        QStringLiteral("The copy source range cannot be satisfied."));
    return *range;
}

}  // namespace

Answer copyObject(Service &service, const Request &request, RequestBody &)
{
    const Result<Source> source = sourceOf(service, request);
    if (!source)
        return errorAnswer(request, source.error());
    const Result<ObjectRecord> record = copiedRecord(service, request, *source);
    if (!record)
        return errorAnswer(request, record.error());
    const Outcome copied = service.index.copy(source->bucket, source->object.record, request.bucket,
                                              *record, overwriteRule(service, request));
    if (!copied)
        return errorAnswer(request, copied.error());
    XmlWriter xml("CopyObjectResult");
    xml.leaf("ETag", quoted(record->etag));
    xml.leaf("CRC64", QByteArray::number(record->crc64));
    xml.leaf("LastModified", isoTime(record->modified));
    Answer answer = copyAnswer(xml.finish());
    answer.setHeader("x-cos-hash-crc64ecma", QByteArray::number(record->crc64));
    return answer;
}

Answer copyPart(Service &service, const Request &request, RequestBody &)
{
    const Result<int> number = partNumberOf(request);
    if (!number)
        return errorAnswer(request, number.error());
    const Result<UploadRecord> upload = uploadOf(service, request);
    if (!upload)
        return errorAnswer(request, upload.error());
    const Result<Source> source = sourceOf(service, request);
    if (!source)
        return errorAnswer(request, source.error());
    const Result<ByteRange> range = partRange(request, source->object.record);
    if (!range)
        return errorAnswer(request, range.error());
    if (range->count > service.options.maximumPutBytes)
        return errorAnswer(request, cosError(400, "EntityTooLarge",
                                             QStringLiteral("The part would be too large.")));
    const Result<quint64> crc =
        crcOf(service, source->object.content.part(range->first, range->count));
    if (!crc)
        return errorAnswer(request, crc.error());
    const PartRecord part{*number, 0, range->count, opaqueEtag(), *crc, service.now()};
    const Outcome copied =
        service.index.copyPart(upload->id, part, source->bucket, source->object.record, *range);
    if (!copied)
        return errorAnswer(request, copied.error());
    XmlWriter xml("CopyPartResult");
    xml.leaf("ETag", quoted(part.etag));
    xml.leaf("LastModified", isoTime(part.modified).chopped(1));  // without a zone, as documented
    return copyAnswer(xml.finish());
}

}  // namespace cosftp::localcos::operations
