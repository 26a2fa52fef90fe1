// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_store.h"

#include <optional>

/// The body of a FakeStore's GET: comes in pieces through the event loop; no more than a window of
/// it is there unread, like a socket's buffer.
class FakeReader final : public cosftp::ObjectReader
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FakeReader)

public:
    FakeReader(FakeStore &store, QObject *parent) : ObjectReader(parent), m_store(store) {}
    ~FakeReader() override = default;

    void refuse(const cosftp::Failure &failure) { m_refusal = failure; }
    void cutAfter(qint64 bytes) { m_cutAfter = bytes; }
    void corruptAt(qint64 byte) { m_corruptAt = byte; }
    void open(const cosftp::Result<cosftp::ObjectInfo> &info, const QByteArray &content,
              cosftp::ByteRange range);

    [[nodiscard]] const cosftp::ObjectInfo &info() const override { return m_info; }
    qint64 read(char *buffer, qint64 maxBytes) override;
    [[nodiscard]] qint64 bytesDelivered() const override { return m_delivered; }

private:
    void arrive();
    void arriveLater();
    void end(const cosftp::Outcome &outcome);

    static constexpr qint64 windowBytes = 256 * 1024;
    static constexpr qint64 pieceBytes = 50'000;
    FakeStore &m_store;
    cosftp::ObjectInfo m_info;
    QByteArray m_body;
    qint64 m_arrived = 0;
    qint64 m_delivered = 0;
    std::optional<cosftp::Failure> m_refusal;
    std::optional<qint64> m_cutAfter;
    std::optional<qint64> m_corruptAt;
    bool m_isArriving = false;  // paced: one piece at a time
    bool m_isEnded = false;
};
