// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/tree_state.h"

namespace cosftp {

/// Renames a folder: notes every key below it, copies all of them (eight at a time), and only then
/// removes the sources. If a copy fails, or the asker goes away meanwhile, the copies made so far
/// are removed and the source stays whole; once removing has begun the target is complete. What
/// others add to the source meanwhile stays there. A child of the asker's context; deletes itself
/// after the answer.
class FolderRename final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderRename)

public:
    /// All keys are held in memory while it runs; a folder with more fails before anything is done.
    static constexpr qsizetype maxKeys = 100'000;

    FolderRename(Place source, Place target, Handler<Done> handler);
    ~FolderRename() override;

    void start();

private:
    enum class Step { Checking, Noting, Copying, Undoing, Removing, Ended };

    void onTargetChecked(const Outcome &isFree);
    void notePage(const QByteArray &marker);
    void onPage(const Result<ListPage> &page);
    void noteUnlisted();
    void startCopying();
    void copyMore();
    void copyOne(qsizetype index);
    void onCopied(qsizetype index, const Result<StoredObject> &copy);
    void undo();
    void removeSources();
    void onRemoved(const Result<QList<QByteArray>> &leftOver);
    void noteChanges();
    void end(const Outcome &outcome);
    [[nodiscard]] QByteArray targetKey(const QByteArray &sourceKey) const;
    [[nodiscard]] Outcome checkTargetKeys() const;

    Place m_source;
    Place m_target;
    Handler<Done> m_handler;
    Step m_step = Step::Checking;
    QList<ObjectInfo> m_objects;  ///< Everything below the source, the marker included.
    QList<QByteArray> m_copies;   ///< Keys made so far.
    QList<QByteArray> m_toRemove;
    qsizetype m_nextIndex = 0;
    int m_inFlight = 0;
    int m_removalRounds = 0;
    Outcome m_outcome = Done();
};

}  // namespace cosftp
