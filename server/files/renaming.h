// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_job.h"
#include "files/tree_state.h"

namespace cosftp {

/// RNTO: takes both names, looks what lies under the first, and lets FileRename or FolderRename do
/// the rest, which give the names back at their end. Files are waited for, folders are not. A child
/// of the asker's context; deletes itself.
class Renaming final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Renaming)

public:
    Renaming(Place source, Place target, FolderJobOptions options, Handler<Done> handler);
    ~Renaming() override = default;

    void start();

private:
    void onHeld(const Result<HeldKeys> &names);
    void onStat(const Result<Entry> &entry);
    void renameFile(const Entry &entry);
    void renameFolder();
    void end(const Outcome &outcome);

    Place m_source;
    Place m_target;
    FolderJobOptions m_options;
    Handler<Done> m_handler;
    QObject *m_asker;
    HeldKeys m_names;
};

}  // namespace cosftp
