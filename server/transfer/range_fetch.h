// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_reader.h"
#include "transfer/shared_budget.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace cosftp {

/// Room for a range that is fetched before anybody wants it, and the memory it stands on. Move
/// only.
struct RangeBuffer
{
    BudgetGrant memory;
    QByteArray bytes;
};

/// One range of one version of an object on its way. A body that breaks goes on at the right byte,
/// five times and once more for each 64 KiB of progress; another version fails with Changed. With a
/// buffer the bytes are taken from the network as they come; without one they stay there until
/// read(). opened() once, readyRead() as bytes come, finished() once, later than the last byte's
/// arrival. Thread: the store's.
class RangeFetch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RangeFetch)

public:
    /// `etag` empty: whatever version is there, and a refusal before opened() is final.
    RangeFetch(ObjectStore &store, QByteArray key, ByteRange range, QByteArray etag,
               QObject *parent);
    ~RangeFetch() override;

    /// The store may answer better another time.
    [[nodiscard]] static bool mayTryAgainAfter(const Failure &failure);

    /// Before start(). `buffer` has room for the whole range.
    void setBuffer(RangeBuffer buffer);
    [[nodiscard]] RangeBuffer takeBuffer();  ///< When nothing is left to be read.
    void start();

    [[nodiscard]] const ObjectInfo &info() const { return m_info; }  ///< After opened().
    /// Where it ends for now: a count that is larger than the object is cut at opened().
    [[nodiscard]] ByteRange range() const { return m_range; }
    qint64 read(char *buffer, qint64 maxBytes);
    [[nodiscard]] bool isBuffered() const { return m_buffer.has_value(); }
    [[nodiscard]] bool isReceived() const { return m_received == m_range.count; }
    [[nodiscard]] bool isRead() const { return m_read == m_range.count; }
    [[nodiscard]] qint64 bytesRead() const { return m_read; }
    [[nodiscard]] qint64 bytesBuffered() const { return m_received - m_read; }
    [[nodiscard]] const std::optional<Outcome> &outcome() const { return m_outcome; }

Q_SIGNALS:
    void opened();
    void readyRead();
    void interrupted(const cosftp::Failure &failure);  ///< Goes on after a pause.
    void finished(const cosftp::Outcome &outcome);

private:
    void openReader();
    void onOpened();
    void onReadyRead();
    void onReaderEnded(const Outcome &outcome);
    void continueAfter(const Failure &failure);
    void noteProgress(qint64 bytes);
    void dropReader();
    void finish(const Outcome &outcome);

    std::shared_ptr<ObjectStore> m_store;
    QByteArray m_key;
    ByteRange m_range;
    QByteArray m_etag;
    bool m_isPinned;  ///< To a version that somebody else saw.
    bool m_isOpened = false;
    ObjectInfo m_info;
    ObjectReader *m_reader = nullptr;
    std::optional<RangeBuffer> m_buffer;
    qint64 m_received = 0;
    qint64 m_read = 0;
    QTimer m_pause;
    int m_continuations = 0;  ///< That progress has not paid for yet.
    qint64 m_progress = 0;    ///< Towards paying for one.
    std::optional<Outcome> m_outcome;
};

}  // namespace cosftp
