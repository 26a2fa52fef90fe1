// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/thread_check.h"
#include "ftp/services.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace cosftp {

class Worker;

/// The worker threads. Hands each new connection to the next worker; knows when all are idle.
class WorkerPool final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkerPool)

public:
    WorkerPool(const SessionServices &shared, int threads);
    ~WorkerPool() override;  ///< Asks all threads to quit, then waits for all.

    /// In one thread only, that of the listeners; all else in the thread that made the pool.
    void dispatch(qintptr descriptor, Entrance entrance);
    /// Connections wait for their workers to take them: no more shall be accepted for now.
    [[nodiscard]] bool isBehind() const { return *m_onTheWay >= mostOnTheWay; }
    void apply(const std::shared_ptr<const Settings> &settings);
    void drain();
    void endAll();
    void closeSessions(const QList<quint64> &sessionIds);
    void abortTransfers(const QList<quint64> &transferIds);

Q_SIGNALS:
    void idle();  ///< After drain(): every worker is idle.

private:
    struct Lane
    {
        std::unique_ptr<QThread> thread;
        Worker *worker = nullptr;  // deleted in its own thread when that finishes
    };
    static constexpr int mostOnTheWay = 32;

    std::vector<Lane> m_lanes;
    std::shared_ptr<std::atomic<int>> m_onTheWay = std::make_shared<std::atomic<int>>(0);
    std::optional<ThreadBound> m_dispatcher;  // the thread of the first dispatch()
    std::size_t m_next = 0;
    quint64 m_lastSessionId = 0;
    std::size_t m_idleLanes = 0;
};

}  // namespace cosftp
