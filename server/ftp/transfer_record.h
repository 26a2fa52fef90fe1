// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/virtual_path.h"
#include "monitor/records.h"

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
    void begin(Session &session, TransferDirection direction, const VirtualPath &path,
               const QByteArray &bucket, const QByteArray &key, qint64 expectedBytes);
    void add(qint64 bytes);
    void setState(TransferState state);
    void finish(bool isDone);
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

private:
    std::shared_ptr<Monitor> m_monitor;
    std::shared_ptr<TransferCounter> m_transfer;
    std::chrono::steady_clock::time_point m_started;
};

}  // namespace cosftp
