// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"
#include "transfer/part_buffer.h"

#include <QObject>

#include <deque>
#include <map>
#include <memory>

namespace cosftp {

struct MultipartRequest
{
    QByteArray key;
    ObjectAttributes attributes;
    int maxPartsInFlight = 4;
};

/// The store's side of an upload in parts: initiates with the first part, sends several at once,
/// completes or aborts. Whoever deletes it before finished() leaves nothing behind: the parts under
/// way are cancelled, then the upload is aborted, also one whose initiation is still unanswered.
/// Thread: the store's.
class MultipartUpload final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MultipartUpload)

public:
    MultipartUpload(ObjectStore &store, std::shared_ptr<SharedBudget> partsInFlight,
                    MultipartRequest request, QObject *parent);
    ~MultipartUpload() override;

    void send(PartBuffer part);  ///< The next part in order.
    void complete();             ///< All parts have been given to send().
    /// finished() with `why` follows, unless the completion was sent already.
    void cancel(const Failure &why);

    [[nodiscard]] int partsPending() const;  ///< Given to send() and not confirmed yet.
    [[nodiscard]] int partsInFlight() const { return static_cast<int>(m_inFlight.size()); }
    [[nodiscard]] qint64 bytesStored() const { return m_bytesStored; }

Q_SIGNALS:
    void partStored();
    void finished(const cosftp::Result<cosftp::StoredObject> &result);

private:
    enum class Step { Idle, Initiating, Sending, Completing, Ending, Ended };
    struct Part
    {
        PartBuffer buffer;
        BudgetGrant slot;
        bool wasRepeated = false;
    };

    void initiate();
    void onInitiated(const Result<QByteArray> &uploadId);
    void advance();
    [[nodiscard]] bool canStartPart() const;
    void waitForSlot();
    void startPart(BudgetGrant slot);
    void request(int number);
    void onPartAnswered(int number, const Result<StoredPart> &answer);
    void sendCompletion();
    void onCompleted(const Result<StoredObject> &answer);
    void end(const Result<StoredObject> &result);
    void abort();

    ObjectStore &m_store;
    std::shared_ptr<SharedBudget> m_slots;
    MultipartRequest m_request;
    Step m_step = Step::Idle;
    std::unique_ptr<QObject> m_requests;  ///< Context of everything that may be cancelled.
    QByteArray m_uploadId;                ///< Empty again once nothing has to be aborted.
    std::deque<PartBuffer> m_waiting;
    std::map<int, Part> m_inFlight;
    std::map<int, StoredPart> m_stored;
    int m_lastNumber = 0;
    bool m_inputEnded = false;
    bool m_waitsForSlot = false;
    qint64 m_bytesStored = 0;
};

}  // namespace cosftp
