// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_claims.h"
#include "files/job_journal.h"
#include "files/remove_versions.h"

#include <QHash>
#include <QObject>

namespace cosftp {

/// Ends a rename that a crash interrupted. Decided: every source whose copy stands is removed.
/// Not decided: every copy whose source stands is removed. Both are looked at behind the publishing
/// hold, and only a pair with the same content is touched, so one of the two always stays. What was
/// stored since the crash stays in any case, the same bytes too: sources that are younger than the
/// decision, and targets that are younger than what the owner could have copied. Answers with the
/// number of objects removed; Changed if the claims were lost meanwhile. A child of the context;
/// deletes itself after the answer.
class FolderMend final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderMend)

public:
    FolderMend(ObjectStore &store, JournalRecord record, RemovalTerms terms, QObject *context,
               Handler<qint64> handler);
    ~FolderMend() override;

    void start();

private:
    void noteTargets(const QByteArray &marker);
    void onTargets(const Result<ListPage> &page);
    void visitSources(const QByteArray &marker);
    void onSources(const Result<ListPage> &page);
    void removeDoomed(QList<DoomedObject> doomed);
    void onRemoved(const Result<RemovalReport> &report);
    void end(const Result<qint64> &result);

    std::shared_ptr<ObjectStore> m_store;
    JournalRecord m_record;
    QDateTime m_notAfter;
    RemovalTerms m_terms;
    Handler<qint64> m_handler;
    QHash<QByteArray, qint64> m_targets;  ///< Sizes by name below the folder.
    QByteArray m_nextMarker;
    qint64 m_removed = 0;
};

}  // namespace cosftp
