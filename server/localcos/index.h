// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/byte_range.h"
#include "core/result.h"
#include "localcos/blobs.h"
#include "localcos/database.h"
#include "localcos/records.h"

#include <QHash>
#include <QMutex>

namespace cosftp::localcos {

/// Whether a write may replace what is there (x-cos-forbid-overwrite).
enum class Overwrite { Allowed, Forbidden };

/// Which object has which bytes: buckets, objects and unfinished uploads in one SQLite file.
/// Every change is one transaction. Thread-safe: one mutex around everything, which is why nothing
/// here waits for a client.
class Index
{
public:
    Outcome open(const QString &file, bool isDurable, Blobs &blobs);
    void close();
    [[nodiscard]] bool knowsBlob(const QByteArray &name);

    Outcome addBucket(const QByteArray &name, qint64 now);
    [[nodiscard]] QList<BucketRecord> buckets() const;  ///< By name.
    [[nodiscard]] bool hasBucket(const QByteArray &name) const;

    Result<ObjectRecord> find(const QByteArray &bucket, const QByteArray &key);
    Result<OpenObject> openObject(const QByteArray &bucket, const QByteArray &key);
    Result<ListPage> list(const ListQuery &query);

    /// Stores `record` under its key; its bytes are `blob`, which is kept.
    Outcome put(const QByteArray &bucket, ObjectRecord record, NewBlob &blob, Overwrite overwrite);
    /// Stores `record`, whose `content` is that of `source`. Fails with PathConflict if the source
    /// has changed since it was looked up.
    Outcome copy(const QByteArray &sourceBucket, const ObjectRecord &source,
                 const QByteArray &bucket, const ObjectRecord &record, Overwrite overwrite);
    /// Puts `blob` behind the content of `before` (content 0: a new object) and stores `record`.
    Outcome append(const QByteArray &bucket, const ObjectRecord &before, ObjectRecord record,
                   NewBlob &blob);
    Outcome remove(const QByteArray &bucket, const QByteArray &key);  ///< Also if it is not there.
    /// Fails with NoSuchKey.
    Outcome setAccess(const QByteArray &bucket, const QByteArray &key, const NamedValues &access);
    Outcome restore(const QByteArray &bucket, const QByteArray &key, qint64 until);

    Outcome createUpload(const UploadRecord &upload);
    /// Fails with NoSuchUpload, also if the upload belongs to another key.
    Result<UploadRecord> findUpload(const QByteArray &bucket, const QByteArray &key,
                                    const QByteArray &id);
    Outcome putPart(const QByteArray &uploadId, PartRecord part, NewBlob &blob);
    Outcome copyPart(const QByteArray &uploadId, PartRecord part, const QByteArray &sourceBucket,
                     const ObjectRecord &source, const ByteRange &range);
    /// The parts with numbers above `after`, ascending, at most `limit`.
    Result<QList<PartRecord>> parts(const QByteArray &uploadId, int after, int limit);
    /// Makes the object of `parts` and forgets the upload, unless something changed in between.
    Outcome complete(const UploadRecord &upload, ObjectRecord record,
                     const QList<PartRecord> &parts, Overwrite overwrite);
    Outcome abort(const QByteArray &uploadId);
    Result<UploadsPage> uploads(const UploadsQuery &query);

private:
    class Change;
    Result<qint64> bucketId(const QByteArray &name) const;
    Result<ObjectRecord> findLocked(const QByteArray &bucket, const QByteArray &key);
    Content contentLocked(qint64 content);
    Outcome requireUnchanged(const QByteArray &bucket, const ObjectRecord &record);

    qint64 newContent() { return ++m_lastContent; }
    void addBlob(qint64 content, qint64 position, const NewBlob &blob);
    /// Adds a stretch of another content; returns the next free position.
    qint64 addSlice(qint64 content, qint64 position, qint64 source, const ByteRange &range);
    void release(qint64 content, QList<QByteArray> &unusedBlobs);
    Outcome store(const QByteArray &bucket, const ObjectRecord &record, Overwrite overwrite,
                  QList<QByteArray> &unusedBlobs);
    void storePart(const QByteArray &uploadId, const PartRecord &part,
                   QList<QByteArray> &unusedBlobs);
    void forgetUpload(const QByteArray &id, QList<QByteArray> &unusedBlobs);
    [[nodiscard]] bool hasUpload(const QByteArray &id);
    /// Brings a folder of an older version up to date.
    void addMissingColumns();
    template <typename T>
    Result<T> checked(T value);

    mutable QMutex m_mutex;
    Database m_database;
    Blobs *m_blobs = nullptr;
    QHash<QByteArray, BucketRecord> m_buckets;
    qint64 m_lastContent = 0;
};

/// One change of the index: the lock, the transaction and the blobs that nobody needs after it.
class Index::Change
{
public:
    explicit Change(Index &index)
        : m_index(index), m_lock(&index.m_mutex), m_transaction(index.m_database)
    {}
    Q_DISABLE_COPY_MOVE(Change)

    [[nodiscard]] QList<QByteArray> &unusedBlobs() { return m_unusedBlobs; }
    /// The data files go only after the index has let go of them.
    Outcome commit();

private:
    Index &m_index;
    QMutexLocker<QMutex> m_lock;
    Transaction m_transaction;
    QList<QByteArray> m_unusedBlobs;
};

/// A failed statement turns any answer into InternalError.
template <typename T>
Result<T> Index::checked(T value)
{
    if (!m_database.hasFailed())
        return value;
    Failure failure = Failure::of(Failure::Code::Internal, m_database.lastError());
    failure.httpStatus = 500;
    failure.storeCode = "InternalError";
    m_database.clearFailure();
    return failure;
}

/// The smallest byte string above all that begin with `prefix`.
QByteArray behindPrefix(QByteArray prefix);

}  // namespace cosftp::localcos
