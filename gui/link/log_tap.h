// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/log_sink.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace cosftp {

/// Brings what all threads log into this one, in batches. There is one log in a process, and one
/// tap: the newest gets everything.
class LogTap final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogTap)

public:
    /// More than this between two batches are dropped, the newest ones, and counted.
    static constexpr qsizetype mostInABatch = 20000;

    explicit LogTap(QObject *parent = nullptr);
    ~LogTap() override;

Q_SIGNALS:
    void logged(const QList<cosftp::LogRecord> &records);

private:
    struct Pool;
    void deliver();

    std::shared_ptr<Pool> m_pool;
    QTimer m_timer;
};

}  // namespace cosftp
