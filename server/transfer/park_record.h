// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace cosftp {

/// Keeps the description of one running upload in the bucket, so that the upload can be continued
/// even if this process dies. A short upload never gets one, because it costs two requests: the
/// first is written after some seconds, then again every some seconds while parts are stored.
/// Thread: the store's.
class ParkRecord final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkRecord)

public:
    ParkRecord(ObjectStore &store, std::shared_ptr<ParkedUploads> index, QByteArray bucket,
               ParkedUpload upload, QObject *parent);
    ~ParkRecord() override;

    /// Parts 1..n are stored; writes now or when it is time.
    void update(const QList<StoredPart> &parts);
    /// Writes now. Before the first time it looks who was there before: an older interrupted upload
    /// of the same user and name is replaced, and aborted.
    void write(const QList<StoredPart> &parts, QObject *context, Handler<Done> handler);
    /// The upload is complete or given up: nobody shall find it any more. Also what an older
    /// interrupted upload of the name left, as far as this process knows of it.
    void remove();
    [[nodiscard]] bool isWritten() const { return m_isWritten; }
    /// How much of the upload the bucket's description tells.
    [[nodiscard]] qint64 writtenBytes() const { return m_writtenBytes; }
    [[nodiscard]] const ParkedUpload &upload() const { return m_upload; }

private:
    void look(QObject *context, Handler<Done> handler);
    void put(QObject *context, const Handler<Done> &handler);
    void onPut(const Outcome &outcome);

    ObjectStore &m_store;
    std::shared_ptr<ParkedUploads> m_index;
    QByteArray m_bucket;
    ParkedUpload m_upload;
    QByteArray m_replacedId;       ///< The older upload that ours takes the place of.
    std::function<void()> m_next;  ///< The write that waits for the one under way.
    QList<StoredPart> m_latest;
    QTimer m_timer;
    QElapsedTimer m_sinceLastWrite;
    qint64 m_writtenBytes = 0;
    bool m_isWritten = false;
    bool m_hasLooked = false;
    bool m_isWriting = false;
};

/// Aborts an upload and removes its description; nobody waits for it.
void discardParked(ObjectStore &store, ParkedUploads &index, const QByteArray &bucket,
                   const ParkedUpload &upload);

/// Reads a small object whole; Corrupt if it is larger than `maxBytes`.
void readSmallObject(ObjectStore &store, const QByteArray &key, ByteRange range,
                     const QByteArray &ifMatch, qint64 maxBytes, QObject *context,
                     Handler<QByteArray> handler);

inline constexpr qint64 maxParkedStateBytes = 4LL * 1024 * 1024;

}  // namespace cosftp
