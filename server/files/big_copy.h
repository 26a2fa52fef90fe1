// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/key_holds.h"
#include "store/object_store.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>

namespace cosftp {

/// Asked for what has to be held while a copy that went in parts is published.
using PublishGate = std::function<void(QObject *context, Handler<HeldKeys> handler)>;

/// Copies one object inside its bucket: one request up to 5 GiB, in parts above. With a gate, which
/// is for copies in parts of an object onto itself, the object is looked at once more behind the
/// gate and replaced only if it is still the version that was copied, else that is Changed.
void copyObject(ObjectStore &store, const CopyRequest &request, qint64 sizeBytes, QObject *context,
                Handler<StoredObject> handler, PublishGate gate = {});

/// A server-side copy in parts, four at a time, for objects that one copy request refuses. Keeps
/// content type, metadata, class, encryption and access rights, which a multipart upload does not
/// inherit. On failure, or when the context dies, the upload is aborted, whatever becomes of the
/// store that was given. Deletes itself after the answer.
class BigCopy final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BigCopy)

public:
    BigCopy(ObjectStore &store, CopyRequest request, qint64 sizeBytes, QObject *context,
            Handler<StoredObject> handler, PublishGate gate);
    ~BigCopy() override;

    void start();

private:
    void onSourceKnown(const Result<ObjectInfo> &info);
    void initiate(const ObjectAttributes &attributes);
    void onInitiated(const Result<QByteArray> &uploadId);
    void advance();
    void onPartCopied(int number, const Result<StoredPart> &part);
    void publish();
    void lookAgain(const HeldKeys &publishing);
    void complete(const HeldKeys &publishing);
    void end(const Result<StoredObject> &result);
    void abort();
    [[nodiscard]] ByteRange rangeOf(int number) const;

    std::shared_ptr<ObjectStore> m_store;
    CopyRequest m_request;
    qint64 m_sizeBytes;
    qint64 m_partBytes;
    int m_partCount;
    Handler<StoredObject> m_handler;
    PublishGate m_gate;
    std::unique_ptr<QObject> m_requests;
    QByteArray m_uploadId;  ///< Empty again once nothing has to be aborted.
    int m_lastNumber = 0;
    int m_inFlight = 0;
    std::map<int, StoredPart> m_parts;
    bool m_isEnded = false;
};

}  // namespace cosftp
