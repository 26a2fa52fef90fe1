// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker_pool.h"

#include "net/descriptor.h"
#include "net/epoll_dispatcher.h"
#include "worker.h"

namespace cosftp {

WorkerPool::WorkerPool(const SessionServices &shared, int threads)
{
    for (int index = 0; index < threads; ++index) {
        Lane lane;
        lane.thread = std::make_unique<QThread>();
        lane.thread->setObjectName(QStringLiteral("worker-%1").arg(index));
        lane.thread->setEventDispatcher(new EpollDispatcher);
        lane.worker = new Worker(shared);
        lane.worker->moveToThread(lane.thread.get());
        connect(lane.thread.get(), &QThread::finished, lane.worker, &QObject::deleteLater);
        connect(lane.worker, &Worker::idle, this, [this] {
            if (++m_idleLanes == m_lanes.size())
                Q_EMIT idle();
        });
        lane.thread->start();
        m_lanes.push_back(std::move(lane));
    }
    QMetaObject::invokeMethod(m_lanes.front().worker, &Worker::keepHouse, Qt::QueuedConnection);
}

WorkerPool::~WorkerPool()
{
    assertThread(*this);
    for (const Lane &lane : m_lanes)
        lane.thread->quit();
    for (const Lane &lane : m_lanes)
        lane.thread->wait();
}

void WorkerPool::dispatch(qintptr descriptor, Entrance entrance)
{
    if (!m_dispatcher)
        m_dispatcher.emplace();
    m_dispatcher->assertThread();
    Worker *worker = m_lanes[m_next++ % m_lanes.size()].worker;
    const quint64 id = ++m_lastSessionId;
    // Closed if the worker ends before the call reaches it.
    const auto connection = std::make_shared<Descriptor>(static_cast<int>(descriptor));
    ++*m_onTheWay;
    QMetaObject::invokeMethod(
        worker,
        [worker, connection, id, entrance, onTheWay = m_onTheWay] {
            --*onTheWay;
            worker->adopt(connection->release(), id, entrance);
        },
        Qt::QueuedConnection);
}

void WorkerPool::apply(const std::shared_ptr<const Settings> &settings)
{
    assertThread(*this);
    for (const Lane &lane : m_lanes)
        QMetaObject::invokeMethod(
            lane.worker, [worker = lane.worker, settings] { worker->apply(settings); },
            Qt::QueuedConnection);
}

void WorkerPool::drain()
{
    assertThread(*this);
    for (const Lane &lane : m_lanes)
        QMetaObject::invokeMethod(lane.worker, &Worker::drain, Qt::QueuedConnection);
}

void WorkerPool::endAll()
{
    assertThread(*this);
    for (const Lane &lane : m_lanes)
        QMetaObject::invokeMethod(lane.worker, &Worker::endAll, Qt::QueuedConnection);
}

// Which worker has a session or a transfer is known to nobody but that worker.
void WorkerPool::closeSessions(const QList<quint64> &sessionIds)
{
    assertThread(*this);
    const QSet<quint64> ids(sessionIds.begin(), sessionIds.end());
    for (const Lane &lane : m_lanes)
        QMetaObject::invokeMethod(
            lane.worker, [worker = lane.worker, ids] { worker->closeSessions(ids); },
            Qt::QueuedConnection);
}

void WorkerPool::abortTransfers(const QList<quint64> &transferIds)
{
    assertThread(*this);
    const QSet<quint64> ids(transferIds.begin(), transferIds.end());
    for (const Lane &lane : m_lanes)
        QMetaObject::invokeMethod(
            lane.worker, [worker = lane.worker, ids] { worker->abortTransfers(ids); },
            Qt::QueuedConnection);
}

}  // namespace cosftp
