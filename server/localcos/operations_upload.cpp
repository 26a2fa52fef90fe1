// SPDX-License-Identifier: GPL-3.0-or-later
// Multipart uploads.
#include "localcos/errors.h"
#include "localcos/object_headers.h"
#include "localcos/operations.h"
#include "localcos/xml.h"

#include <algorithm>

namespace cosftp::localcos::operations {

namespace {

// Ten digits of time and 64 hexadecimal characters, as COS's own look.
QByteArray newUploadId(qint64 now)
{
    return QByteArray::number(now).rightJustified(10, '0', true) + opaqueEtag() + opaqueEtag();
}

Failure invalidPart()
{
    return cosError(400, "InvalidPart",
                    QStringLiteral("One or more of the specified parts could not be found. The "
                                   "part might not have been uploaded, or the specified entity "
                                   "tag might not have matched the part's entity tag."));
}

Outcome checkOrder(const QList<NamedPart> &named)
{
    for (qsizetype i = 1; i < named.size(); ++i)
        if (named[i].number <= named[i - 1].number)
            return cosError(400, "InvalidPartOrder",
                            QStringLiteral("The list of parts was not in ascending order."));
    for (qsizetype i = 0; i < named.size(); ++i)
        if (named[i].number != i + 1)
            return invalidPart();  // the numbers must be 1, 2, 3 without gaps
    return Done{};
}

// The stored parts that the client named, in order, or why they do not make an object.
Result<QList<PartRecord>> chosenParts(const QList<NamedPart> &named,
                                      const QList<PartRecord> &stored, qint64 minimumBytes)
{
    if (const Outcome order = checkOrder(named); !order)
        return order.error();
    // The stored ones are ascending and distinct, so number n can only be at place n - 1.
    for (qsizetype i = 0; i < named.size(); ++i)
        if (i >= stored.size() || stored[i].number != named[i].number
            || stored[i].etag != named[i].etag)
            return invalidPart();
    const QList<PartRecord> chosen = stored.first(named.size());
    const bool isTooSmall =
        std::any_of(chosen.begin(), chosen.end() - 1,
                    [&](const PartRecord &part) { return part.sizeBytes < minimumBytes; });
    if (isTooSmall)
        return cosError(400, "EntityTooSmall",
                        QStringLiteral("Your proposed upload is smaller than the minimum allowed "
                                       "object size."));
    return chosen;
}

ObjectRecord joined(const UploadRecord &upload, const QList<PartRecord> &parts, qint64 now)
{
    ObjectRecord record;
    record.key = upload.key;
    for (const PartRecord &part : parts) {
        record.crc64 =
            Crc64::combine(record.crc64, part.crc64, static_cast<quint64>(part.sizeBytes));
        record.sizeBytes += part.sizeBytes;
    }
    record.etag = opaqueEtag() + '-' + QByteArray::number(parts.size());
    record.modified = now;
    record.storageClass = upload.storageClass;
    record.headers = upload.headers;
    record.access = upload.access;
    return record;
}

QByteArray completedXml(const Request &request, const ObjectRecord &record)
{
    const QByteArray host = request.header("host");
    const QByteArray path = request.isHostStyle ? request.key : request.path.sliced(1);
    XmlWriter xml("CompleteMultipartUploadResult",
                  " xmlns=\"http://www.qcloud.com/document/product/436/7751\"");
    xml.leaf("Location", "http://" + host + '/' + encodedKey(path));
    xml.leaf("Bucket", request.bucket);
    xml.leaf("Key", request.key);
    xml.leaf("ETag", quoted(record.etag));
    return xml.finish();
}

QByteArray partsXml(const Request &request, const UploadRecord &upload,
                    const QList<PartRecord> &parts, int after, int limit, bool isTruncated)
{
    const bool isEncoded = request.hasParameter("encoding-type");
    const QByteArray owner = ownerOf(request.bucket);
    XmlWriter xml("ListPartsResult");
    xml.leaf("Bucket", request.bucket);
    xml.leaf("EncodingType", isEncoded ? "url" : "");
    xml.leaf("Key", isEncoded ? encodedKey(request.key) : request.key);
    xml.leaf("UploadId", upload.id);
    for (const char *element : {"Owner", "Initiator"}) {
        xml.open(element);
        xml.leaf("ID", owner);
        xml.leaf("DisplayName", owner);
        xml.close();
    }
    xml.leaf("PartNumberMarker", after);
    for (const PartRecord &part : parts) {
        xml.open("Part");
        xml.leaf("PartNumber", part.number);
        xml.leaf("LastModified", listTime(part.modified));
        xml.leaf("ETag", quoted(part.etag));
        xml.leaf("Size", part.sizeBytes);
        xml.close();
    }
    if (isTruncated)
        xml.leaf("NextPartNumberMarker", parts.last().number);
    xml.leaf("StorageClass", upload.storageClass);
    xml.leaf("MaxParts", limit);
    xml.leaf("IsTruncated", isTruncated ? "true" : "false");
    return xml.finish();
}

}  // namespace

Answer initiate(Service &service, const Request &request, RequestBody &)
{
    const Result<Description> description = descriptionFrom(request);
    if (!description)
        return errorAnswer(request, description.error());
    const qint64 now = service.now();
    const UploadRecord upload{
        newUploadId(now),          request.bucket,       request.key,        now,
        description->storageClass, description->headers, description->access};
    if (const Outcome created = service.index.createUpload(upload); !created)
        return errorAnswer(request, created.error());
    XmlWriter xml("InitiateMultipartUploadResult");
    xml.leaf("Bucket", request.bucket);
    xml.leaf("Key", request.key);
    xml.leaf("UploadId", upload.id);
    return xmlAnswer(200, xml.finish());
}

Answer putPart(Service &service, const Request &request, RequestBody &body)
{
    const Result<int> number = partNumberOf(request);
    if (!number)
        return errorAnswer(request, number.error());
    const Result<UploadRecord> upload = uploadOf(service, request);
    if (!upload)
        return errorAnswer(request, upload.error());
    const PartRecord part{*number, 0, body.sizeBytes(), body.md5Hex(), body.crc64(), service.now()};
    if (const Outcome stored = service.index.putPart(upload->id, part, body.blob()); !stored)
        return errorAnswer(request, stored.error());
    Answer answer;
    answer.setHeader("ETag", quoted(part.etag));
    answer.setHeader("x-cos-hash-crc64ecma", QByteArray::number(part.crc64));
    return answer;
}

Answer complete(Service &service, const Request &request, RequestBody &body)
{
    const Result<UploadRecord> upload = uploadOf(service, request);
    if (!upload)
        return errorAnswer(request, upload.error());
    const Result<QList<NamedPart>> named = partsFrom(body.memory());
    if (!named)
        return errorAnswer(request, named.error());
    const Result<QList<PartRecord>> stored = service.index.parts(upload->id, 0, 10000);
    if (!stored)
        return errorAnswer(request, stored.error());
    const Result<QList<PartRecord>> chosen =
        chosenParts(*named, *stored, service.options.minimumPartBytes);
    if (!chosen)
        return errorAnswer(request, chosen.error());
    const ObjectRecord record = joined(*upload, *chosen, service.now());
    const Outcome completed =
        service.index.complete(*upload, record, *chosen, overwriteRule(service, request));
    if (!completed)
        return errorAnswer(request, completed.error());
    // COS answers 200 at once, keeps the connection alive with white space and sends the XML when
    // it has assembled the object. Here it is assembled already; the white space remains.
    Answer answer = xmlAnswer(200, "   " + completedXml(request, record));
    answer.setHeader("x-cos-hash-crc64ecma", QByteArray::number(record.crc64));
    answer.isChunked = true;
    answer.isWaiting = true;
    return answer;
}

Answer abort(Service &service, const Request &request, RequestBody &)
{
    const Result<UploadRecord> upload = uploadOf(service, request);
    const Outcome aborted = upload ? service.index.abort(upload->id) : Outcome(upload.error());
    if (!aborted)
        return errorAnswer(request, aborted.error());
    Answer answer;
    answer.status = 204;
    return answer;
}

Answer listParts(Service &service, const Request &request, RequestBody &)
{
    const Result<UploadRecord> upload = uploadOf(service, request);
    if (!upload)
        return errorAnswer(request, upload.error());
    const Result<int> limit = pageLimit(request, "max-parts");
    const Result<bool> isEncoded = wantsEncoding(request);
    if (!limit || !isEncoded)
        return errorAnswer(request, limit ? isEncoded.error() : limit.error());
    const int after = request.parameter("part-number-marker").toInt();
    const Result<QList<PartRecord>> found = service.index.parts(upload->id, after, *limit + 1);
    if (!found)
        return errorAnswer(request, found.error());
    const bool isTruncated = found->size() > *limit;
    return xmlAnswer(200, partsXml(request, *upload,
                                   found->first(std::min<qsizetype>(*limit, found->size())), after,
                                   *limit, isTruncated));
}

}  // namespace cosftp::localcos::operations
