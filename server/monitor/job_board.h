// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QMap>
#include <QMutex>

#include <atomic>
#include <memory>

namespace cosftp {

/// How far a job is. The job's thread writes, snapshots read; no lock.
class JobProgress
{
public:
    explicit JobProgress(JobRecord record) : m_start(std::move(record)) {}

    void set(qint64 done, qint64 total)
    {
        m_done = done;
        m_total = total;
    }
    [[nodiscard]] JobRecord record() const;

private:
    const JobRecord m_start;
    std::atomic<qint64> m_done{0};
    std::atomic<qint64> m_total{-1};
};

/// The jobs over whole folders that run now. Every thread may call every function.
class JobBoard
{
public:
    JobBoard() = default;
    Q_DISABLE_COPY_MOVE(JobBoard)

    /// Gives the job an id of its own.
    std::shared_ptr<JobProgress> begin(JobRecord record);
    void end(const std::shared_ptr<JobProgress> &job);
    [[nodiscard]] QList<JobRecord> running() const;

private:
    mutable QMutex m_mutex;
    QMap<quint64, std::shared_ptr<JobProgress>> m_jobs;
    quint64 m_lastId = 0;
};

}  // namespace cosftp
