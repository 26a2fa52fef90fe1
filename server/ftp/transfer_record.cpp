// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/transfer_record.h"

#include "ftp/session.h"

namespace cosftp {

TransferRecorder::TransferRecorder(std::shared_ptr<Monitor> monitor) : m_monitor(std::move(monitor))
{}

TransferRecorder::~TransferRecorder() { finish(false); }

void TransferRecorder::begin(Session &session, TransferRecord::Direction direction,
                             const VirtualPath &path, const QByteArray &bucket,
                             const QByteArray &key, qint64 expectedBytes)
{
    TransferRecord record;
    record.sessionId = session.id();
    record.direction = direction;
    record.user = session.loggedInUser();
    record.peer = session.peerText();
    record.path = path.toBytes();
    record.bucket = bucket;
    record.key = key;
    record.expectedBytes = expectedBytes;
    record.started = QDateTime::currentDateTimeUtc();
    record.state = direction == TransferRecord::Direction::Upload ? TransferRecord::State::Receiving
                                                                  : TransferRecord::State::Sending;
    m_started = std::chrono::steady_clock::now();
    m_transfer = m_monitor->transferStarted(record);
}

void TransferRecorder::add(qint64 bytes)
{
    if (m_transfer)
        m_transfer->addBytes(bytes);
}

void TransferRecorder::setPartsInFlight(int count)
{
    if (m_transfer)
        m_transfer->setPartsInFlight(count);
}

void TransferRecorder::setPartsDone(int count)
{
    if (m_transfer)
        m_transfer->setPartsDone(count);
}

void TransferRecorder::setWaitsFor(TransferRecord::Waiting side)
{
    if (m_transfer)
        m_transfer->setWaitsFor(side);
}

void TransferRecorder::setError(const QString &error, const QByteArray &errorId)
{
    if (m_transfer)
        m_transfer->setError(error, errorId);
}

void TransferRecorder::setState(TransferRecord::State state)
{
    if (m_transfer)
        m_transfer->setState(state);
}

void TransferRecorder::setParked(qint64 keptBytes)
{
    if (m_transfer)
        m_transfer->setParked(keptBytes);
}

void TransferRecorder::finish(bool isDone)
{
    if (const auto transfer = std::exchange(m_transfer, nullptr))
        m_monitor->transferEnded(transfer, isDone);
}

quint64 TransferRecorder::transferId() const { return m_transfer ? m_transfer->transferId() : 0; }

std::chrono::milliseconds TransferRecorder::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                                 - m_started);
}

}  // namespace cosftp
