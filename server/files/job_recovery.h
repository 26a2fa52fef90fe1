// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/job_journal.h"

#include <QObject>

namespace cosftp {

/// What was found of jobs that somebody began.
struct RecoveryReport
{
    int matching = 0;    ///< Journals that were asked about.
    int stillOwned = 0;  ///< Of these: renewed lately, so their owner may live; left alone.
    int finished = 0;    ///< Carried through.
    int undone = 0;
    int failed = 0;  ///< To be tried again later.
};

struct RecoveryScope
{
    QByteArray onlyTo;  ///< Only a rename to this prefix; empty: all.
    std::chrono::seconds lease = JobJournal::lease;
};

/// Looks for journals in the bucket, takes over those whose owner has gone, and undoes or finishes
/// their jobs. 1 request if there are none. Ages are measured by the store's own clock.
void recoverJobs(ObjectStore &store, const RecoveryScope &scope, QObject *context,
                 Handler<RecoveryReport> handler);

/// The work of recoverJobs(). A child of its context; deletes itself after the answer.
class JobRecovery final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobRecovery)

public:
    JobRecovery(ObjectStore &store, RecoveryScope scope, QObject *context,
                Handler<RecoveryReport> handler);
    ~JobRecovery() override;

    void start();

private:
    struct Found
    {
        QByteArray key;
        QDateTime renewed;
    };
    void onListed(const Result<ListPage> &page);
    void askTheTime();
    void sortOut(const QDateTime &storeNow);
    void next();
    void onJournal(const Found &found, const Result<QByteArray> &json);
    void claim(const JournalRecord &record);
    void onClaimed(const QByteArray &id, const Outcome &claimed);
    void mend(const Result<QByteArray> &json);
    void onMended(const JournalRecord &record, const Result<qint64> &removed);
    void failOne(const QByteArray &subject, const Failure &failure);
    void end(const Result<RecoveryReport> &result);

    ObjectStore &m_store;
    RecoveryScope m_scope;
    Handler<RecoveryReport> m_handler;
    QList<Found> m_journals;
    QList<Found> m_claims;
    QDateTime m_storeNow;
    RecoveryReport m_report;
    bool m_isEnded = false;
};

}  // namespace cosftp
