// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/log_tap.h"

#include <QMutex>

#include <chrono>

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds interval{200};
}

/// Filled by all threads, emptied by one.
struct LogTap::Pool
{
    void add(const LogRecord &record)
    {
        const QMutexLocker lock(&mutex);
        if (records.size() < mostInABatch)
            records += record;
        else
            ++dropped;
    }
    QList<LogRecord> take(quint64 &droppedMeanwhile)
    {
        const QMutexLocker lock(&mutex);
        droppedMeanwhile = std::exchange(dropped, 0);
        return std::exchange(records, {});
    }

    QMutex mutex;
    QList<LogRecord> records;
    quint64 dropped = 0;
};

LogTap::LogTap(QObject *parent) : QObject(parent), m_pool(std::make_shared<Pool>())
{
    observeLog([pool = m_pool](const LogRecord &record) { pool->add(record); });
    connect(&m_timer, &QTimer::timeout, this, &LogTap::deliver);
    m_timer.start(interval);
}

LogTap::~LogTap() { observeLog({}); }

void LogTap::deliver()
{
    quint64 dropped = 0;
    QList<LogRecord> records = m_pool->take(dropped);
    if (dropped > 0)
        records +=
            LogRecord{QDateTime::currentDateTimeUtc(), LogSettings::Level::Warning, "cosftp.server",
                      QStringLiteral("%1 more lines are in the log file only").arg(dropped)};
    if (!records.isEmpty())
        Q_EMIT logged(records);
}

}  // namespace cosftp
