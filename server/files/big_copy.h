// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QObject>

#include <map>
#include <memory>

namespace cosftp {

/// Copies one object inside its bucket: one request up to 5 GiB, in parts above.
void copyObject(ObjectStore &store, const CopyRequest &request, qint64 sizeBytes, QObject *context,
                Handler<StoredObject> handler);

/// A server-side copy in parts, four at a time, for objects that one copy request refuses. Keeps
/// content type, metadata, class and encryption, which a multipart upload does not inherit. On
/// failure, or when the context dies, the upload is aborted. Deletes itself after the answer.
class BigCopy final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BigCopy)

public:
    BigCopy(ObjectStore &store, CopyRequest request, qint64 sizeBytes, QObject *context,
            Handler<StoredObject> handler);
    ~BigCopy() override;

    void start();

private:
    void onSourceKnown(const Result<ObjectInfo> &info);
    void initiate(const ObjectAttributes &attributes);
    void onInitiated(const Result<QByteArray> &uploadId);
    void advance();
    void onPartCopied(int number, const Result<StoredPart> &part);
    void complete();
    void end(const Result<StoredObject> &result);
    void abort();
    [[nodiscard]] ByteRange rangeOf(int number) const;

    ObjectStore &m_store;
    CopyRequest m_request;
    qint64 m_sizeBytes;
    qint64 m_partBytes;
    int m_partCount;
    Handler<StoredObject> m_handler;
    std::unique_ptr<QObject> m_requests;
    QByteArray m_uploadId;  ///< Empty again once nothing has to be aborted.
    int m_lastNumber = 0;
    int m_inFlight = 0;
    std::map<int, StoredPart> m_parts;
    bool m_isEnded = false;
};

}  // namespace cosftp
