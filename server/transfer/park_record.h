// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace cosftp {

/// Keeps the description of one running upload in the bucket, so that the upload can be continued
/// even if this process dies, and so that nobody else touches it meanwhile. A short upload never
/// gets one, because it costs requests: the first is written a second after the beginning, then
/// each second in which parts were stored, and every three seconds as long as the client lives.
/// Once it was silent for longer than the lease, another server may have gone on with the upload;
/// that is noticed before the next write. Thread: the store's.
class ParkRecord final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkRecord)

public:
    struct Place
    {
        std::shared_ptr<ParkedUploads> index;
        QByteArray bucket;  ///< NAME-APPID.
        /// False: the client has been silent for so long that it may be gone, so the lease is not
        /// renewed.
        std::function<bool()> isClientAlive = {};
        /// When the upload began.
        std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    };

    /// `upload` says all but the parts. One that has a `stateKey` was described before and is taken
    /// over; else the first write looks for a free place and, unless `isBaseKnown`, for what stands
    /// under the key; if that was stored since the upload began, there is no description.
    ParkRecord(ObjectStore &store, Place place, ParkedUpload upload, bool isBaseKnown,
               QObject *parent);
    ~ParkRecord() override;

    /// Parts 1..n are stored; writes now or when it is time.
    void update(const QList<StoredPart> &parts);
    /// Writes now. `isHeld` false: from now on it waits, and whoever comes may go on with it.
    void write(const QList<StoredPart> &parts, bool isHeld, QObject *context,
               Handler<Done> handler);
    /// The upload is complete or given up: nobody shall find it any more.
    void remove();
    [[nodiscard]] bool isWritten() const { return m_isWritten; }
    /// Somebody else has gone on with the upload: it must neither be continued nor aborted here.
    [[nodiscard]] bool isLost() const { return m_isLost; }
    /// How much of the upload the bucket's description tells.
    [[nodiscard]] qint64 writtenBytes() const { return m_writtenBytes; }
    [[nodiscard]] const ParkedUpload &upload() const { return m_upload; }

Q_SIGNALS:
    void lost();

private:
    struct Write
    {
        QList<StoredPart> parts;
        bool isHeld = true;
        QPointer<QObject> context;
        Handler<Done> handler;
    };

    void begin(const Write &write);
    void look(const Write &write);
    void lookForBase(const Write &write);
    [[nodiscard]] bool isNewer(const ObjectInfo &object) const;
    void giveUp(const Write &write);
    void checkHolder(const Write &write);
    void put(const Write &write, Replacing replacing);
    void onPut(const Write &write, const Result<StoredObject> &answer);
    void end(const Write &write, const Outcome &outcome);
    void startTimer();
    [[nodiscard]] std::chrono::milliseconds age() const;
    [[nodiscard]] QDateTime beganByStore() const;
    [[nodiscard]] bool hasLapsed() const;

    std::shared_ptr<ObjectStore> m_store;
    Place m_place;
    ParkedUpload m_upload;
    UploadHolder m_holder;        ///< Ours.
    std::optional<Write> m_next;  ///< Waits for the one under way.
    QList<StoredPart> m_latest;
    QTimer m_timer;
    QElapsedTimer m_sinceLastWrite;
    qint64 m_writtenBytes = 0;
    bool m_isWritten = false;
    bool m_isBaseKnown = false;
    bool m_hasNews = false;
    bool m_isWriting = false;
    bool m_isPutting = false;
    bool m_isLost = false;
    /// Shared with the write under way, which may outlive this: the description shall go again.
    std::shared_ptr<bool> m_isUnwanted = std::make_shared<bool>(false);
    bool m_isOutdated = false;  ///< What stands under the name is newer: nobody shall go on.
};

}  // namespace cosftp
