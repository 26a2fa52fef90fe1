// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace cosftp {

/// One place where the lines of the log go, standard error or a file, with a thread of its own: who
/// logs never waits for it. What it cannot take is left out, the newest lines first, and counted;
/// one line in their place says how many, as soon as it takes lines again. The others keep their
/// order. Thread-safe.
class LogLane
{
public:
    /// Writes one line, without its end; may take as long as it likes. One call at a time.
    using Write = std::function<Outcome(const QByteArray &line)>;
    /// Makes the line that says how many lines are missing where it stands.
    using GapLine = std::function<QByteArray(quint64 lines)>;
    /// Told in any thread when lines begin to be lost, and why, and when they are written again;
    /// the first at most once a minute. Must not wait.
    using News = std::function<void(bool isTrouble, const QString &text)>;

    static constexpr qsizetype mostBytes = 1024 * 1024;  ///< That wait; as much may be in work.

    /// `name` is what the news are about: "standard error".
    LogLane(QString name, GapLine gapLine, News news);
    /// Waits for the line that is being written; what is behind it is lost.
    ~LogLane();
    LogLane(const LogLane &) = delete;
    LogLane &operator=(const LogLane &) = delete;

    /// Lines that come from now on are written by it; those that wait perhaps too. Without one, as
    /// in the beginning, lines are forgotten.
    void setTarget(Write target);
    void add(const QByteArray &line);
    /// Waits until everything is written that was added before; false: not within `limit`.
    bool flush(std::chrono::milliseconds limit);

private:
    void run();
    void writeAll(const QList<QByteArray> &lines, quint64 droppedBehind, const Write &target);
    void writeOne(const QByteArray &line, const Write &target);
    bool writeGap(const Write &target);
    void tellTrouble(const QString &why);
    void tellEnd(quint64 missing);

    const QString m_name;
    const GapLine m_gapLine;
    const News m_news;

    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::condition_variable m_isDone;
    std::shared_ptr<const Write> m_target;
    QList<QByteArray> m_queue;
    qsizetype m_queuedBytes = 0;
    quint64 m_dropped = 0;  ///< Lines that the queue had no room for, all of them behind it.
    quint64 m_added = 0;
    quint64 m_handled = 0;  ///< Of those that were added: written, lost or dropped.
    bool m_isEnding = false;
    bool m_isTold = false;                           ///< That lines are being lost.
    std::chrono::steady_clock::time_point m_toldAt;  ///< Zero: never.

    quint64 m_missing = 0;  ///< Lines that nobody was told of yet. The writing thread's.
    std::thread m_thread;
};

}  // namespace cosftp
