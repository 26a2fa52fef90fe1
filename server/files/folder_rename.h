// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_copy.h"
#include "files/folder_job.h"
#include "files/tree_state.h"

#include <QHash>

namespace cosftp {

class JobJournal;

/// Renames a folder: notes every key below it, copies all of them, and only then removes the
/// sources that are still what was copied. If a copy fails, or the asker goes away meanwhile, the
/// copies are removed again and the source stays whole; once removing has begun the target is
/// complete. What others add or change in the source meanwhile stays there. A journal in the bucket
/// lets another process undo or finish what this one could not. A child of the asker's context;
/// deletes itself after the answer.
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

    void checkTarget(bool mayRecover);
    void recover(const Failure &taken);
    void notePage(const QByteArray &marker);
    void onPage(const Result<ListPage> &page);
    void noteUnlisted();
    [[nodiscard]] Outcome checkTargetKeys() const;
    void openJournal();
    void startCopying();
    void onCopied(const FolderCopy::Copied &copied);
    void onAllCopied(const Outcome &outcome);
    void undo(const Failure &why);
    void decide();
    void checkPage(const QByteArray &marker);
    void onCheckedPage(const Result<ListPage> &page);
    void removeUnchanged(const ListPage &page);
    void removeUnlisted();
    void onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count);
    void tellProgress();
    void noteChanges();
    void end(const Outcome &outcome);
    [[nodiscard]] QByteArray targetKey(const QByteArray &sourceKey) const;

    Place m_source;
    Place m_target;
    FolderJobOptions m_options;
    Handler<Done> m_handler;
    Step m_step = Step::Checking;
    QList<ObjectInfo> m_objects;             ///< Everything below the source, the marker included.
    QHash<QByteArray, QByteArray> m_copied;  ///< ETag of what was copied, by source key.
    QSet<QByteArray> m_begun;                ///< Keys that exist, or may come to.
    qint64 m_copies = 0;                     ///< Made so far.
    JobJournal *m_journal = nullptr;         ///< Only for more than one object.
    QByteArray m_nextMarker;
    qint64 m_removed = 0;
};

}  // namespace cosftp
