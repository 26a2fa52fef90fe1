// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_claims.h"
#include "files/folder_job.h"
#include "files/folder_ledger.h"
#include "files/job_recovery.h"
#include "files/remove_versions.h"
#include "files/tree_state.h"

#include <QPointer>

namespace cosftp {

class JobJournal;
class RenameCopies;

/// Renames a folder: notes every key below it, copies all of them, and only then removes the
/// sources that are still what was copied. If a copy fails, or the asker goes away meanwhile, the
/// copies are removed again and the source stays whole; once removing has begun the target is
/// complete. What others store in the source or the target meanwhile stays there. Both folders are
/// held and claimed from the first look to the last; a second rename of one of them is InUse. A
/// journal in the bucket lets another process undo or finish what this one could not. A child of
/// the asker's context; deletes itself after the answer.
class FolderRename final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderRename)

public:
    FolderRename(Place source, Place target, FolderJobOptions options, Handler<Done> handler);
    ~FolderRename() override;

    void start();

private:
    enum class Step { Checking, Noting, Copying, Undoing, Deciding, Removing, Ended };

    void claim(bool mayRecover);
    void checkTarget(bool mayRecover);
    void recover();
    void onRecovered(const Result<RecoveryReport> &report);
    void notePage(const QByteArray &marker);
    void onPage(const Result<ListPage> &page);
    void note(const ObjectInfo &object);
    void noteUnlisted();
    [[nodiscard]] Outcome checkTargetKeys() const;
    void openJournal();
    void startCopying();
    [[nodiscard]] bool hasGone() const;
    void onAllCopied(const Outcome &outcome);
    void undo(const Failure &why);
    void decide();
    void onConfirmedToDecide(const Outcome &confirmed);
    void onDecided(const Outcome &decided);
    void startRemoving();
    void onSourceRemoved(const Outcome &removed);
    void closeJournal();
    void tellProgress();
    void noteChanges();
    void end(const Outcome &outcome);
    void deliver();
    [[nodiscard]] RemovalTerms termsFor(const Place &place) const;

    Place m_source;
    Place m_target;
    FolderJobOptions m_options;
    Handler<Done> m_handler;
    Step m_step = Step::Checking;
    FolderClaims::Held m_claims;
    std::shared_ptr<FolderLedger> m_ledger;  ///< Everything below the source, the marker included.
    QList<ObjectInfo> m_firstObjects;        ///< As many as the session is going to know at once.
    QPointer<RenameCopies> m_copies;         ///< Its own master once it takes them back.
    JobJournal *m_journal = nullptr;         ///< Only for more than one object.
    qint64 m_removed = 0;
    Outcome m_outcome = Done();
};

}  // namespace cosftp
