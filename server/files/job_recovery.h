// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_claims.h"
#include "files/job_journal.h"

#include <QObject>

namespace cosftp {

/// What was found of jobs that somebody began.
struct RecoveryReport
{
    int matching = 0;  ///< Journals that were asked about.
    int stillOwned =
        0;  ///< Of these: renewed or claimed lately, so their owner may live; left alone.
    int finished = 0;  ///< Carried through.
    int undone = 0;
    int failed = 0;  ///< To be tried again later.
};

struct RecoveryScope
{
    QByteArray onlyTo = {};  ///< Only a rename to this prefix; empty: all.
    std::chrono::seconds lease = JobJournal::lease;
    QByteArray bucket = {};  ///< NAME-APPID.
    KeyAsker asker = {};     ///< With the books of this process, so that its sessions are kept off.
};

/// Looks for journals in the bucket, takes over those whose owner has gone, and undoes or finishes
/// their jobs. Who does it holds the claims of both folders, as the owner did: so one of many
/// servers does it, none while the owner lives, and an owner that comes back does nothing more.
/// 1 request if there are none. Ages are measured by the store's own clock.
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
    void onListed(const Result<ListPage> &page);
    void next();
    void onJournal(const Result<SmallObject> &object);
    void claim(const JournalRecord &record);
    void onClaimed(const Result<FolderClaims::Held> &claims);
    void onReadAgain(const Result<SmallObject> &object);
    void takeOver(const JournalRecord &record);
    void mend(const JournalRecord &record);
    void onMended(const JournalRecord &record, const Result<qint64> &removed);
    void count(const JournalRecord &record, qint64 removed);
    void failOne(const Failure &failure);
    void giveBackAndNext();
    void end(const Result<RecoveryReport> &result);

    std::shared_ptr<ObjectStore> m_store;
    RecoveryScope m_scope;
    Handler<RecoveryReport> m_handler;
    QList<QByteArray> m_journals;
    QByteArray m_key;  ///< Of the journal that is looked at now.
    FolderClaims::Held m_claims;
    RecoveryReport m_report;
    bool m_isEnded = false;
};

}  // namespace cosftp
