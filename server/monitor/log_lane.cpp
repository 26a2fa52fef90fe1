// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/log_lane.h"

namespace cosftp {

LogLane::LogLane(QString name, GapLine gapLine, News news)
    : m_name(std::move(name)), m_gapLine(std::move(gapLine)), m_news(std::move(news)),
      m_target(std::make_shared<const Write>()), m_thread([this] { run(); })
{}

LogLane::~LogLane()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_hasWork.notify_one();
    m_thread.join();
}

void LogLane::setTarget(Write target)
{
    const std::lock_guard lock(m_mutex);
    m_target = std::make_shared<const Write>(std::move(target));
}

void LogLane::add(const QByteArray &line)
{
    bool isFull = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!*m_target)
            return;
        ++m_added;
        // Behind a line that was left out all are, until there is room for the gap to be told.
        isFull = m_dropped > 0 || m_queuedBytes + line.size() > mostBytes;
        if (isFull) {
            ++m_dropped;
        } else {
            m_queue += line;
            m_queuedBytes += line.size();
        }
    }
    if (isFull)
        return tellTrouble(m_name + QStringLiteral(" does not take the lines of the log"));
    m_hasWork.notify_one();
}

bool LogLane::flush(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    const quint64 wanted = m_added;
    return m_isDone.wait_for(lock, limit, [this, wanted] { return m_handled >= wanted; });
}

void LogLane::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_hasWork.wait(lock, [this] { return !m_queue.isEmpty() || m_isEnding; });
        if (m_isEnding)
            return;
        const QList<QByteArray> lines = std::exchange(m_queue, {});
        const quint64 dropped = std::exchange(m_dropped, 0);
        const std::shared_ptr<const Write> target = m_target;
        m_queuedBytes = 0;
        lock.unlock();
        writeAll(lines, dropped, *target);
        lock.lock();
        m_handled += static_cast<quint64>(lines.size()) + dropped;
        m_isDone.notify_all();
    }
}

void LogLane::writeAll(const QList<QByteArray> &lines, quint64 droppedBehind, const Write &target)
{
    if (!target) {
        m_missing = 0;
        return;
    }
    for (const QByteArray &line : lines)
        writeOne(line, target);
    m_missing += droppedBehind;
    if (droppedBehind > 0)
        writeGap(target);
}

void LogLane::writeOne(const QByteArray &line, const Write &target)
{
    if (m_missing > 0 && !writeGap(target)) {
        ++m_missing;
        return;
    }
    if (const Outcome written = target(line); !written) {
        ++m_missing;
        tellTrouble(written.error().detail);
    }
}

bool LogLane::writeGap(const Write &target)
{
    if (!target(m_gapLine(m_missing)))
        return false;
    tellEnd(std::exchange(m_missing, 0));
    return true;
}

void LogLane::tellTrouble(const QString &why)
{
    using std::chrono::steady_clock;
    {
        const std::lock_guard lock(m_mutex);
        const steady_clock::time_point now = steady_clock::now();
        const bool wasTold = m_toldAt != steady_clock::time_point();
        if (m_isTold || (wasTold && now - m_toldAt < std::chrono::minutes(1)))
            return;
        m_isTold = true;
        m_toldAt = now;
    }
    m_news(true, why);
}

void LogLane::tellEnd(quint64 missing)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_isTold, false))
            return;
    }
    m_news(false, QStringLiteral("%1 takes the lines of the log again, %2 are missing there")
                      .arg(m_name)
                      .arg(missing));
}

}  // namespace cosftp
