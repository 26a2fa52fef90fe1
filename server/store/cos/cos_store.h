// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/cos/cos_call.h"
#include "store/object_store.h"

#include <memory>

namespace cosftp {

class HttpClient;

/// One bucket of Tencent Cloud COS over its XML API. Thread: that of its HttpClient, which has to
/// outlive it.
class CosStore final : public ObjectStore
{
public:
    CosStore(const BucketSettings &bucket, HttpClient &http, CosOptions options = {});
    explicit CosStore(std::shared_ptr<CosConnection> connection);

    /// Another key for the same bucket, for all that shares this store and is sent from now on.
    void useCredentials(const CredentialSettings &settings);

    [[nodiscard]] std::shared_ptr<ObjectStore> share() override;
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] QObject *background() override;

    /// Whether the bucket can be reached with this key. If HEAD is refused a small listing decides:
    /// some policies allow only that.
    void headBucket(QObject *context, Handler<Done> handler) override;
    void head(const QByteArray &key, QObject *context, Handler<ObjectInfo> handler) override;
    void list(const ListRequest &request, QObject *context, Handler<ListPage> handler) override;
    void put(const QByteArray &key, const QByteArray &body, const ObjectAttributes &attributes,
             QObject *context, Handler<StoredObject> handler,
             Replacing replacing = Replacing::Allowed) override;
    void access(const QByteArray &key, QObject *context, Handler<NamedValues> handler) override;
    void copy(const CopyRequest &request, QObject *context, Handler<StoredObject> handler) override;
    void remove(const QByteArray &key, QObject *context, Handler<Done> handler) override;
    void removeMany(const QList<QByteArray> &keys, QObject *context,
                    Handler<QList<QByteArray>> handler) override;

    void initiateUpload(const QByteArray &key, const ObjectAttributes &attributes, QObject *context,
                        Handler<QByteArray> handler) override;
    void putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                 const QByteArray &body, QObject *context, Handler<StoredPart> handler) override;
    void copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                  const CopyRequest &source, ByteRange range, QObject *context,
                  Handler<StoredPart> handler) override;
    void completeUpload(const QByteArray &key, const QByteArray &uploadId,
                        const QList<StoredPart> &parts, QObject *context,
                        Handler<StoredObject> handler,
                        Replacing replacing = Replacing::Allowed) override;
    void abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                     Handler<Done> handler) override;
    void listParts(const QByteArray &key, const QByteArray &uploadId, int marker, QObject *context,
                   Handler<PartPage> handler) override;
    void listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                     const QByteArray &uploadIdMarker, QObject *context,
                     Handler<UploadPage> handler) override;

    void restore(const QByteArray &key, int days, QObject *context, Handler<Done> handler) override;
    ObjectReader *read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                       QObject *parent) override;

private:
    /// What every call begins with: asserts the thread.
    [[nodiscard]] const std::shared_ptr<CosConnection> &connection() const;

    std::shared_ptr<CosConnection> m_connection;
};

std::unique_ptr<ObjectStore> makeCosStore(const BucketSettings &bucket, HttpClient &http,
                                          CosOptions options = {});

}  // namespace cosftp
