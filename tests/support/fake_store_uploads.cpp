// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crc64.h"
#include "store/cos/complete_upload.h"
#include "support/fake_answers.h"
#include "support/fake_store.h"

#include <algorithm>

using namespace cosftp;
using namespace fake;

// --- uploads in parts

QList<QByteArray> FakeStore::openUploadIds() const
{
    QList<QByteArray> ids;
    for (const auto &[id, upload] : m_uploads)
        ids += id;
    return ids;
}

QByteArray FakeStore::partsContent(const QByteArray &uploadId, qsizetype count) const
{
    QByteArray content;
    const auto found = m_uploads.find(uploadId);
    for (int number = 1; found != m_uploads.end() && number <= count; ++number)
        if (const auto part = found->second.parts.find(number); part != found->second.parts.end())
            content += part->second.content;
    return content;
}

void FakeStore::initiateUpload(const QByteArray &key, const ObjectAttributes &attributes,
                               QObject *context, Handler<QByteArray> handler)
{
    ask<QByteArray>(Verb::Initiate, 0, context, std::move(handler),
                    [this, key, attributes](bool) -> Result<QByteArray> {
                        const QByteArray id = "upload-" + QByteArray::number(m_nextUpload++);
                        m_uploads[id] = {key, attributes, {}};
                        return id;
                    });
}

void FakeStore::putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                        const QByteArray &body, QObject *context, Handler<StoredPart> handler)
{
    Q_UNUSED(key)
    ask<StoredPart>(Verb::PutPart, body.size(), context, std::move(handler),
                    [this, uploadId, number, body](bool isCorrupt) -> Result<StoredPart> {
                        QByteArray content = body;
                        if (isCorrupt && !content.isEmpty())
                            content[content.size() / 2] ^= 1;
                        return doPutPart(uploadId, number, content);
                    });
}

Result<StoredPart> FakeStore::doPutPart(const QByteArray &uploadId, int number,
                                        const QByteArray &body)
{
    if (m_uploads.count(uploadId) == 0)
        return noSuchUpload();
    if (number < 1 || number > maxParts)
        return storeFailure(Code::Invalid, "InvalidArgument", 400);
    const QByteArray etag = md5Etag(body);
    m_uploads[uploadId].parts[number] = {body, body.size(), etag};
    StoredPart part{number, etag, body.size(), {}};
    if (!m_dropsCrc)
        part.crc64 = Crc64::of(body);
    return part;
}

void FakeStore::copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                         const CopyRequest &source, ByteRange range, QObject *context,
                         Handler<StoredPart> handler)
{
    Q_UNUSED(key)
    ask<StoredPart>(Verb::CopyPart, 0, context, std::move(handler),
                    [this, uploadId, number, source, range](bool) {
                        return doCopyPart(uploadId, number, source, range);
                    });
}

Result<StoredPart> FakeStore::doCopyPart(const QByteArray &uploadId, int number,
                                         const CopyRequest &source, ByteRange range)
{
    if (m_uploads.count(uploadId) == 0)
        return noSuchUpload();
    if (!has(source.sourceKey))
        return storeFailure(Code::NotFound, "NoSuchCopySource", 404);
    const Object &object = m_objects.at(source.sourceKey);
    if (!source.sourceEtag.isEmpty() && source.sourceEtag != object.info.etag)
        return storeFailure(Code::Changed, "PreconditionFailed", 412);
    if (range.count < 1 || range.count > maxSingleBytes
        || range.first + range.count > object.info.sizeBytes)
        return storeFailure(Code::RangeNotPossible, "InvalidRange", 416);
    const QByteArray etag = '"' + QByteArray::number(m_nextEtag++) + '"';
    m_uploads[uploadId].parts[number] = {object.content.mid(range.first, range.count), range.count,
                                         etag};
    return StoredPart{number, etag, range.count, {}};
}

void FakeStore::completeUpload(const QByteArray &key, const QByteArray &uploadId,
                               const QList<StoredPart> &parts, QObject *context,
                               Handler<StoredObject> handler, Replacing replacing)
{
    ask<StoredObject>(
        Verb::Complete, 0, context, std::move(handler),
        [this, key, uploadId, parts, replacing](bool isCorrupt) -> Result<StoredObject> {
            if (isTaken(key, replacing) && m_uploads.count(uploadId) > 0)
                return storeFailure(Code::Exists, "FileAlreadyExists", 409);
            Result<StoredObject> stored = doComplete(key, uploadId, parts);
            if (stored && isCorrupt)
                stored->crc64 = stored->crc64.value_or(0) ^ 1U;
            return stored;
        });
}

// As CosStore finds out when it looks the object up.
Result<StoredObject> FakeStore::completedBefore(const QByteArray &key,
                                                const QList<StoredPart> &parts) const
{
    qint64 sizeBytes = 0;
    for (const StoredPart &part : parts)
        sizeBytes += part.sizeBytes;
    const ObjectInfo there = info(key);
    const std::optional<quint64> crc = combinedCrc(parts);
    if (!has(key) || there.sizeBytes != sizeBytes || !crc || there.crc64 != crc)
        return noSuchUpload();
    return StoredObject{there.etag, there.crc64, {}};
}

Result<StoredObject> FakeStore::doComplete(const QByteArray &key, const QByteArray &uploadId,
                                           const QList<StoredPart> &parts)
{
    const auto found = m_uploads.find(uploadId);
    if (found == m_uploads.end() || found->second.key != key)
        return completedBefore(key, parts);
    QByteArray content;
    qint64 sizeBytes = 0;
    m_lastPartSizes.clear();
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const auto part = found->second.parts.find(parts.at(index).number);
        const bool isKnown = parts.at(index).number == index + 1
                             && part != found->second.parts.end()
                             && part->second.etag == parts.at(index).etag;
        if (!isKnown)
            return storeFailure(Code::Invalid, "InvalidPart", 400);
        if (index + 1 < parts.size() && part->second.sizeBytes < minPartBytes)
            return storeFailure(Code::Invalid, "EntityTooSmall", 400);
        content += part->second.content;
        sizeBytes += part->second.sizeBytes;
        m_lastPartSizes += part->second.sizeBytes;
    }
    if (parts.isEmpty())
        return storeFailure(Code::Invalid, "MalformedXML", 400);
    const QByteArray etag = "\"opaque" + QByteArray::number(m_nextEtag++) + '-'
                            + QByteArray::number(parts.size()) + '"';
    const ObjectAttributes attributes = found->second.attributes;
    m_uploads.erase(found);
    return storeObject(key, content, sizeBytes, etag, attributes);
}

void FakeStore::abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                            Handler<Done> handler)
{
    Q_UNUSED(key)
    ask<Done>(Verb::Abort, 0, context, std::move(handler), [this, uploadId](bool) -> Outcome {
        m_uploads.erase(uploadId);
        return Done();
    });
}

void FakeStore::listParts(const QByteArray &key, const QByteArray &uploadId, int marker,
                          QObject *context, Handler<PartPage> handler)
{
    Q_UNUSED(key)
    ask<PartPage>(Verb::ListParts, 0, context, std::move(handler),
                  [this, uploadId, marker](bool) -> Result<PartPage> {
                      const auto found = m_uploads.find(uploadId);
                      if (found == m_uploads.end())
                          return noSuchUpload();
                      PartPage page;
                      for (const auto &[number, part] : found->second.parts)
                          if (number > marker)
                              page.parts += {number, part.etag, part.sizeBytes, {}};
                      page.isTruncated = page.parts.size() > 1000;
                      page.parts.resize(std::min<qsizetype>(page.parts.size(), 1000));
                      page.nextMarker = page.isTruncated ? page.parts.last().number : 0;
                      return page;
                  });
}

void FakeStore::listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                            const QByteArray &uploadIdMarker, QObject *context,
                            Handler<UploadPage> handler)
{
    ask<UploadPage>(Verb::ListUploads, 0, context, std::move(handler),
                    [this, prefix, keyMarker, uploadIdMarker](bool) -> Result<UploadPage> {
                        UploadPage page;
                        for (const auto &[id, upload] : m_uploads) {
                            const bool isBehind =
                                upload.key > keyMarker
                                || (upload.key == keyMarker && !uploadIdMarker.isEmpty()
                                    && id > uploadIdMarker);
                            if (upload.key.startsWith(prefix) && isBehind)
                                page.uploads += {upload.key, id, upload.initiated};
                        }
                        return page;
                    });
}

void FakeStore::ageUploads(qint64 seconds)
{
    for (auto &[id, upload] : m_uploads)
        upload.initiated = upload.initiated.addSecs(-seconds);
}
