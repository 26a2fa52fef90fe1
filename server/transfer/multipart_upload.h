// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"
#include "transfer/part_buffer.h"
#include "transfer/parts_window.h"
#include "transfer/publish_gate.h"

#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace cosftp {

/// The beginning of an upload that the store copies out of an existing object.
struct HeadCopy
{
    CopyRequest source;  ///< Key and ETag.
    qint64 bytes = 0;    ///< 0: no copy; else at least the store's smallest part.
};

struct MultipartRequest
{
    QByteArray key = {};
    ObjectAttributes attributes = {};
    int maxPartsInFlight = 4;
    std::chrono::milliseconds retryTime{0};  ///< So long one part is tried again and again.
    HeadCopy head = {};
    QByteArray uploadId = {};      ///< Not empty: goes on with this open upload ...
    QList<StoredPart> parts = {};  ///< ... behind these parts, numbered 1..n.
    PublishRules publish = {};
};

/// The store's side of an upload in parts: initiates, sends several at once, completes or aborts.
/// Whoever deletes it before finished() leaves nothing behind: the parts under way are cancelled,
/// then the upload is aborted, also one whose initiation is still unanswered. Only keepOpen()
/// leaves the upload open in the bucket. Thread: the store's.
class MultipartUpload final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MultipartUpload)

public:
    MultipartUpload(ObjectStore &store, std::shared_ptr<SharedBudget> partsInFlight,
                    MultipartRequest request, QObject *parent);
    ~MultipartUpload() override;

    /// Begins without waiting for the first part: an upload that goes on, or one with a head.
    void start();
    void send(PartBuffer part);  ///< The next part in order.
    void complete();             ///< All parts have been given to send().
    /// finished() with `why` follows, unless the completion was sent already.
    void cancel(const Failure &why);
    /// No further part comes: settled() follows when everything given to send() is stored, or
    /// failed, or stopWaiting() is called.
    void settle();
    void stopWaiting();
    /// From now on nothing is sent and nothing is aborted; who calls this answers for the upload.
    void keepOpen();
    /// Inside finished(): a failed upload is aborted only when this object dies, not at once.
    void hold();

    [[nodiscard]] QByteArray uploadId() const { return m_uploadId; }
    [[nodiscard]] int partsPending() const;  ///< Given to send() and not confirmed yet.
    [[nodiscard]] int partsInFlight() const { return static_cast<int>(m_inFlight.size()); }
    [[nodiscard]] int partsDone() const { return static_cast<int>(m_stored.size()); }
    [[nodiscard]] int windowSize() const { return m_window.size(); }
    [[nodiscard]] int headParts() const { return m_headParts; }
    /// Confirmed by the store, what it held at the beginning included.
    [[nodiscard]] qint64 bytesStored() const { return m_bytesStored; }
    /// The store was asked to publish.
    [[nodiscard]] bool wasCompleted() const { return m_wasCompleted; }
    /// What stood under the key at the last look before the completion, if there was one.
    [[nodiscard]] const std::optional<ObjectInfo> &replaced() const { return m_replaced; }
    /// Parts 1..n without a gap that the store has confirmed.
    [[nodiscard]] QList<StoredPart> storedParts() const;

Q_SIGNALS:
    void initiated();
    void partStored();
    void settled();
    /// A failure leaves the upload open until this signal was delivered; then it is aborted, unless
    /// hold() was called.
    void finished(const cosftp::Result<cosftp::StoredObject> &result);

private:
    enum class Step { Idle, Initiating, Sending, AtGate, Completing, Ending, Ended };
    struct Part
    {
        PartBuffer buffer;
        BudgetGrant slot;
        bool wasRepeated = false;
        int failures = 0;
        QDeadlineTimer retryUntil{};
    };

    void takeOverParts();
    void initiate();
    void onInitiated(const Result<QByteArray> &uploadId);
    void advance();
    [[nodiscard]] bool canStartPart() const;
    void waitForSlot();
    void onSlot(BudgetGrant slot);
    void startPart(BudgetGrant slot);
    void request(int number);
    void onPartAnswered(int number, const Result<StoredPart> &answer);
    void onPartFailed(int number, const Failure &failure);
    [[nodiscard]] bool mayRetry(Part &part, const Failure &failure);
    void notePart(StoredPart part);
    void startCopies();
    void onCopied(int number, qint64 bytes, const Result<StoredPart> &answer);
    [[nodiscard]] ByteRange copyRange(int number) const;
    void passGate();
    void sendCompletion(const PublishPass &pass);
    void onCompleted(const Result<StoredObject> &answer);
    void end(const Result<StoredObject> &result);
    void finishQueued(const Result<StoredObject> &result);
    void abort();

    std::shared_ptr<ObjectStore> m_store;
    std::shared_ptr<SharedBudget> m_slots;
    std::shared_ptr<BudgetHolder> m_holder = std::make_shared<BudgetHolder>();  ///< Of slots.
    MultipartRequest m_request;
    PartsWindow m_window;
    Step m_step = Step::Idle;
    std::unique_ptr<QObject> m_requests;  ///< Context of everything that may be cancelled.
    QByteArray m_uploadId;                ///< Empty again once nothing has to be aborted.
    std::deque<PartBuffer> m_waiting;
    std::map<int, Part> m_inFlight;
    std::map<int, StoredPart> m_stored;
    PublishPass m_pass;  ///< While the completion is under way.
    std::optional<ObjectInfo> m_replaced;
    int m_lastNumber = 0;
    int m_headParts = 0;
    int m_copiesAsked = 0;
    int m_copiesInFlight = 0;
    int m_retriesLeft = 0;
    QDeadlineTimer m_finishUntil{QDeadlineTimer::Forever};  ///< A client waits for its reply.
    bool m_inputEnded = false;
    bool m_waitsForSlot = false;
    bool m_isSettling = false;
    bool m_isHeld = false;
    bool m_wasCompleted = false;
    qint64 m_bytesStored = 0;
};

}  // namespace cosftp
