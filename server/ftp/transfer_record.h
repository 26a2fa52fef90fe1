// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "monitor/monitor.h"

#include <chrono>
#include <memory>

namespace cosftp {

class Session;

/// Keeps one transfer's record in the monitor up to date; whatever was begun is finished when it
/// dies.
class TransferRecorder
{
public:
    explicit TransferRecorder(std::shared_ptr<Monitor> monitor);
    ~TransferRecorder();
    Q_DISABLE_COPY_MOVE(TransferRecorder)

    /// `expectedBytes` 0 or less: not known.
    void begin(Session &session, TransferRecord::Direction direction, const VirtualPath &path,
               const QByteArray &bucket, const QByteArray &key, qint64 expectedBytes);
    void add(qint64 bytes);
    void setPartsInFlight(int count);
    void setPartsDone(int count);
    void setWaitsFor(TransferRecord::Waiting side);
    /// Why it fails; before finish(false).
    void setError(const QString &error, const QByteArray &errorId = {});
    void setState(TransferRecord::State state);
    void setParked(qint64 keptBytes);
    void finish(bool isDone);
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    [[nodiscard]] quint64 transferId() const;  ///< 0 while none is running.

private:
    std::shared_ptr<Monitor> m_monitor;
    std::shared_ptr<TransferProgress> m_transfer;
    std::chrono::steady_clock::time_point m_started;
};

}  // namespace cosftp
