// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/tree_state.h"

namespace cosftp {

/// Renames one file: looks that no folder has the target's name, copies the very version that was
/// asked about with its access rights, and removes the source if it still is that version. If it
/// is not, or if the removal fails, both stay: nothing is ever lost. A child of the asker's
/// context; deletes itself after the answer.
class FileRename final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileRename)

public:
    /// `names`: both are held until the answer is given.
    FileRename(Place source, Place target, Entry entry, HeldKeys names, Handler<Done> handler);
    ~FileRename() override = default;

    void start();

private:
    void onTargetChecked(const Outcome &isFree);
    void onAccess(const Result<NamedValues> &access);
    void copyWhenAsked();
    void onCopied(const Result<StoredObject> &copy);
    void onTargetTaken();
    void noteCopy(const StoredObject &copy);
    void lookAgain();
    void onLookedAgain(const HeldKeys &publishing, const Result<ObjectInfo> &info);
    void remove(const HeldKeys &publishing);
    void end(const Outcome &outcome);

    Place m_source;
    Place m_target;
    Entry m_entry;
    HeldKeys m_names;
    Handler<Done> m_handler;
    std::optional<Outcome> m_isFree;  ///< Asked at the same time.
    std::optional<Result<NamedValues>> m_access;
    QDateTime m_copyAsked;  ///< By the store's clock.
};

}  // namespace cosftp
