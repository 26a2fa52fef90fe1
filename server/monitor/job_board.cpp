// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/job_board.h"

namespace cosftp {

JobRecord JobProgress::record() const
{
    JobRecord record = m_start;
    record.done = m_done;
    record.total = m_total;
    return record;
}

std::shared_ptr<JobProgress> JobBoard::begin(JobRecord record)
{
    const QMutexLocker lock(&m_mutex);
    record.jobId = ++m_lastId;
    auto job = std::make_shared<JobProgress>(record);
    m_jobs.insert(record.jobId, job);
    return job;
}

void JobBoard::end(const std::shared_ptr<JobProgress> &job)
{
    const QMutexLocker lock(&m_mutex);
    m_jobs.remove(job->record().jobId);
}

QList<JobRecord> JobBoard::running() const
{
    QList<JobRecord> records;
    const QMutexLocker lock(&m_mutex);
    for (const auto &job : m_jobs)
        records += job->record();
    return records;
}

}  // namespace cosftp
