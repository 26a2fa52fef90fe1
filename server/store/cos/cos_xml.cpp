// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_xml.h"

#include "core/text.h"
#include "store/cos/cos_time.h"

#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>

namespace cosftp {

namespace {

using Xml = QXmlStreamReader;

QByteArray textOf(Xml &xml)
{
    return xml.readElementText(QXmlStreamReader::SkipChildElements).toUtf8();
}

// Percent-decoding only: a '+' is a plus.
QByteArray decodedIf(bool isEncoded, const QByteArray &text)
{
    return isEncoded ? QByteArray::fromPercentEncoding(text) : text;
}

template <typename Visit>
void eachChild(Xml &xml, Visit visit)
{
    while (xml.readNextStartElement())
        visit(xml.name());
}

// Reads a whole body with the given root; `visit` is called for each child of the root and has to
// consume it.
template <typename Visit>
Outcome readBody(const QByteArray &body, QLatin1String root, Visit visit)
{
    const QByteArray trimmed = body.trimmed();  // Complete sends blanks while it works
    Xml xml(trimmed);
    if (!xml.readNextStartElement() || xml.name() != root)
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("the answer is no %1: %2")
                               .arg(root, QString::fromUtf8(escaped(trimmed, 80))));
    eachChild(xml, [&](QStringView name) { visit(xml, name); });
    if (xml.hasError() || !xml.isEndElement())
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("%1 is not complete: %2").arg(root, xml.errorString()));
    return Done{};
}

template <typename T>
Result<T> resultOf(const Outcome &outcome, T value)
{
    if (!outcome)
        return outcome.error();
    return value;
}

ObjectInfo readContents(Xml &xml)
{
    ObjectInfo info;
    info.storageClass = "STANDARD";
    eachChild(xml, [&](QStringView name) {
        if (name == QLatin1String("Key"))
            info.key = textOf(xml);
        else if (name == QLatin1String("Size"))
            info.sizeBytes = textOf(xml).toLongLong();
        else if (name == QLatin1String("ETag"))
            info.etag = textOf(xml);
        else if (name == QLatin1String("LastModified"))
            info.lastModified = parseCosTime(textOf(xml));
        else if (name == QLatin1String("StorageClass"))
            info.storageClass = textOf(xml);
        else
            xml.skipCurrentElement();
    });
    return info;
}

void readPrefixes(Xml &xml, QList<QByteArray> &prefixes)
{
    eachChild(xml, [&](QStringView name) {
        if (name == QLatin1String("Prefix"))
            prefixes += textOf(xml);
        else
            xml.skipCurrentElement();
    });
}

void decodeKeys(ListPage &page)
{
    for (ObjectInfo &object : page.objects)
        object.key = decodedIf(true, object.key);
    for (QByteArray &prefix : page.commonPrefixes)
        prefix = decodedIf(true, prefix);
    page.nextMarker = decodedIf(true, page.nextMarker);
}

// COS sends NextMarker on every page that is cut; should it be missing, the last entry is the one.
QByteArray lastEntry(const ListPage &page)
{
    QByteArray last;
    if (!page.objects.isEmpty())
        last = page.objects.last().key;
    if (!page.commonPrefixes.isEmpty())
        last = std::max(last, page.commonPrefixes.last());
    return last;
}

StoredPart readPart(Xml &xml)
{
    StoredPart part;
    eachChild(xml, [&](QStringView name) {
        if (name == QLatin1String("PartNumber"))
            part.number = textOf(xml).toInt();
        else if (name == QLatin1String("ETag"))
            part.etag = textOf(xml);
        else if (name == QLatin1String("Size"))
            part.sizeBytes = textOf(xml).toLongLong();
        else if (name == QLatin1String("LastModified"))
            part.lastModified = parseCosTime(textOf(xml));
        else
            xml.skipCurrentElement();
    });
    return part;
}

OpenUpload readUpload(Xml &xml)
{
    OpenUpload upload;
    eachChild(xml, [&](QStringView name) {
        if (name == QLatin1String("Key"))
            upload.key = textOf(xml);
        else if (name == QLatin1String("UploadId") || name == QLatin1String("UploadID"))
            upload.uploadId = textOf(xml);
        else if (name == QLatin1String("Initiated"))
            upload.initiated = parseCosTime(textOf(xml));
        else
            xml.skipCurrentElement();
    });
    return upload;
}

std::optional<quint64> crcOf(const QByteArray &text)
{
    bool isNumber = false;
    const quint64 value = text.toULongLong(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

// Copy and Complete: success only with an ETag, whatever the HTTP status said.
Result<StoredObject> parseStored(const QByteArray &body, QLatin1String root)
{
    StoredObject stored;
    const Outcome outcome = readBody(body, root, [&](Xml &xml, QStringView name) {
        if (name == QLatin1String("ETag"))
            stored.etag = textOf(xml);
        else if (name == QLatin1String("CRC64"))
            stored.crc64 = crcOf(textOf(xml));
        else if (name == QLatin1String("VersionId"))
            stored.versionId = textOf(xml);
        else if (name == QLatin1String("LastModified"))
            stored.lastModified = parseCosTime(textOf(xml));
        else
            xml.skipCurrentElement();
    });
    if (outcome && stored.etag.isEmpty())
        return Failure::of(Failure::Code::Corrupt, QStringLiteral("%1 has no ETag").arg(root));
    return resultOf(outcome, stored);
}

// Initiate repeats the key unencoded, so a key with odd characters breaks the XML around the id.
Result<QByteArray> uploadIdByText(const QByteArray &body)
{
    const QByteArray opening = "<UploadId>";
    const qsizetype begin = body.indexOf(opening);
    const qsizetype end = body.indexOf("</UploadId>", begin);
    if (begin < 0 || end < 0 || !body.contains("</InitiateMultipartUploadResult>"))
        return Failure::of(Failure::Code::Corrupt, QStringLiteral("the answer has no UploadId"));
    return body.mid(begin + opening.size(), end - begin - opening.size()).trimmed();
}

}  // namespace

std::optional<CosError> errorIn(const QByteArray &body)
{
    if (!body.contains("<Error"))
        return std::nullopt;  // spares a second parse of every listing
    CosError error;
    const Outcome outcome = readBody(body, QLatin1String("Error"), [&](Xml &xml, QStringView name) {
        if (name == QLatin1String("Code"))
            error.code = textOf(xml);
        else if (name == QLatin1String("Message"))
            error.message = textOf(xml);
        else if (name == QLatin1String("RequestId"))
            error.requestId = textOf(xml);
        else if (name == QLatin1String("ServerTime"))
            error.serverTime = parseCosTime(textOf(xml));
        else
            xml.skipCurrentElement();
    });
    return outcome ? std::optional(error) : std::nullopt;
}

Result<ListPage> parseListPage(const QByteArray &body)
{
    ListPage page;
    bool isEncoded = false;
    const Outcome outcome =
        readBody(body, QLatin1String("ListBucketResult"), [&](Xml &xml, QStringView name) {
            if (name == QLatin1String("Contents"))
                page.objects += readContents(xml);
            else if (name == QLatin1String("CommonPrefixes"))
                readPrefixes(xml, page.commonPrefixes);
            else if (name == QLatin1String("NextMarker"))
                page.nextMarker = textOf(xml);
            else if (name == QLatin1String("IsTruncated"))
                page.isTruncated = textOf(xml) == "true";
            else if (name == QLatin1String("EncodingType"))
                isEncoded = textOf(xml) == "url";
            else
                xml.skipCurrentElement();
        });
    if (isEncoded)
        decodeKeys(page);
    if (page.isTruncated && page.nextMarker.isEmpty())
        page.nextMarker = lastEntry(page);
    if (outcome && page.isTruncated && page.nextMarker.isEmpty())
        return Failure::of(Failure::Code::Corrupt, QStringLiteral("a cut page without a marker"));
    return resultOf(outcome, page);
}

Result<StoredObject> parseCopyResult(const QByteArray &body)
{
    return parseStored(body, QLatin1String("CopyObjectResult"));
}

Result<StoredPart> parseCopyPartResult(const QByteArray &body)
{
    const Result<StoredObject> stored = parseStored(body, QLatin1String("CopyPartResult"));
    if (!stored)
        return stored.error();
    StoredPart part;
    part.etag = stored->etag;
    part.crc64 = stored->crc64;
    return part;
}

Result<StoredObject> parseCompleteResult(const QByteArray &body)
{
    return parseStored(body, QLatin1String("CompleteMultipartUploadResult"));
}

Result<QByteArray> parseUploadId(const QByteArray &body)
{
    QByteArray id;
    const Outcome outcome = readBody(body, QLatin1String("InitiateMultipartUploadResult"),
                                     [&](Xml &xml, QStringView name) {
                                         if (name == QLatin1String("UploadId"))
                                             id = textOf(xml).trimmed();
                                         else
                                             xml.skipCurrentElement();
                                     });
    return outcome && !id.isEmpty() ? Result<QByteArray>(id) : uploadIdByText(body);
}

Result<PartPage> parsePartPage(const QByteArray &body)
{
    PartPage page;
    const Outcome outcome =
        readBody(body, QLatin1String("ListPartsResult"), [&](Xml &xml, QStringView name) {
            if (name == QLatin1String("Part"))
                page.parts += readPart(xml);
            else if (name == QLatin1String("NextPartNumberMarker"))
                page.nextMarker = textOf(xml).toInt();
            else if (name == QLatin1String("IsTruncated"))
                page.isTruncated = textOf(xml) == "true";
            else
                xml.skipCurrentElement();
        });
    if (page.isTruncated && page.nextMarker == 0 && !page.parts.isEmpty())
        page.nextMarker = page.parts.last().number;
    return resultOf(outcome, page);
}

Result<UploadPage> parseUploadPage(const QByteArray &body)
{
    UploadPage page;
    bool isEncoded = false;
    const Outcome outcome = readBody(body, QLatin1String("ListMultipartUploadsResult"),
                                     [&](Xml &xml, QStringView name) {
                                         if (name == QLatin1String("Upload"))
                                             page.uploads += readUpload(xml);
                                         else if (name == QLatin1String("NextKeyMarker"))
                                             page.nextKeyMarker = textOf(xml);
                                         else if (name == QLatin1String("NextUploadIdMarker"))
                                             page.nextUploadIdMarker = textOf(xml);
                                         else if (name == QLatin1String("IsTruncated"))
                                             page.isTruncated = textOf(xml) == "true";
                                         else if (name == QLatin1String("Encoding-Type")
                                                  || name == QLatin1String("EncodingType"))
                                             isEncoded = textOf(xml) == "url";
                                         else
                                             xml.skipCurrentElement();
                                     });
    for (OpenUpload &upload : page.uploads)
        upload.key = decodedIf(isEncoded, upload.key);
    page.nextKeyMarker = decodedIf(isEncoded, page.nextKeyMarker);
    return resultOf(outcome, page);
}

Result<QList<QByteArray>> parseDeleteResult(const QByteArray &body)
{
    QList<QByteArray> failed;
    const Outcome outcome =
        readBody(body, QLatin1String("DeleteResult"), [&](Xml &xml, QStringView name) {
            if (name != QLatin1String("Error"))
                return xml.skipCurrentElement();
            eachChild(xml, [&](QStringView field) {
                if (field == QLatin1String("Key"))
                    failed += textOf(xml);
                else
                    xml.skipCurrentElement();
            });
        });
    return resultOf(outcome, failed);
}

QByteArray completeBody(const QList<StoredPart> &parts)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartElement(QStringLiteral("CompleteMultipartUpload"));
    for (const StoredPart &part : parts) {
        xml.writeStartElement(QStringLiteral("Part"));
        xml.writeTextElement(QStringLiteral("PartNumber"), QString::number(part.number));
        xml.writeTextElement(QStringLiteral("ETag"), QString::fromUtf8(part.etag));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    return body;
}

QByteArray deleteBody(const QList<QByteArray> &keys)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartElement(QStringLiteral("Delete"));
    xml.writeTextElement(QStringLiteral("Quiet"), QStringLiteral("true"));
    for (const QByteArray &key : keys) {
        xml.writeStartElement(QStringLiteral("Object"));
        xml.writeTextElement(QStringLiteral("Key"), QString::fromUtf8(key));
        xml.writeEndElement();
    }
    xml.writeEndElement();
    return body;
}

QByteArray restoreBody(int days)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartElement(QStringLiteral("RestoreRequest"));
    xml.writeTextElement(QStringLiteral("Days"), QString::number(days));
    xml.writeStartElement(QStringLiteral("CASJobParameters"));
    xml.writeTextElement(QStringLiteral("Tier"), QStringLiteral("Standard"));
    xml.writeEndElement();
    xml.writeEndElement();
    return body;
}

bool fitsIntoXml(const QByteArray &key)
{
    return isValidUtf8(key) && !hasControlBytes(key) && !key.contains("\xEF\xBF\xBE")
           && !key.contains("\xEF\xBF\xBF");
}

}  // namespace cosftp
