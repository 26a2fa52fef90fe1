// SPDX-License-Identifier: GPL-3.0-or-later
// The index's inner steps: contents made of segments, and the rows that refer to them. The caller
// holds the mutex and an open transaction.
#include "localcos/errors.h"
#include "localcos/index.h"
#include "localcos/object_headers.h"

#include <QDateTime>

#include <algorithm>

namespace cosftp::localcos {

void Index::addBlob(qint64 content, qint64 position, const NewBlob &blob)
{
    m_database.prepare("INSERT INTO blob(name) VALUES(?)").bind(blob.name()).run();
    m_database
        .prepare("INSERT INTO segment(content, position, blob, offset, length)"
                 " VALUES(?, ?, last_insert_rowid(), 0, ?)")
        .bind(content)
        .bind(position)
        .bind(blob.sizeBytes())
        .run();
}

qint64 Index::addSlice(qint64 content, qint64 position, qint64 source, const ByteRange &range)
{
    const qint64 end =
        range.count < 0 ? std::numeric_limits<qint64>::max() : range.first + range.count;
    Statement rows = m_database.prepare(
        "SELECT blob, offset, length FROM segment WHERE content=? ORDER BY position");
    rows.bind(source);
    qint64 start = 0;  // of the row's segment within the source
    while (rows.step()) {
        const qint64 length = rows.integer(2);
        const qint64 from = std::max(range.first, start);
        const qint64 to = std::min(end, start + length);
        if (from < to)
            m_database
                .prepare("INSERT INTO segment(content, position, blob, offset, length)"
                         " VALUES(?, ?, ?, ?, ?)")
                .bind(content)
                .bind(position++)
                .bind(rows.integer(0))
                .bind(rows.integer(1) + from - start)
                .bind(to - from)
                .run();
        start += length;
    }
    return position;
}

// A content goes when no object and no part refers to it, a blob when no segment does.
void Index::release(qint64 content, QList<QByteArray> &unusedBlobs)
{
    if (content == 0)
        return;
    Statement users = m_database.prepare("SELECT 1 FROM object WHERE content=?1 UNION ALL"
                                         " SELECT 1 FROM part WHERE content=?1 LIMIT 1");
    if (users.bind(content).step())
        return;
    QList<qint64> blobs;
    Statement rows = m_database.prepare("SELECT DISTINCT blob FROM segment WHERE content=?");
    rows.bind(content);
    while (rows.step())
        blobs += rows.integer(0);
    m_database.prepare("DELETE FROM segment WHERE content=?").bind(content).run();
    for (const qint64 blob : std::as_const(blobs)) {
        Statement segments = m_database.prepare("SELECT 1 FROM segment WHERE blob=? LIMIT 1");
        if (segments.bind(blob).step())
            continue;
        Statement name = m_database.prepare("SELECT name FROM blob WHERE id=?");
        if (name.bind(blob).step())
            unusedBlobs += name.bytes(0);
        m_database.prepare("DELETE FROM blob WHERE id=?").bind(blob).run();
    }
}

Outcome Index::store(const QByteArray &bucket, const ObjectRecord &record, Overwrite overwrite,
                     QList<QByteArray> &unusedBlobs)
{
    const Result<qint64> id = bucketId(bucket);
    if (!id)
        return id.error();
    const Result<ObjectRecord> before = findLocked(bucket, record.key);
    if (before && overwrite == Overwrite::Forbidden)
        return alreadyExists();
    // The time since when a listing may show the key stays that of its first version.
    m_database
        .prepare("INSERT INTO object(bucket, key, content, size, etag, crc, modified, class,"
                 " appendable, restored, listed, headers, access)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)"
                 " ON CONFLICT(bucket, key) DO UPDATE SET content=excluded.content,"
                 " size=excluded.size, etag=excluded.etag, crc=excluded.crc,"
                 " modified=excluded.modified, class=excluded.class,"
                 " appendable=excluded.appendable, restored=0, headers=excluded.headers,"
                 " access=excluded.access")
        .bind(*id)
        .bind(record.key)
        .bind(record.content)
        .bind(record.sizeBytes)
        .bind(record.etag)
        .bind(static_cast<qint64>(record.crc64))
        .bind(record.modified)
        .bind(record.storageClass)
        .bind(record.isAppendable ? 1 : 0)
        .bind(QDateTime::currentMSecsSinceEpoch())
        .bind(bytesFromHeaders(record.headers))
        .bind(bytesFromHeaders(record.access))
        .run();
    if (before)
        release(before->content, unusedBlobs);
    return Done{};
}

void Index::storePart(const QByteArray &uploadId, const PartRecord &part,
                      QList<QByteArray> &unusedBlobs)
{
    Statement before = m_database.prepare("SELECT content FROM part WHERE upload=? AND number=?");
    const qint64 replaced = before.bind(uploadId).bind(part.number).step() ? before.integer(0) : 0;
    before.reset();
    m_database
        .prepare("INSERT OR REPLACE INTO part(upload, number, content, size, etag, crc, modified)"
                 " VALUES(?, ?, ?, ?, ?, ?, ?)")
        .bind(uploadId)
        .bind(part.number)
        .bind(part.content)
        .bind(part.sizeBytes)
        .bind(part.etag)
        .bind(static_cast<qint64>(part.crc64))
        .bind(part.modified)
        .run();
    release(replaced, unusedBlobs);
}

void Index::forgetUpload(const QByteArray &id, QList<QByteArray> &unusedBlobs)
{
    QList<qint64> contents;
    Statement rows = m_database.prepare("SELECT content FROM part WHERE upload=?");
    rows.bind(id);
    while (rows.step())
        contents += rows.integer(0);
    m_database.prepare("DELETE FROM part WHERE upload=?").bind(id).run();
    m_database.prepare("DELETE FROM upload WHERE id=?").bind(id).run();
    for (const qint64 content : std::as_const(contents))
        release(content, unusedBlobs);
}

}  // namespace cosftp::localcos
