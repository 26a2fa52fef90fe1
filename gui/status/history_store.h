// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "status/history_query.h"

#include <QObject>
#include <QSet>
#include <QThread>

#include <memory>

namespace cosftp {

class HistoryDatabase;
class ServerLink;

/// The transfers that have ended, kept over restarts of the program. Asks its database in a thread
/// of its own; lives in the GUI's thread, and nothing here blocks.
class HistoryStore final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryStore)

public:
    static constexpr qint64 defaultMaximumRows = 100'000;

    /// Opens or makes the file in the background.
    explicit HistoryStore(const QString &fileName, qint64 maximumRows = defaultMaximumRows,
                          QObject *parent = nullptr);
    ~HistoryStore() override;  ///< Waits until what was added is written.

    /// From now on takes what ends there; each transfer once, whatever the link tells twice.
    void follow(ServerLink &link);
    void add(const QList<TransferRecord> &ended);
    void clear();

    /// The handler is called in the GUI's thread, unless the context has died by then.
    void count(const HistoryQuery &query, QObject *context, Handler<qint64> handler);
    void page(const HistoryQuery &query, qint64 offset, int limit, QObject *context,
              Handler<QList<TransferRecord>> handler);

    [[nodiscard]] QString fileName() const { return m_fileName; }
    /// Why transfers are not recorded, or that a damaged file was put aside; empty: all is well.
    [[nodiscard]] QString problem() const { return m_problem; }

Q_SIGNALS:
    void changed();  ///< Rows were added or removed.
    void problemChanged();

private:
    void takeFrom(const ServerLink *link);
    void onAdded(int count, const QString &problem);
    void setProblem(const QString &problem);
    template <typename T, typename Work>
    void ask(Work work, QObject *context, Handler<T> handler);

    QString m_fileName;
    QString m_problem;
    QSet<HistoryKey> m_seen;  // of the link's last snapshot
    QThread m_thread;
    QObject *m_worker;                            // lives in m_thread
    std::shared_ptr<HistoryDatabase> m_database;  // made, used and destroyed in m_thread
};

}  // namespace cosftp
