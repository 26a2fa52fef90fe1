// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/tree_state.h"

namespace cosftp {

/// Renames one file: looks that no folder has the target's name, copies the very version that was
/// asked about, then removes the source. If the removal fails both stay: nothing is ever lost.
/// A child of the asker's context; deletes itself after the answer.
class FileRename final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileRename)

public:
    FileRename(Place source, Place target, Entry entry, Handler<Done> handler);
    ~FileRename() override = default;

    void start();

private:
    void onTargetChecked(const Outcome &isFree);
    void copy();
    void onCopied(const Result<StoredObject> &copy);
    void onRemoved(const Outcome &removed);
    void end(const Outcome &outcome);

    Place m_source;
    Place m_target;
    Entry m_entry;
    Handler<Done> m_handler;
};

}  // namespace cosftp
