// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_job.h"
#include "files/tree_state.h"

namespace cosftp {

/// Removes a folder with everything below it, in batches. What others add meanwhile stays, and
/// keeps the folder alive. Stopped half way it leaves the rest: the same command goes on with it.
/// A child of the asker's context; deletes itself after the answer.
class FolderRemoval final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderRemoval)

public:
    FolderRemoval(Place place, FolderJobOptions options, Handler<Done> handler);
    ~FolderRemoval() override;

    void start();

private:
    void notePage(const QByteArray &marker);
    void onPage(const Result<ListPage> &page);
    void removeNext();
    void onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count);
    void end(const Outcome &outcome);

    Place m_place;
    FolderJobOptions m_options;
    Handler<Done> m_handler;
    QList<QByteArray> m_keys;  ///< In the store's order: a folder's marker before what is in it.
    qint64 m_total = 0;
    qint64 m_removed = 0;
    bool m_isEnded = false;
};

}  // namespace cosftp
