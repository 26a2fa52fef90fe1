// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_job.h"
#include "files/folder_ledger.h"
#include "files/tree_state.h"

#include <QHash>

namespace cosftp {

/// Removes a folder with everything below it, in batches. What others add or replace meanwhile
/// stays, and keeps the folder alive: each batch is listed once more behind the publishing hold.
/// The folder is held from the first look to the last. Stopped half way it leaves the rest: the
/// same command goes on with it. A child of the asker's context; deletes itself after the answer.
class FolderRemoval final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderRemoval)

public:
    FolderRemoval(Place place, FolderJobOptions options, Handler<Done> handler);
    ~FolderRemoval() override;

    void start();

private:
    struct Listed
    {
        QByteArray key;
        QByteArray etag;
    };
    void notePage(const QByteArray &marker);
    void onPage(const Result<ListPage> &page);
    [[nodiscard]] QByteArray keyOf(qsizetype number) const;
    void removeNext();
    void listBatch(const QByteArray &marker, const HeldKeys &publishing);
    void onListedAgain(const ListPage &page, const HeldKeys &publishing);
    void removeUnchanged(const HeldKeys &publishing);
    void onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count);
    void end(const Outcome &outcome);

    Place m_place;
    FolderJobOptions m_options;
    Handler<Done> m_handler;
    HeldKeys m_folder;
    FolderLedger m_objects;  ///< In the store's order: a folder's marker before what is in it.
    QList<Listed> m_batch;
    QHash<QByteArray, QByteArray> m_now;  ///< The same, listed once more.
    qint64 m_total = 0;
    qint64 m_removed = 0;
    bool m_isEnded = false;
};

}  // namespace cosftp
