// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/byte_range.h"
#include "core/cos_signature.h"
#include "core/result.h"

#include <QDateTime>
#include <QList>

#include <memory>
#include <optional>

class QObject;

namespace cosftp {

class ObjectReader;

/// An ETag without the quotes that it has in headers and listings.
inline QByteArray bareEtag(QByteArray etag)
{
    etag.replace('"', "");
    return etag;
}

/// What the store says of one object (HEAD, the headers of GET, or one entry of a listing).
/// Keys are decoded UTF-8 bytes without a leading '/'.
struct ObjectInfo
{
    QByteArray key;
    qint64 sizeBytes = 0;
    QByteArray etag;               ///< With its quotes, opaque.
    QDateTime lastModified;        ///< UTC.
    QByteArray storageClass;       ///< "STANDARD" when the store does not say.
    QByteArray contentType;        ///< Empty in listings.
    std::optional<quint64> crc64;  ///< Of the whole object; absent in listings and old objects.
    NamedValues
        metadata;  ///< x-cos-meta-*, names without that prefix, lower case; empty in listings.
    NamedValues headers;        ///< Cache-Control and the like, lower case; empty in listings.
    bool isAppendable = false;  ///< Its ETag says nothing and it cannot be copied; not in listings.
    NamedValues encryption;     ///< x-cos-server-side-encryption*, lower case; empty in listings.
};

struct ListRequest
{
    QByteArray prefix;
    QByteArray delimiter;  ///< Empty, or one character.
    QByteArray marker;     ///< Exclusive; empty at the start.
    int maxKeys = 1000;    ///< 1..1000; counts objects and common prefixes together.
};

struct ListPage
{
    QList<ObjectInfo> objects;         ///< In byte order of their keys.
    QList<QByteArray> commonPrefixes;  ///< In byte order, each ending in the delimiter.
    QByteArray nextMarker;             ///< Set when isTruncated.
    bool isTruncated = false;
};

/// Whether an operation may put its object in the place of another one.
enum class Replacing {
    Allowed,
    /// x-cos-forbid-overwrite: fails with Exists if the key is taken, which the store decides in
    /// the moment of publishing. Without effect in buckets that have or ever had versioning.
    Forbidden
};

/// Headers that are kept with an object.
struct ObjectAttributes
{
    QByteArray contentType = "application/octet-stream";
    QByteArray storageClass;  ///< Empty: the bucket's default.
    NamedValues metadata;     ///< x-cos-meta-*, names without that prefix.
    NamedValues headers;      ///< Others to be sent as they are; see ObjectInfo.
};

/// What a new version of an object has to be given to stay what it was but for what is changed.
inline ObjectAttributes attributesOf(const ObjectInfo &info)
{
    ObjectAttributes attributes;
    if (!info.contentType.isEmpty())
        attributes.contentType = info.contentType;
    attributes.storageClass = info.storageClass;
    attributes.metadata = info.metadata;
    attributes.headers = info.headers + info.encryption;
    return attributes;
}

struct StoredObject
{
    QByteArray etag;
    std::optional<quint64> crc64;
    QByteArray versionId;
    QDateTime lastModified = {};  ///< UTC; only copies tell it.
};

struct StoredPart
{
    int number = 0;  ///< 1..10000.
    QByteArray etag;
    qint64 sizeBytes = 0;
    std::optional<quint64> crc64;
    QDateTime lastModified = {};  ///< UTC; only listParts() tells it.
};

struct CopyRequest
{
    QByteArray sourceKey;  ///< In the same bucket.
    QByteArray targetKey;
    QByteArray
        sourceEtag;  ///< Not empty: the copy fails with Code::Changed if it is another version.
    QByteArray storageClass;      ///< Of the source: a copy does not inherit it.
    NamedValues encryption = {};  ///< Of the source: a copy does not inherit it either.
    /// As access() told it for the source: a copy does not inherit that either.
    NamedValues access = {};
    Replacing replacing = Replacing::Allowed;
    /// Set: replaces content type, metadata and headers of the copy, which may then be the source
    /// itself; storageClass and encryption above are not used.
    std::optional<ObjectAttributes> replaced = {};
};

struct OpenUpload
{
    QByteArray key;
    QByteArray uploadId;
    QDateTime initiated;
};

struct PartPage
{
    QList<StoredPart> parts;
    int nextMarker = 0;
    bool isTruncated = false;
};

struct UploadPage
{
    QList<OpenUpload> uploads;
    QByteArray nextKeyMarker;
    QByteArray nextUploadIdMarker;
    bool isTruncated = false;
};

/// A bucket. Every call is one question with one answer: the handler runs once, later, in the
/// calling thread, unless `context` dies first, which cancels the request and drops the handler.
/// Retries of what may be repeated happen inside; what reaches the handler is final.
/// Thread: the one it was made in.
///
/// What a failure means for the caller:
///   - retryable: nothing is known to be wrong with the request; later it may succeed.
///   - Network, Timeout: it is open whether the store did it. That is also what an answer becomes
///     that is not the store's (a captive portal, a proxy): it is never success.
///   - Corrupt from put() and completeUpload(): an object with other bytes than were sent stands
///     under the key; the answer and a HEAD behind it said so. From putPart(): the part is not to
///     be used, and may be sent again.
///   - Changed from put() and completeUpload(): it was published, and somebody else has replaced or
///     removed it since. From copies and reads: the source is another version than was named.
///   - Exists where replacing was forbidden: somebody else's object is there. (One's own, from a
///     request whose answer was lost, is success. What tells them apart is size and checksum: who
///     uses this to exclude others has to write something of his own.)
///   - Denied and Credentials: twice tried again already if the like was accepted lately, so if
///     parts of an upload were taken before, it may still be a key that is just being changed;
///     httpStatus and storeCode say more.
/// All carry the store's code and request id, where an answer came.
class ObjectStore
{
public:
    static constexpr qint64 minPartBytes = 1024 * 1024;
    static constexpr qint64 maxSingleBytes = 5LL * 1024 * 1024 * 1024;  ///< PUT, part, copy.
    static constexpr int maxParts = 10000;
    static constexpr qint64 maxObjectBytes = 50000LL * 1024 * 1024 * 1024;
    static constexpr int maxKeyBytes = 850;

    ObjectStore() = default;
    virtual ~ObjectStore() = default;
    Q_DISABLE_COPY_MOVE(ObjectStore)

    /// Another reference to the same bucket, for work that outlives whoever began it: good as long
    /// as it is held, whatever becomes of this one. Thread: this one's.
    [[nodiscard]] virtual std::shared_ptr<ObjectStore> share() = 0;
    /// What time it is by the store's clock, UTC: from the Date of its answers, to a second or two;
    /// this machine's time until the first answer. Ages of objects are judged by it alone.
    [[nodiscard]] virtual QDateTime now() const = 0;
    /// Parent and context of jobs that nobody waits for: they go on when whoever began them has
    /// gone, a worker that stops gives them some time, and they end before what the store itself
    /// needs.
    [[nodiscard]] virtual QObject *background() = 0;

    virtual void headBucket(QObject *context, Handler<Done> handler) = 0;
    virtual void head(const QByteArray &key, QObject *context, Handler<ObjectInfo> handler) = 0;
    virtual void list(const ListRequest &request, QObject *context, Handler<ListPage> handler) = 0;
    /// Guarded by an MD5: the store refuses bytes that were damaged on the way.
    virtual void put(const QByteArray &key, const QByteArray &body,
                     const ObjectAttributes &attributes, QObject *context,
                     Handler<StoredObject> handler, Replacing replacing = Replacing::Allowed) = 0;
    /// Headers (x-cos-acl, x-cos-grant-*) that give another object the access rights of this one,
    /// in CopyRequest::access or ObjectAttributes::headers; empty where it has none of its own and
    /// follows its bucket. Denied if it has rights that no header can give. 1 request.
    virtual void access(const QByteArray &key, QObject *context, Handler<NamedValues> handler) = 0;
    /// A server-side copy of up to maxSingleBytes; success only if the body said so.
    virtual void copy(const CopyRequest &request, QObject *context,
                      Handler<StoredObject> handler) = 0;
    /// Succeeds for a key that does not exist. With a null context it is carried through by the
    /// store itself.
    virtual void remove(const QByteArray &key, QObject *context, Handler<Done> handler) = 0;
    /// Up to 1,000 keys; the answer lists the keys that could not be removed.
    virtual void removeMany(const QList<QByteArray> &keys, QObject *context,
                            Handler<QList<QByteArray>> handler) = 0;

    /// With a null context the store itself carries it through, and the handler runs whoever has
    /// gone.
    virtual void initiateUpload(const QByteArray &key, const ObjectAttributes &attributes,
                                QObject *context, Handler<QByteArray> handler) = 0;
    virtual void putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                         const QByteArray &body, QObject *context, Handler<StoredPart> handler) = 0;
    virtual void copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                          const CopyRequest &source, ByteRange range, QObject *context,
                          Handler<StoredPart> handler) = 0;
    /// Publishes the object. Parts in ascending order, without gaps. An answer that was lost is
    /// looked up: success if the object then has the expected size and CRC-64. After Exists the
    /// upload is as open as before.
    virtual void completeUpload(const QByteArray &key, const QByteArray &uploadId,
                                const QList<StoredPart> &parts, QObject *context,
                                Handler<StoredObject> handler,
                                Replacing replacing = Replacing::Allowed) = 0;
    /// Succeeds for an upload that does not exist any more. With a null context the abort is
    /// carried through by the store itself.
    virtual void abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                             Handler<Done> handler) = 0;
    virtual void listParts(const QByteArray &key, const QByteArray &uploadId, int marker,
                           QObject *context, Handler<PartPage> handler) = 0;
    virtual void listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                             const QByteArray &uploadIdMarker, QObject *context,
                             Handler<UploadPage> handler) = 0;

    /// Asks the store to make an archived object readable for `days`: that takes hours and costs
    /// money. Succeeds when it was asked already.
    virtual void restore(const QByteArray &key, int days, QObject *context,
                         Handler<Done> handler) = 0;

    /// Starts reading an object. `ifMatch` (an ETag, may be empty) pins the version. The reader is
    /// a child of `parent`; destroying it cancels the request.
    virtual ObjectReader *read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                               QObject *parent) = 0;
};

}  // namespace cosftp
