// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/job_journal.h"

#include <QHash>
#include <QObject>

namespace cosftp {

/// Ends a rename that a crash interrupted. Decided: every source whose copy stands is removed.
/// Not decided: every copy whose source stands is removed. Only pairs with the same content are
/// touched, so whatever happens in between, one of the two always stays; doing it twice, or by two
/// servers at once, does no harm. Answers with the number of objects removed. A child of the
/// context; deletes itself after the answer.
class FolderMend final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderMend)

public:
    FolderMend(ObjectStore &store, JournalRecord record, QObject *context, Handler<qint64> handler);
    ~FolderMend() override;

    void start();

private:
    void noteTargets(const QByteArray &marker);
    void onTargets(const Result<ListPage> &page);
    void visitSources(const QByteArray &marker);
    void onSources(const Result<ListPage> &page);
    void compareNext();
    void onSourceHead(const QByteArray &relative, const Result<ObjectInfo> &source);
    void doom(const QByteArray &relative);
    void removeDoomed();
    void end(const Result<qint64> &result);

    struct Version
    {
        qint64 sizeBytes = 0;
        QByteArray etag;
    };
    ObjectStore &m_store;
    JournalRecord m_record;
    Handler<qint64> m_handler;
    QHash<QByteArray, Version> m_targets;  ///< By name below the folder.
    QList<QByteArray> m_doubtful;          ///< Same size, other ETag: the checksums decide.
    QList<QByteArray> m_doomed;            ///< Keys.
    QByteArray m_nextMarker;
    qint64 m_removed = 0;
    bool m_isEnded = false;
};

}  // namespace cosftp
