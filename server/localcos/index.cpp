// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/index.h"

#include "localcos/errors.h"
#include "localcos/object_headers.h"

#include <QMutexLocker>

#include <algorithm>

namespace cosftp::localcos {

namespace {

// Keys are BLOBs, so SQLite compares them byte by byte, which is COS's order.
constexpr const char *schema = R"(
BEGIN;
CREATE TABLE IF NOT EXISTS bucket(id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, created INTEGER);
CREATE TABLE IF NOT EXISTS blob(id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS segment(content INTEGER, position INTEGER, blob INTEGER NOT NULL,
    offset INTEGER, length INTEGER, PRIMARY KEY(content, position)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS segment_blob ON segment(blob);
CREATE TABLE IF NOT EXISTS object(bucket INTEGER, key BLOB, content INTEGER, size INTEGER, etag BLOB,
    crc INTEGER, modified INTEGER, class BLOB, appendable INTEGER, restored INTEGER, listed INTEGER,
    headers BLOB, access BLOB, PRIMARY KEY(bucket, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS object_content ON object(content);
CREATE TABLE IF NOT EXISTS upload(id BLOB PRIMARY KEY, bucket INTEGER, key BLOB, initiated INTEGER,
    class BLOB, headers BLOB, access BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS upload_key ON upload(bucket, key, id);
CREATE TABLE IF NOT EXISTS part(upload BLOB, number INTEGER, content INTEGER, size INTEGER, etag BLOB,
    crc INTEGER, modified INTEGER, PRIMARY KEY(upload, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_content ON part(content);
COMMIT;
)";

Failure conflict() { return cosError(409, "PathConflict", QStringLiteral("Path conflict.")); }

}  // namespace

Outcome Index::Change::commit()
{
    const Outcome outcome = m_transaction.commit();
    m_lock.unlock();
    if (outcome)
        m_index.m_blobs->discard(m_unusedBlobs);
    return outcome;
}

Outcome Index::open(const QString &file, bool isDurable, Blobs &blobs)
{
    const QMutexLocker lock(&m_mutex);
    m_blobs = &blobs;
    if (const Outcome opened = m_database.open(file, isDurable); !opened)
        return opened;
    m_database.run(schema);
    addMissingColumns();
    Statement last = m_database.prepare("SELECT coalesce(max(content), 0) FROM segment");
    m_lastContent = last.step() ? last.integer(0) : 0;
    Statement rows = m_database.prepare("SELECT id, name, created FROM bucket");
    while (rows.step())
        m_buckets[rows.bytes(1)] = {rows.integer(0), rows.bytes(1), rows.integer(2)};
    return checked(Done{});
}

void Index::addMissingColumns()
{
    const auto lacks = [this](const char *question) {
        return !m_database.prepare(question).step();
    };
    if (lacks("SELECT 1 FROM pragma_table_info('object') WHERE name='access'"))
        m_database.run("ALTER TABLE object ADD COLUMN access BLOB");
    if (lacks("SELECT 1 FROM pragma_table_info('upload') WHERE name='access'"))
        m_database.run("ALTER TABLE upload ADD COLUMN access BLOB");
}

void Index::close()
{
    const QMutexLocker lock(&m_mutex);
    m_database.close();
    m_buckets.clear();
}

bool Index::knowsBlob(const QByteArray &name)
{
    const QMutexLocker lock(&m_mutex);
    Statement row = m_database.prepare("SELECT 1 FROM blob WHERE name=?");
    return row.bind(name).step() || m_database.hasFailed();
}

Outcome Index::addBucket(const QByteArray &name, qint64 now)
{
    const QMutexLocker lock(&m_mutex);
    if (m_buckets.contains(name))
        return Done{};
    Transaction transaction(m_database);
    m_database.prepare("INSERT INTO bucket(name, created) VALUES(?, ?)").bind(name).bind(now).run();
    Statement row = m_database.prepare("SELECT id FROM bucket WHERE name=?");
    if (row.bind(name).step())
        m_buckets[name] = {row.integer(0), name, now};
    row.reset();
    return transaction.commit();
}

QList<BucketRecord> Index::buckets() const
{
    const QMutexLocker lock(&m_mutex);
    QList<BucketRecord> all = m_buckets.values();
    std::sort(all.begin(), all.end(),
              [](const BucketRecord &a, const BucketRecord &b) { return a.name < b.name; });
    return all;
}

bool Index::hasBucket(const QByteArray &name) const
{
    const QMutexLocker lock(&m_mutex);
    return m_buckets.contains(name);
}

Result<qint64> Index::bucketId(const QByteArray &name) const
{
    const auto bucket = m_buckets.constFind(name);
    if (bucket == m_buckets.constEnd())
        return noSuchBucket();
    return bucket->id;
}

Result<ObjectRecord> Index::find(const QByteArray &bucket, const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    return findLocked(bucket, key);
}

Result<ObjectRecord> Index::findLocked(const QByteArray &bucket, const QByteArray &key)
{
    const Result<qint64> id = bucketId(bucket);
    if (!id)
        return id.error();
    Statement row =
        m_database.prepare("SELECT content, size, etag, crc, modified, class, appendable, restored,"
                           " headers, access FROM object WHERE bucket=? AND key=?");
    if (!row.bind(*id).bind(key).step()) {
        const Outcome outcome = checked(Done{});
        return outcome ? noSuchKey() : outcome.error();
    }
    ObjectRecord record;
    record.key = key;
    record.content = row.integer(0);
    record.sizeBytes = row.integer(1);
    record.etag = row.bytes(2);
    record.crc64 = static_cast<quint64>(row.integer(3));
    record.modified = row.integer(4);
    record.storageClass = row.bytes(5);
    record.isAppendable = row.integer(6) != 0;
    record.restoredUntil = row.integer(7);
    record.headers = headersFromBytes(row.bytes(8));
    record.access = headersFromBytes(row.bytes(9));
    return record;
}

Result<OpenObject> Index::openObject(const QByteArray &bucket, const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    const Result<ObjectRecord> record = findLocked(bucket, key);
    if (!record)
        return record.error();
    return checked(OpenObject{*record, contentLocked(record->content)});
}

Content Index::contentLocked(qint64 content)
{
    Content result;
    QList<QByteArray> names;
    Statement rows = m_database.prepare("SELECT blob.name, offset, length FROM segment JOIN blob ON"
                                        " blob.id=segment.blob WHERE content=? ORDER BY position");
    rows.bind(content);
    while (rows.step()) {
        result.segments += Segment{rows.bytes(0), rows.integer(1), rows.integer(2)};
        names += rows.bytes(0);
    }
    result.pin = m_blobs->pin(names);
    return result;
}

Outcome Index::requireUnchanged(const QByteArray &bucket, const ObjectRecord &record)
{
    const Result<ObjectRecord> now = findLocked(bucket, record.key);
    if (!now)
        return now.error();
    if (now->content != record.content || now->etag != record.etag)
        return conflict();
    return Done{};
}

Outcome Index::put(const QByteArray &bucket, ObjectRecord record, NewBlob &blob,
                   Overwrite overwrite)
{
    Change change(*this);
    if (blob.sizeBytes() > 0) {
        record.content = newContent();
        addBlob(record.content, 0, blob);
    }
    if (const Outcome stored = store(bucket, record, overwrite, change.unusedBlobs()); !stored)
        return stored;
    const Outcome outcome = change.commit();
    if (outcome && record.content != 0)
        blob.keep();
    return outcome;
}

Outcome Index::copy(const QByteArray &sourceBucket, const ObjectRecord &source,
                    const QByteArray &bucket, const ObjectRecord &record, Overwrite overwrite)
{
    Change change(*this);
    if (const Outcome same = requireUnchanged(sourceBucket, source); !same)
        return same;
    if (const Outcome stored = store(bucket, record, overwrite, change.unusedBlobs()); !stored)
        return stored;
    return change.commit();
}

Outcome Index::append(const QByteArray &bucket, const ObjectRecord &before, ObjectRecord record,
                      NewBlob &blob)
{
    Change change(*this);
    const Result<ObjectRecord> now = findLocked(bucket, record.key);
    if (now ? now->etag != before.etag : !before.etag.isEmpty())
        return conflict();
    if (blob.sizeBytes() > 0) {
        record.content = newContent();
        const qint64 position = addSlice(record.content, 0, before.content, ByteRange{});
        addBlob(record.content, position, blob);
    }
    if (const Outcome stored = store(bucket, record, Overwrite::Allowed, change.unusedBlobs());
        !stored)
        return stored;
    const Outcome outcome = change.commit();
    if (outcome && blob.sizeBytes() > 0)
        blob.keep();
    return outcome;
}

Outcome Index::remove(const QByteArray &bucket, const QByteArray &key)
{
    Change change(*this);
    const Result<ObjectRecord> record = findLocked(bucket, key);
    if (!record)
        return record.error().storeCode == "NoSuchKey" ? Outcome(Done{}) : Outcome(record.error());
    m_database.prepare("DELETE FROM object WHERE bucket=? AND key=?")
        .bind(*bucketId(bucket))
        .bind(key)
        .run();
    release(record->content, change.unusedBlobs());
    return change.commit();
}

Outcome Index::setAccess(const QByteArray &bucket, const QByteArray &key, const NamedValues &access)
{
    Change change(*this);
    const Result<ObjectRecord> record = findLocked(bucket, key);
    if (!record)
        return record.error();
    m_database.prepare("UPDATE object SET access=? WHERE bucket=? AND key=?")
        .bind(bytesFromHeaders(access))
        .bind(*bucketId(bucket))
        .bind(key)
        .run();
    return change.commit();
}

Outcome Index::restore(const QByteArray &bucket, const QByteArray &key, qint64 until)
{
    Change change(*this);
    const Result<ObjectRecord> record = findLocked(bucket, key);
    if (!record)
        return record.error();
    m_database.prepare("UPDATE object SET restored=? WHERE bucket=? AND key=?")
        .bind(until)
        .bind(*bucketId(bucket))
        .bind(key)
        .run();
    return change.commit();
}

}  // namespace cosftp::localcos
