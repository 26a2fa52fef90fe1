// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/multipart_upload.h"
#include "transfer/park_record.h"
#include "transfer/part_buffer.h"
#include "transfer/upload.h"

namespace cosftp {

/// What Upload is made of: receiving and storing in upload.cpp; the memory for it in
/// upload_memory.cpp; what the bytes come behind, and what is kept of an upload that did not end,
/// in upload_parking.cpp.
class Upload::Private
{
public:
    enum class Step { Receiving, Storing, Parking, Ended };

    Private(Upload *owner, ObjectStore &objectStore, TransferBudgets pools, UploadRequest what)
        : q(owner), shared(objectStore.share()), store(*shared), budgets(std::move(pools)),
          request(std::move(what)), requests(std::make_unique<QObject>())
    {}
    ~Private();
    Q_DISABLE_COPY_MOVE(Private)

    void start();
    std::span<char> space();
    void commit(qint64 bytes);
    void rest();
    void finishInput();
    void abandon(const Failure &why);
    void park(const Failure &why);
    [[nodiscard]] Failure asItWasMeant(const Failure &failure) const;
    void end(const Result<StoredObject> &result);

    Upload *q;
    std::shared_ptr<ObjectStore> shared;  // the job may outlive the mount that it was begun for
    ObjectStore &store;
    TransferBudgets budgets;
    UploadRequest request;
    Step step = Step::Receiving;
    std::unique_ptr<QObject> requests;  // context of the single PUT and of waiting for memory
    std::unique_ptr<MultipartUpload> multipart;
    std::unique_ptr<ParkRecord> record;  // when there is an owner and a multipart upload
    std::shared_ptr<BudgetHolder> holder = std::make_shared<BudgetHolder>();
    std::optional<PartBuffer> buffer;
    QByteArray prefix;  // a head too small to be copied as a part
    bool waitsForPrefix = false;
    bool isInputEnded = false;
    int partsSealed = 0;
    bool waitsForMemory = false;
    bool hasRested = true;  // the client is slower than we are, or was in the part before
    bool lends = false;     // its idle memory is known to the budget
    bool ownerWaits = false;
    PublishPass pass;      // while the single PUT is under way
    qint64 baseBytes = 0;  // in the upload before the first byte of ours
    std::optional<quint64> baseCrc;
    qint64 bytesReceived = 0;  // ours
    qint64 bytesStored = 0;
    qint64 bytesParked = 0;
    quint64 crcOfSealed = 0;
    Failure whyParked;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

private:
    [[nodiscard]] qint64 limitBytes() const;
    [[nodiscard]] qint64 targetBytes() const;
    [[nodiscard]] qint64 floorBytes() const;
    void goOn();
    void beginWithHead();
    void onPrefixRead(const Result<QByteArray> &bytes);
    void acquireBuffer();
    void onMemory(BudgetGrant memory);
    void startBuffer(BudgetGrant memory, bool isWhole);
    void waitForMemory(qint64 bytes, BudgetUse use);
    [[nodiscard]] bool isPart() const;
    void makeRoom();
    bool growSeed();
    bool growBuffer();
    void lend();
    void sealPart();
    void startMultipart();
    [[nodiscard]] MultipartRequest partsAsAsked() const;
    void openMultipart(MultipartRequest what);
    void putWhole();
    void onPut(qint64 bytes, const Result<StoredObject> &answer);
    void onMultipartFinished(const Result<StoredObject> &answer);
    [[nodiscard]] bool isWorthKeeping(const Failure &failure) const;
    void onCompleted(const StoredObject &object);
    void onLookedAgain(const StoredObject &object, quint64 expected,
                       const Result<ObjectInfo> &info);
    [[nodiscard]] std::optional<quint64> expectedCrc() const;
    [[nodiscard]] bool holdsOlderBytes() const;
    void beginRecord();
    void noteProgress();
    void onLost();
    void forgetOlder();
    void writeParked();
    void onParkedWritten(const Outcome &written);
    void removeDamaged();
    void wakeOwner();
};

}  // namespace cosftp
