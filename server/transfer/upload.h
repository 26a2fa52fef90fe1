// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"
#include "transfer/parked_uploads.h"
#include "transfer/publish_gate.h"
#include "transfer/shared_budget.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <optional>
#include <span>

namespace cosftp {

/// What all transfers of the process share.
struct TransferBudgets
{
    std::shared_ptr<SharedBudget> memory;         ///< Bytes of part buffers.
    std::shared_ptr<SharedBudget> partsInFlight;  ///< Parts of multipart uploads under way.
    std::shared_ptr<SharedBudget> folders = {};   ///< Bytes of names that folder jobs hold.
};

/// Whose upload it is; without this it cannot be parked.
struct UploadOwner
{
    std::shared_ptr<ParkedUploads> index;
    QByteArray bucket;  ///< NAME-APPID.
    QByteArray user;
    QByteArray address = {};                   ///< Of the client.
    int keepHours = 24;                        ///< So long it waits when it is interrupted.
    std::function<bool()> isClientAlive = {};  ///< See ParkRecord::Place.
};

/// The first bytes of an existing object, which the new bytes come behind.
struct ObjectHead
{
    ObjectInfo object;  ///< From HEAD; its ETag guards every copy.
    qint64 bytes = 0;   ///< 1..object.sizeBytes.
};

struct UploadRequest
{
    QByteArray key;
    ObjectAttributes attributes;
    qint64 maxBytes =
        0;  ///< More than this fails with TooLarge and stores nothing; 0: the store's limit.
    qint64 minPartBytes = 8LL * 1024 * 1024;  ///< Of the first parts, see partTargetBytes().
    qint64 expectedBytes = 0;  ///< A hint (ALLO) that makes parts large enough for that; 0: none.
    int maxPartsInFlight = 4;  ///< Of this upload; the budget counts all.
    std::chrono::milliseconds retryTime{0};  ///< So long a part is tried again, 0: not at all.
    std::optional<UploadOwner> owner = {};
    PublishRules publish = {};
    // At most one of the two:
    std::optional<ParkedUpload> goesOn = {};  ///< An interrupted upload of the same key.
    std::optional<ObjectHead> head = {};
};

/// Streams bytes of unknown number into one object. The owner writes into space(), says commit(),
/// and at the end finishInput(), park() or abandon(). Nothing is visible in the bucket before
/// finished() carries success; success means the store confirmed and its CRC-64 equals that of the
/// bytes. Every other end leaves the key as it was. Unless it was parked it leaves no multipart
/// upload open (the abort is carried through even when this job is deleted at once). One exception:
/// if the store says of an object twice, in two answers, that its checksum is wrong, the old object
/// is gone already; the damaged one is removed, but not if it holds bytes of an older object.
/// Nothing is removed because of one answer. finished() comes exactly once, never from inside a
/// call of the owner's. Thread: the store's.
class Upload : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Upload)

public:
    Upload(ObjectStore &store, TransferBudgets budgets, UploadRequest request, QObject *parent);
    ~Upload() override;

    /// Where the next bytes go; valid until the next call. Empty: wait for spaceAvailable().
    std::span<char> space();
    /// The first `bytes` of space() are data now.
    void commit(qint64 bytes);
    /// Nothing is there to be committed now: memory that waits for it is given to others.
    void rest();
    /// The stream truly ended: publish. finished() follows.
    void finishInput();
    /// The stream did not truly end: finished() with `why` follows, nothing is published. Too late
    /// once the publishing request was sent after finishInput(): then the store's answer decides.
    void abandon(const Failure &why);
    /// As abandon(), but what can be kept stays in the bucket for another day: parts under way are
    /// waited for, the received tail becomes a part if the store allows (1 MiB). parkedBytes()
    /// tells how many bytes are safe; 0 if nothing is.
    void park(const Failure &why);

    [[nodiscard]] qint64 bytesReceived() const;  ///< What it came behind included.
    [[nodiscard]] qint64 bytesStored() const;    ///< Confirmed by the store.
    [[nodiscard]] qint64 parkedBytes() const;
    [[nodiscard]] QByteArray parkedId() const;  ///< The upload's, if some of it was kept.
    [[nodiscard]] bool isInParts() const;       ///< No single PUT any more.
    [[nodiscard]] int partsInFlight() const;
    /// Parts that the store has confirmed, those of an interrupted upload that goes on included; 0
    /// for what goes in one piece.
    [[nodiscard]] int partsDone() const;

Q_SIGNALS:
    void spaceAvailable();
    void partStored();
    void finished(const cosftp::Result<cosftp::StoredObject> &result);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp
