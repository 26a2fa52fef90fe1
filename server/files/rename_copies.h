// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_claims.h"
#include "files/folder_copy.h"
#include "files/folder_ledger.h"
#include "files/remove_versions.h"

#include <QPointer>

#include <memory>

namespace cosftp {

/// The copies that the rename of a folder makes: makes them, notes in the ledger which of them
/// there are or may come to be, and takes them away again if the rename fails or is given up.
class RenameCopies final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RenameCopies)

public:
    /// `terms`: of removals in the target; `journal`: its key, or empty.
    RenameCopies(std::shared_ptr<ObjectStore> store, RemovalTerms terms, FolderClaims::Held claims,
                 QByteArray journal, QObject *parent);
    ~RenameCopies() override;

    /// Copies all that the ledger names from below `from` to below `to`.
    void make(std::shared_ptr<FolderLedger> ledger, const QByteArray &from, const QByteArray &to);
    /// Removes what is still an own copy: what stands at once, what is under way when the store has
    /// answered for it, for a store that was asked may copy even if nobody waits any more. The
    /// journal goes last, so that what cannot be removed now is removed by the next clean-up. Goes
    /// on in the background of the store, with the claims, whatever becomes of the parent; deletes
    /// itself after `done`.
    void takeBack(std::function<void()> done);

Q_SIGNALS:
    void progressed();
    /// All are made, or one could not be; nothing is under way. Not after takeBack().
    void finished(const cosftp::Outcome &outcome);

private:
    void onBegun(const FolderCopy::Task &task, const ObjectInfo &source);
    void onCopied(const FolderCopy::Copied &copied);
    void onFinished(const Outcome &outcome);
    void removeBegun();
    void removeBatch();
    void onRemoved(const Result<RemovalReport> &report);
    void onAllRemoved();
    void end();

    std::shared_ptr<ObjectStore> m_store;
    RemovalTerms m_terms;
    FolderClaims::Held m_claims;
    QByteArray m_journal;
    QPointer<FolderCopy> m_making;  ///< Null when nothing is under way.
    std::shared_ptr<FolderLedger> m_ledger;
    QByteArray m_to;
    std::function<void()> m_onTakenBack;
    qsizetype m_nextToRemove = 0;
    bool m_isRemoving = false;
    bool m_isLastRemoval = false;
    bool m_isAnyLeft = false;
};

}  // namespace cosftp
