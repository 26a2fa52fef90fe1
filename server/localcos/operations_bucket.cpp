// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that name no key: buckets, listings, deleting many.
#include "localcos/errors.h"
#include "localcos/object_headers.h"
#include "localcos/operations.h"
#include "localcos/xml.h"

#include <QDateTime>

namespace cosftp::localcos::operations {

namespace {

// One character, which may be several bytes.
bool isOneCharacter(const QByteArray &text) { return QString::fromUtf8(text).toUcs4().size() == 1; }

Result<ListQuery> listQueryFrom(const Service &service, const Request &request)
{
    const Result<int> limit = pageLimit(request, "max-keys");
    if (!limit)
        return limit.error();
    ListQuery query;
    query.bucket = request.bucket;
    query.prefix = request.parameter("prefix");
    query.delimiter = request.parameter("delimiter");
    query.marker = request.parameter("marker");
    query.limit = std::min(*limit, service.faults.pageLimit());
    query.listedBefore =
        QDateTime::currentMSecsSinceEpoch() - service.faults.listingDelay().count();
    if (!query.delimiter.isEmpty() && !isOneCharacter(query.delimiter))
        return cosError(400, "InvalidDelimiter", QStringLiteral("The delimiter is invalid."));
    return query;
}

void writeOwner(XmlWriter &xml, const QByteArray &element, const QByteArray &owner)
{
    xml.open(element);
    xml.leaf("ID", owner);
    xml.leaf("DisplayName", owner);
    xml.close();
}

void writeObject(XmlWriter &xml, const ObjectRecord &record, const QByteArray &key,
                 const QByteArray &owner, qint64 now)
{
    xml.open("Contents");
    xml.leaf("Key", key);
    xml.leaf("LastModified", listTime(record.modified));
    xml.leaf("ETag", quoted(record.etag));
    xml.leaf("Size", record.sizeBytes);
    writeOwner(xml, "Owner", owner);
    xml.leaf("StorageClass", record.storageClass);
    if (record.storageClass == "INTELLIGENT_TIERING")
        xml.leaf("StorageTier", "FREQUENT");
    if (record.restoredUntil >= now)
        xml.leaf("RestoreStatus", "DONE");
    xml.close();
}

void writePrefixes(XmlWriter &xml, const QList<QByteArray> &prefixes, bool isEncoded)
{
    for (const QByteArray &prefix : prefixes) {
        xml.open("CommonPrefixes");
        xml.leaf("Prefix", isEncoded ? encodedKey(prefix) : prefix);
        xml.close();
    }
}

QByteArray pageXml(const ListQuery &query, const ListPage &page, bool isEncoded, qint64 now)
{
    const auto text = [&](const QByteArray &key) { return isEncoded ? encodedKey(key) : key; };
    XmlWriter xml("ListBucketResult");
    xml.leaf("Name", query.bucket);
    if (isEncoded)
        xml.leaf("EncodingType", "url");
    xml.leaf("Prefix", text(query.prefix));
    xml.leaf("Marker", text(query.marker));
    xml.leaf("MaxKeys", query.limit);
    if (!query.delimiter.isEmpty())
        xml.leaf("Delimiter", text(query.delimiter));
    xml.leaf("IsTruncated", page.isTruncated ? "true" : "false");
    if (page.isTruncated)
        xml.leaf("NextMarker", text(page.nextMarker));
    writePrefixes(xml, page.commonPrefixes, isEncoded);
    const QByteArray owner = ownerOf(query.bucket);
    for (const ObjectRecord &record : page.objects)
        writeObject(xml, record, text(record.key), owner, now);
    return xml.finish();
}

QByteArray uploadsXml(const UploadsQuery &query, const UploadsPage &page, bool isEncoded)
{
    const auto text = [&](const QByteArray &key) { return isEncoded ? encodedKey(key) : key; };
    XmlWriter xml("ListMultipartUploadsResult");
    xml.leaf("Bucket", query.bucket);
    xml.leaf("Encoding-Type", isEncoded ? "url" : "");
    xml.leaf("KeyMarker", text(query.keyMarker));
    xml.leaf("UploadIdMarker", query.idMarker);
    if (page.isTruncated) {
        xml.leaf("NextKeyMarker", text(page.nextKeyMarker));
        xml.leaf("NextUploadIdMarker", page.nextIdMarker);
    }
    xml.leaf("MaxUploads", query.limit);
    xml.leaf("Prefix", text(query.prefix));
    xml.leaf("Delimiter", text(query.delimiter));
    xml.leaf("IsTruncated", page.isTruncated ? "true" : "false");
    for (const UploadRecord &upload : page.uploads) {
        xml.open("Upload");
        xml.leaf("Key", text(upload.key));
        xml.leaf("UploadId", upload.id);
        writeOwner(xml, "Initiator", ownerOf(query.bucket));
        writeOwner(xml, "Owner", ownerOf(query.bucket));
        xml.leaf("StorageClass", upload.storageClass);
        xml.leaf("Initiated", listTime(upload.initiated));
        xml.close();
    }
    writePrefixes(xml, page.commonPrefixes, isEncoded);
    return xml.finish();
}

}  // namespace

Answer getService(Service &service, const Request &, RequestBody &)
{
    const QList<BucketRecord> buckets = service.index.buckets();
    const QByteArray owner = buckets.isEmpty() ? QByteArray("0") : ownerOf(buckets.first().name);
    XmlWriter xml("ListAllMyBucketsResult");
    xml.open("Owner");
    xml.leaf("ID", "qcs::cam::uin/" + owner + ":uin/" + owner);
    xml.leaf("DisplayName", owner);
    xml.close();
    xml.open("Buckets");
    for (const BucketRecord &bucket : buckets) {
        xml.open("Bucket");
        xml.leaf("Name", bucket.name);
        xml.leaf("Location", service.options.region);
        xml.leaf("CreationDate", isoTime(bucket.created));
        xml.leaf("BucketType", "cos");
        xml.close();
    }
    xml.close();
    return xmlAnswer(200, xml.finish());
}

Answer headBucket(Service &service, const Request &, RequestBody &)
{
    Answer answer;
    answer.setHeader("x-cos-bucket-region", service.options.region);
    return answer;
}

Answer list(Service &service, const Request &request, RequestBody &)
{
    const Result<bool> isEncoded = wantsEncoding(request);
    if (!isEncoded)
        return errorAnswer(request, isEncoded.error());
    const Result<ListQuery> query = listQueryFrom(service, request);
    if (!query)
        return errorAnswer(request, query.error());
    const Result<ListPage> page = service.index.list(*query);
    if (!page)
        return errorAnswer(request, page.error());
    Answer answer = xmlAnswer(200, pageXml(*query, *page, *isEncoded, service.now()));
    answer.setHeader("x-cos-bucket-region", service.options.region);
    return answer;
}

Answer listUploads(Service &service, const Request &request, RequestBody &)
{
    const Result<bool> isEncoded = wantsEncoding(request);
    const Result<int> limit = pageLimit(request, "max-uploads");
    if (!isEncoded || !limit)
        return errorAnswer(request, isEncoded ? limit.error() : isEncoded.error());
    UploadsQuery query;
    query.bucket = request.bucket;
    query.prefix = request.parameter("prefix");
    query.delimiter = request.parameter("delimiter");
    query.keyMarker = request.parameter("key-marker");
    if (!query.keyMarker.isEmpty())
        query.idMarker = request.parameter("upload-id-marker");
    query.limit = *limit;
    if (!query.delimiter.isEmpty() && !isOneCharacter(query.delimiter))
        return errorAnswer(request, cosError(400, "InvalidDelimiter",
                                             QStringLiteral("The delimiter is invalid.")));
    const Result<UploadsPage> page = service.index.uploads(query);
    return page ? xmlAnswer(200, uploadsXml(query, *page, *isEncoded))
                : errorAnswer(request, page.error());
}

Answer deleteMany(Service &service, const Request &request, RequestBody &body)
{
    if (!request.hasHeader("content-md5"))
        return errorAnswer(request,
                           cosError(400, "InvalidRequest",
                                    QStringLiteral("Missing required header for this request: "
                                                   "Content-MD5")));
    const Result<DeleteRequest> wanted = deleteRequestFrom(body.memory());
    if (!wanted || wanted->keys.size() > 1000)
        return errorAnswer(request, malformedXml());
    XmlWriter xml("DeleteResult");
    bool isEmpty = true;
    for (const QByteArray &key : wanted->keys) {
        const Outcome removed = service.index.remove(request.bucket, key);
        if (removed && wanted->isQuiet)
            continue;
        isEmpty = false;
        xml.open(removed ? "Deleted" : "Error");
        xml.leaf("Key", key);
        if (!removed) {
            xml.leaf("Code", removed.error().storeCode);
            xml.leaf("Message", removed.error().detail.toUtf8());
        }
        xml.close();
    }
    return xmlAnswer(200, isEmpty ? QByteArray("<DeleteResult/>") : xml.finish());
}

}  // namespace cosftp::localcos::operations
