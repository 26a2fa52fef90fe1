// SPDX-License-Identifier: GPL-3.0-or-later
// Multipart uploads in the index.
#include "localcos/errors.h"
#include "localcos/index.h"
#include "localcos/object_headers.h"

#include <QMutexLocker>

namespace cosftp::localcos {

Outcome Index::createUpload(const UploadRecord &upload)
{
    Change change(*this);
    const Result<qint64> bucket = bucketId(upload.bucket);
    if (!bucket)
        return bucket.error();
    m_database
        .prepare("INSERT INTO upload(id, bucket, key, initiated, class, headers, access)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?)")
        .bind(upload.id)
        .bind(*bucket)
        .bind(upload.key)
        .bind(upload.initiated)
        .bind(upload.storageClass)
        .bind(bytesFromHeaders(upload.headers))
        .bind(bytesFromHeaders(upload.access))
        .run();
    return change.commit();
}

Result<UploadRecord> Index::findUpload(const QByteArray &bucket, const QByteArray &key,
                                       const QByteArray &id)
{
    const QMutexLocker lock(&m_mutex);
    const Result<qint64> number = bucketId(bucket);
    if (!number)
        return number.error();
    Statement row = m_database.prepare(
        "SELECT initiated, class, headers, access FROM upload WHERE id=? AND bucket=? AND key=?");
    if (!row.bind(id).bind(*number).bind(key).step()) {
        const Outcome outcome = checked(Done{});
        return outcome ? noSuchUpload() : outcome.error();
    }
    return UploadRecord{id,
                        bucket,
                        key,
                        row.integer(0),
                        row.bytes(1),
                        headersFromBytes(row.bytes(2)),
                        headersFromBytes(row.bytes(3))};
}

bool Index::hasUpload(const QByteArray &id)
{
    Statement row = m_database.prepare("SELECT 1 FROM upload WHERE id=?");
    return row.bind(id).step();
}

Outcome Index::putPart(const QByteArray &uploadId, PartRecord part, NewBlob &blob)
{
    Change change(*this);
    if (!hasUpload(uploadId))
        return noSuchUpload();
    if (blob.sizeBytes() > 0) {
        part.content = newContent();
        addBlob(part.content, 0, blob);
    }
    storePart(uploadId, part, change.unusedBlobs());
    const Outcome outcome = change.commit();
    if (outcome && part.content != 0)
        blob.keep();
    return outcome;
}

Outcome Index::copyPart(const QByteArray &uploadId, PartRecord part, const QByteArray &sourceBucket,
                        const ObjectRecord &source, const ByteRange &range)
{
    Change change(*this);
    if (!hasUpload(uploadId))
        return noSuchUpload();
    if (const Outcome same = requireUnchanged(sourceBucket, source); !same)
        return same;
    if (part.sizeBytes > 0) {
        part.content = newContent();
        addSlice(part.content, 0, source.content, range);
    }
    storePart(uploadId, part, change.unusedBlobs());
    return change.commit();
}

Result<QList<PartRecord>> Index::parts(const QByteArray &uploadId, int after, int limit)
{
    const QMutexLocker lock(&m_mutex);
    QList<PartRecord> all;
    Statement rows =
        m_database.prepare("SELECT number, content, size, etag, crc, modified FROM part"
                           " WHERE upload=? AND number>? ORDER BY number LIMIT ?");
    rows.bind(uploadId).bind(after).bind(limit);
    while (rows.step())
        all += PartRecord{
            static_cast<int>(rows.integer(0)),     rows.integer(1), rows.integer(2), rows.bytes(3),
            static_cast<quint64>(rows.integer(4)), rows.integer(5)};
    return checked(all);
}

Outcome Index::complete(const UploadRecord &upload, ObjectRecord record,
                        const QList<PartRecord> &parts, Overwrite overwrite)
{
    Change change(*this);
    if (!hasUpload(upload.id))
        return noSuchUpload();
    if (record.sizeBytes > 0)
        record.content = newContent();
    qint64 position = 0;
    for (const PartRecord &part : parts) {
        Statement row = m_database.prepare("SELECT content FROM part WHERE upload=? AND number=?");
        if (!row.bind(upload.id).bind(part.number).step() || row.integer(0) != part.content)
            return cosError(409, "UploadConflict",
                            QStringLiteral("A part changed while the upload was completed."));
        position = addSlice(record.content, position, part.content, ByteRange{});
    }
    if (const Outcome stored = store(upload.bucket, record, overwrite, change.unusedBlobs());
        !stored)
        return stored;
    forgetUpload(upload.id, change.unusedBlobs());
    return change.commit();
}

Outcome Index::abort(const QByteArray &uploadId)
{
    Change change(*this);
    if (!hasUpload(uploadId))
        return noSuchUpload();
    forgetUpload(uploadId, change.unusedBlobs());
    return change.commit();
}

}  // namespace cosftp::localcos
