// SPDX-License-Identifier: GPL-3.0-or-later
// The bodies of the store's answers, and of our requests with whatever names they carry.
#include "store/cos/cos_xml.h"

#include "fuzz/bytes.h"
#include "fuzz/property.h"

#include <QXmlStreamReader>

namespace cosftp {

namespace {

void checkListPage(const QByteArray &body)
{
    const Result<ListPage> page = parseListPage(body);
    if (!page)
        return HOLDS(fuzz::isOneLine(describe(page.error())));
    HOLDS(!page->isTruncated || !page->nextMarker.isEmpty());
    for (const ObjectInfo &object : page->objects)
        HOLDS(object.sizeBytes >= 0);
}

void checkStored(const QByteArray &body)
{
    for (const Result<StoredObject> &stored : {parseCopyResult(body), parseCompleteResult(body)})
        HOLDS(!stored || !stored->etag.isEmpty());
    const Result<StoredPart> part = parseCopyPartResult(body);
    HOLDS(!part || !part->etag.isEmpty());
}

void checkPages(const QByteArray &body)
{
    if (const Result<PartPage> page = parsePartPage(body))
        for (const StoredPart &part : page->parts)
            HOLDS(part.sizeBytes >= 0);
    if (const Result<UploadPage> page = parseUploadPage(body); !page)
        HOLDS(fuzz::isOneLine(describe(page.error())));
}

// A body that is an error is no answer of any other kind.
void checkError(const QByteArray &body)
{
    if (!errorIn(body))
        return;
    HOLDS(!parseListPage(body) && !parseCopyResult(body) && !parseCompleteResult(body));
    HOLDS(!parsePartPage(body) && !parseUploadPage(body) && !parseDeleteResult(body));
}

// The texts of all elements of that name.
QList<QByteArray> textsIn(const QByteArray &body, QLatin1String name)
{
    QXmlStreamReader xml(body);
    QList<QByteArray> texts;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == name)
            texts += xml.readElementText().toUtf8();
    HOLDS(!xml.hasError());
    return texts;
}

// The store reads the names that were meant, and no element that a name smuggled in.
void checkDeleteBody(const QByteArray &input)
{
    QList<QByteArray> keys;
    for (const QByteArray &key : input.split('\n'))
        if (!key.isEmpty() && fitsIntoXml(key))
            keys += key;
    HOLDS(textsIn(deleteBody(keys), QLatin1String("Key")) == keys);
}

void checkCompleteBody(const QByteArray &input)
{
    QList<StoredPart> parts;
    QList<QByteArray> etags;
    for (const QByteArray &line : input.split('\n')) {
        if (!fitsIntoXml(line))
            continue;
        parts += StoredPart{static_cast<int>(parts.size()) + 1, line, 1, {}};
        etags += line;
    }
    HOLDS(textsIn(completeBody(parts), QLatin1String("ETag")) == etags);
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace cosftp;
    const QByteArray body = fuzz::bytesOf(data, size);
    checkListPage(body);
    checkStored(body);
    checkPages(body);
    checkError(body);
    checkDeleteBody(body);
    checkCompleteBody(body);
    const Result<QByteArray> id = parseUploadId(body);
    HOLDS(!id || body.contains("</InitiateMultipartUploadResult>"));
    return 0;
}
