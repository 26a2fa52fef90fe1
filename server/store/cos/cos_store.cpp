// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_store.h"

#include "core/crc64.h"
#include "core/thread_check.h"
#include "store/cos/answer_judge.h"
#include "store/cos/ask.h"
#include "store/cos/complete_upload.h"
#include "store/cos/cos_object_reader.h"
#include "store/cos/cos_xml.h"
#include "store/cos/key_encoding.h"
#include "store/cos/put_object.h"
#include "store/http/http_client.h"

#include <QCryptographicHash>

#include <algorithm>

namespace cosftp {

namespace {

using Method = HttpRequest::Method;
// For failures that are known before anything is sent; the answer still comes later.
template <typename T>
void answerLater(QObject *context, Handler<T> handler, Result<T> result)
{
    QMetaObject::invokeMethod(
        context, [handler = std::move(handler), result = std::move(result)] { handler(result); },
        Qt::QueuedConnection);
}

NamedValues attributeHeaders(const ObjectAttributes &attributes)
{
    NamedValues headers{{"Content-Type", attributes.contentType.isEmpty()
                                             ? QByteArray("application/octet-stream")
                                             : attributes.contentType}};
    if (!attributes.storageClass.isEmpty())
        headers += NamedValue{"x-cos-storage-class", attributes.storageClass};
    for (const NamedValue &entry : attributes.metadata)
        headers += NamedValue{"x-cos-meta-" + entry.name, entry.value};
    return headers + attributes.headers;
}

NamedValues replacingHeaders(Replacing replacing)
{
    return replacing == Replacing::Forbidden ? NamedValues{{"x-cos-forbid-overwrite", "true"}}
                                             : NamedValues();
}

QByteArray md5Of(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Md5).toBase64();
}

NamedValues partQuery(int number, const QByteArray &uploadId)
{
    return {{"partNumber", QByteArray::number(number)}, {"uploadId", uploadId}};
}

void addUnlessEmpty(NamedValues &query, const QByteArray &name, const QByteArray &value)
{
    if (!value.isEmpty())
        query += NamedValue{name, value};
}

CosRequest slowRequest(const CosConnection &connection, const char *name, const QByteArray &key)
{
    CosRequest request = requestFor(connection, name, Method::Put, key);
    request.lane = Lane::Bulk;
    request.silenceLimit = connection.options.slowSilence;
    return request;
}

NamedValues copyHeaders(const CosConnection &connection, const CopyRequest &request)
{
    NamedValues headers;
    const QByteArray source = connection.endpoint ? connection.endpoint->copySource : "";
    headers += NamedValue{"x-cos-copy-source", source + '/' + encodedCopyKey(request.sourceKey)};
    addUnlessEmpty(headers, "x-cos-copy-source-If-Match", request.sourceEtag);
    return headers;
}

void sendList(const std::shared_ptr<CosConnection> &connection, const ListRequest &request,
              QObject *context, Handler<ListPage> handler)
{
    CosRequest prepared = requestFor(*connection, "list", Method::Get, {});
    prepared.isOnBucket = true;
    addUnlessEmpty(prepared.query, "prefix", request.prefix);
    addUnlessEmpty(prepared.query, "delimiter", request.delimiter);
    addUnlessEmpty(prepared.query, "marker", request.marker);
    prepared.query += NamedValue{"max-keys", QByteArray::number(request.maxKeys)};
    prepared.query += NamedValue{"encoding-type", "url"};
    const auto interpret = [bucket = connection->bucket](const HttpAnswer &answer) {
        return judgeList(bucket, answer);
    };
    ask<ListPage>(connection, prepared, interpret, context, std::move(handler))->start();
}

}  // namespace

CosStore::CosStore(const BucketSettings &bucket, HttpClient &http, CosOptions options)
    : m_connection(std::make_shared<CosConnection>(bucket, http, std::move(options)))
{}

CosStore::CosStore(std::shared_ptr<CosConnection> connection) : m_connection(std::move(connection))
{}

const std::shared_ptr<CosConnection> &CosStore::connection() const
{
    assertThread(m_connection->http);
    return m_connection;
}

void CosStore::useCredentials(const CredentialSettings &settings)
{
    connection()->useCredentials(settings);
}

std::shared_ptr<ObjectStore> CosStore::share() { return std::make_shared<CosStore>(connection()); }

QDateTime CosStore::now() const { return connection()->storeTime.now(); }

QObject *CosStore::background() { return m_connection->http.background(); }

void CosStore::headBucket(QObject *context, Handler<Done> handler)
{
    CosRequest request = requestFor(*connection(), "head bucket", Method::Head, {});
    request.isOnBucket = true;
    // The connection, not `this`: a request may outlive its store.
    const auto orByListing = [connection = connection(), context,
                              handler = std::move(handler)](const Result<Done> &result) {
        if (result || result.error().httpStatus != 403)
            return handler(result);
        ListRequest small;
        small.maxKeys = 1;
        sendList(connection, small, context, [handler](const Result<ListPage> &page) {
            handler(page ? Outcome(Done{}) : Outcome(page.error()));
        });
    };
    ask<Done>(connection(), request, judgeHeadBucket, context, orByListing)->start();
}

void CosStore::head(const QByteArray &key, QObject *context, Handler<ObjectInfo> handler)
{
    const auto interpret = [key](const HttpAnswer &answer) { return judgeHead(key, answer); };
    ask<ObjectInfo>(connection(), requestFor(*connection(), "head", Method::Head, key), interpret,
                    context, std::move(handler))
        ->start();
}

void CosStore::list(const ListRequest &request, QObject *context, Handler<ListPage> handler)
{
    sendList(connection(), request, context, std::move(handler));
}

void CosStore::put(const QByteArray &key, const QByteArray &body,
                   const ObjectAttributes &attributes, QObject *context,
                   Handler<StoredObject> handler, Replacing replacing)
{
    CosRequest request = requestFor(*connection(), "put", Method::Put, key);
    request.headers = attributeHeaders(attributes);
    request.body = body;
    request.lane = Lane::Bulk;
    request.silenceLimit = connection()->options.bulkSilence;
    auto *job = new PutObject(connection(), request, replacing, context);
    QObject::connect(job, &PutObject::finished, context,
                     [job, handler = std::move(handler)](const Result<StoredObject> &result) {
                         job->deleteLater();
                         handler(result);
                     });
    job->start();
}

void CosStore::access(const QByteArray &key, QObject *context, Handler<NamedValues> handler)
{
    CosRequest request = requestFor(*connection(), "access rights", Method::Get, key);
    request.query = {{"acl", {}}};
    ask<NamedValues>(connection(), request, judgeAccess, context, std::move(handler))->start();
}

void CosStore::copy(const CopyRequest &request, QObject *context, Handler<StoredObject> handler)
{
    if (const Outcome source = checkKey(request.sourceKey); !source)
        return answerLater<StoredObject>(context, std::move(handler), source.error());
    CosRequest prepared = slowRequest(*connection(), "copy to", request.targetKey);
    prepared.headers = copyHeaders(*connection(), request);
    if (request.replaced) {
        prepared.headers += NamedValue{"x-cos-metadata-directive", "Replaced"};
        prepared.headers += attributeHeaders(*request.replaced);
    } else {
        addUnlessEmpty(prepared.headers, "x-cos-storage-class", request.storageClass);
        prepared.headers += request.encryption;
    }
    prepared.headers += request.access;
    prepared.headers += replacingHeaders(request.replacing);
    ask<StoredObject>(connection(), prepared, judgeCopy, context, std::move(handler))->start();
}

void CosStore::remove(const QByteArray &key, QObject *context, Handler<Done> handler)
{
    const auto tolerant = [handler = std::move(handler)](const Result<Done> &result) {
        const bool isGone = !result && result.error().storeCode == "NoSuchKey";
        handler(isGone ? Outcome(Done{}) : result);
    };
    QObject *owner = context != nullptr ? context : connection()->http.background();
    ask<Done>(connection(), requestFor(*connection(), "delete", Method::Delete, key), judgeRemoval,
              owner, tolerant)
        ->start();
}

void CosStore::removeMany(const QList<QByteArray> &keys, QObject *context,
                          Handler<QList<QByteArray>> handler)
{
    QList<QByteArray> sendable;
    QList<QByteArray> refused;  // they would name something else, or break the XML
    for (const QByteArray &key : keys)
        (checkKey(key) && fitsIntoXml(key) ? sendable : refused) += key;
    constexpr qsizetype largestBatch = 1000;
    if (keys.size() > largestBatch)
        return answerLater<QList<QByteArray>>(
            context, std::move(handler),
            Failure::of(Failure::Code::Invalid, QStringLiteral("more than 1000 keys to delete")));
    if (sendable.isEmpty())
        return answerLater<QList<QByteArray>>(context, std::move(handler), refused);
    CosRequest request = requestFor(*connection(), "delete many", Method::Post, {});
    request.isOnBucket = true;
    request.query = {{"delete", {}}};
    request.body = deleteBody(sendable);
    request.headers = {{"Content-Type", "application/xml"}, {"Content-MD5", md5Of(request.body)}};
    const auto interpret = [refused](const HttpAnswer &answer) {
        Result<QList<QByteArray>> failed = judgeRemovals(answer);
        if (failed)
            *failed += refused;
        return failed;
    };
    ask<QList<QByteArray>>(connection(), request, interpret, context, std::move(handler))->start();
}

void CosStore::initiateUpload(const QByteArray &key, const ObjectAttributes &attributes,
                              QObject *context, Handler<QByteArray> handler)
{
    // A repeated Initiate may leave an upload without parts behind; it holds no data, and the
    // clean-up of stale uploads finds it.
    CosRequest request = requestFor(*connection(), "initiate upload", Method::Post, key);
    request.query = {{"uploads", {}}};
    request.headers = attributeHeaders(attributes);
    QObject *owner = context != nullptr ? context : connection()->http.background();
    const auto interpret = [bucket = connection()->bucket, key](const HttpAnswer &answer) {
        return judgeInitiate(bucket, key, answer);
    };
    ask<QByteArray>(connection(), request, interpret, owner, std::move(handler))->start();
}

void CosStore::putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                       const QByteArray &body, QObject *context, Handler<StoredPart> handler)
{
    CosRequest request = requestFor(*connection(), "put part", Method::Put, key);
    request.query = partQuery(number, uploadId);
    request.body = body;
    request.lane = Lane::Bulk;
    request.silenceLimit = connection()->options.bulkSilence;
    const StoredPart sent{number, {}, body.size(), Crc64::of(body)};
    const auto interpret = [sent](const HttpAnswer &answer) { return judgePart(sent, answer); };
    ask<StoredPart>(connection(), request, interpret, context, std::move(handler))->start();
}

void CosStore::copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                        const CopyRequest &source, ByteRange range, QObject *context,
                        Handler<StoredPart> handler)
{
    if (const Outcome checked = checkKey(source.sourceKey); !checked)
        return answerLater<StoredPart>(context, std::move(handler), checked.error());
    CosRequest request = slowRequest(*connection(), "copy part to", key);
    request.query = partQuery(number, uploadId);
    request.headers = copyHeaders(*connection(), source);
    if (range.count >= 0)
        request.headers += NamedValue{"x-cos-copy-source-range",
                                      "bytes=" + QByteArray::number(range.first) + '-'
                                          + QByteArray::number(range.first + range.count - 1)};
    const auto interpret = [number, range](const HttpAnswer &answer) {
        return judgeCopyPart(number, range, answer);
    };
    ask<StoredPart>(connection(), request, interpret, context, std::move(handler))->start();
}

void CosStore::completeUpload(const QByteArray &key, const QByteArray &uploadId,
                              const QList<StoredPart> &parts, QObject *context,
                              Handler<StoredObject> handler, Replacing replacing)
{
    auto *job = new CompleteUpload(connection(), key, uploadId, parts, replacing, context);
    QObject::connect(job, &CompleteUpload::finished, context,
                     [job, handler = std::move(handler)](const Result<StoredObject> &result) {
                         job->deleteLater();
                         handler(result);
                     });
    job->start();
}

void CosStore::abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                           Handler<Done> handler)
{
    CosRequest request = requestFor(*connection(), "abort upload", Method::Delete, key);
    request.query = {{"uploadId", uploadId}};
    const auto tolerant = [handler = std::move(handler)](const Result<Done> &result) {
        const bool isGone = !result && result.error().storeCode == "NoSuchUpload";
        if (handler)
            handler(isGone ? Outcome(Done{}) : result);
    };
    QObject *owner = context != nullptr ? context : connection()->http.background();
    CosCall *call = ask<Done>(connection(), request, judgeRemoval, owner, tolerant);
    call->setTries(connection()->options.abortTries);
    call->start();
}

void CosStore::listParts(const QByteArray &key, const QByteArray &uploadId, int marker,
                         QObject *context, Handler<PartPage> handler)
{
    CosRequest request = requestFor(*connection(), "list parts", Method::Get, key);
    request.query = {{"uploadId", uploadId}, {"encoding-type", "url"}};
    if (marker > 0)
        request.query += NamedValue{"part-number-marker", QByteArray::number(marker)};
    const auto interpret = [uploadId](const HttpAnswer &answer) {
        return judgeParts(uploadId, answer);
    };
    ask<PartPage>(connection(), request, interpret, context, std::move(handler))->start();
}

void CosStore::listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                           const QByteArray &uploadIdMarker, QObject *context,
                           Handler<UploadPage> handler)
{
    CosRequest request = requestFor(*connection(), "list uploads", Method::Get, {});
    request.isOnBucket = true;
    request.query = {{"uploads", {}}, {"encoding-type", "url"}};
    addUnlessEmpty(request.query, "prefix", prefix);
    addUnlessEmpty(request.query, "key-marker", keyMarker);
    addUnlessEmpty(request.query, "upload-id-marker", uploadIdMarker);
    const auto interpret = [bucket = connection()->bucket](const HttpAnswer &answer) {
        return judgeUploads(bucket, answer);
    };
    ask<UploadPage>(connection(), request, interpret, context, std::move(handler))->start();
}

void CosStore::restore(const QByteArray &key, int days, QObject *context, Handler<Done> handler)
{
    CosRequest request = requestFor(*connection(), "restore", Method::Post, key);
    request.query = {{"restore", {}}};
    request.body = restoreBody(days);
    request.headers = {{"Content-Type", "application/xml"}, {"Content-MD5", md5Of(request.body)}};
    const auto tolerant = [handler = std::move(handler)](const Result<Done> &result) {
        const bool isAsked = !result && result.error().storeCode == "RestoreAlreadyInProgress";
        handler(isAsked ? Outcome(Done{}) : result);
    };
    ask<Done>(connection(), request, judgeRestore, context, tolerant)->start();
}

ObjectReader *CosStore::read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                             QObject *parent)
{
    return new CosObjectReader(connection(), key, range, ifMatch, parent);
}

std::unique_ptr<ObjectStore> makeCosStore(const BucketSettings &bucket, HttpClient &http,
                                          CosOptions options)
{
    return std::make_unique<CosStore>(bucket, http, std::move(options));
}

}  // namespace cosftp
