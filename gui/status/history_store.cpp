// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/history_store.h"

#include "link/server_link.h"
#include "status/history_database.h"

#include <QPointer>

namespace cosftp {

namespace {

QString problemOf(const Failure &failure)
{
    return HistoryStore::tr("The history of transfers cannot be written: %1").arg(failure.detail);
}

}  // namespace

HistoryStore::HistoryStore(const QString &fileName, qint64 maximumRows, QObject *parent)
    : QObject(parent), m_fileName(fileName), m_worker(new QObject),
      m_database(std::make_shared<HistoryDatabase>(fileName, maximumRows))
{
    m_thread.setObjectName(QStringLiteral("history"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    ask<QString>([](HistoryDatabase &database) { return database.open(); }, this,
                 [this](const Result<QString> &message) {
                     setProblem(message ? *message : problemOf(message.error()));
                     Q_EMIT changed();
                 });
}

HistoryStore::~HistoryStore()
{
    // The connection must be closed where it was opened, after everything that was asked before.
    QMetaObject::invokeMethod(
        m_worker, [database = std::move(m_database)]() mutable { database.reset(); },
        Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        m_worker, [thread = &m_thread] { thread->quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

template <typename T, typename Work>
void HistoryStore::ask(Work work, QObject *context, Handler<T> handler)
{
    const auto answer = [context = QPointer<QObject>(context),
                         handler = std::move(handler)](const Result<T> &result) {
        if (context)
            handler(result);
    };
    // The destructor waits for the worker, so `this` is there; answers to a dead one are dropped.
    const auto job = [this, database = std::weak_ptr<HistoryDatabase>(m_database),
                      work = std::move(work), answer] {
        const std::shared_ptr<HistoryDatabase> held = database.lock();
        QMetaObject::invokeMethod(this, std::bind(answer, work(*held)), Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_worker, job, Qt::QueuedConnection);
}

void HistoryStore::follow(ServerLink &link)
{
    connect(&link, &ServerLink::snapshotChanged, this, [this, link = &link] { takeFrom(link); });
    takeFrom(&link);
}

void HistoryStore::takeFrom(const ServerLink *link)
{
    const QList<TransferRecord> ended = link->snapshot().ended;
    QSet<HistoryKey> present;
    present.reserve(ended.size());
    QList<TransferRecord> fresh;
    for (const TransferRecord &transfer : ended) {
        const HistoryKey key = historyKey(transfer);
        present.insert(key);
        if (!m_seen.contains(key))
            fresh += transfer;
    }
    m_seen.swap(present);
    if (!fresh.isEmpty())
        add(fresh);
}

void HistoryStore::add(const QList<TransferRecord> &ended)
{
    ask<int>([ended](HistoryDatabase &database) { return database.add(ended); }, this,
             [this](const Result<int> &added) {
                 onAdded(added ? *added : 0, added ? QString() : problemOf(added.error()));
             });
}

void HistoryStore::clear()
{
    ask<Done>([](HistoryDatabase &database) { return database.clear(); }, this,
              [this](const Outcome &outcome) {
                  if (!outcome)
                      setProblem(problemOf(outcome.error()));
                  Q_EMIT changed();
              });
}

void HistoryStore::count(const HistoryQuery &query, QObject *context, Handler<qint64> handler)
{
    ask<qint64>([query](HistoryDatabase &database) { return database.count(query); }, context,
                std::move(handler));
}

void HistoryStore::page(const HistoryQuery &query, qint64 offset, int limit, QObject *context,
                        Handler<QList<TransferRecord>> handler)
{
    ask<QList<TransferRecord>>(
        [query, offset, limit](HistoryDatabase &database) {
            return database.page(query, offset, limit);
        },
        context, std::move(handler));
}

void HistoryStore::onAdded(int count, const QString &problem)
{
    // A message about a file that was put aside stays; one about writing goes when it works again.
    if (!problem.isEmpty())
        setProblem(problem);
    if (count > 0)
        Q_EMIT changed();
}

void HistoryStore::setProblem(const QString &problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

}  // namespace cosftp
