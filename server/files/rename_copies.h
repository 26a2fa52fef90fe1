// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_claims.h"
#include "files/folder_copy.h"
#include "files/object_version.h"
#include "files/remove_versions.h"

#include <QHash>
#include <QPointer>
#include <QSet>

namespace cosftp {

/// The copies that the rename of a folder makes: makes them, knows which of them there are or may
/// come to be, and takes them away again if the rename fails or is given up.
class RenameCopies final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RenameCopies)

public:
    /// `terms`: of removals in the target; `journal`: its key, or empty.
    RenameCopies(std::shared_ptr<ObjectStore> store, RemovalTerms terms, FolderClaims::Held claims,
                 QByteArray journal, QObject *parent);
    ~RenameCopies() override;

    void make(QList<FolderCopy::Task> tasks);
    /// Removes what is still an own copy: what stands at once, what is under way when the store has
    /// answered for it, for a store that was asked may copy even if nobody waits any more. The
    /// journal goes last, so that what cannot be removed now is removed by the next clean-up. Goes
    /// on in the background of the store, with the claims, whatever becomes of the parent; deletes
    /// itself after `done`.
    void takeBack(std::function<void()> done);

    /// How many the store has confirmed.
    [[nodiscard]] qint64 count() const { return m_sure.size(); }
    /// By source key: the version that was copied.
    [[nodiscard]] const QHash<QByteArray, ObjectVersion> &copiedVersions() const
    {
        return m_copied;
    }
    /// Nothing unless the store has confirmed it.
    [[nodiscard]] std::optional<ObjectVersion> copyAt(const QByteArray &targetKey) const;

Q_SIGNALS:
    void progressed();
    /// All are made, or one could not be; nothing is under way. Not after takeBack().
    void finished(const cosftp::Outcome &outcome);

private:
    void onBegun(const FolderCopy::Task &task, const ObjectInfo &source);
    void onCopied(const FolderCopy::Copied &copied);
    void onFinished(const Outcome &outcome);
    void removeBegun();
    void onRemoved(const Result<RemovalReport> &report);
    void end();

    std::shared_ptr<ObjectStore> m_store;
    RemovalTerms m_terms;
    FolderClaims::Held m_claims;
    QByteArray m_journal;
    QPointer<FolderCopy> m_making;  ///< Null when nothing is under way.
    QHash<QByteArray, ObjectVersion> m_copied;
    /// Copies that exist, or may come to, by target key.
    QHash<QByteArray, QList<ObjectVersion>> m_begun;
    QSet<QByteArray> m_sure;  ///< Those that the store has confirmed.
    std::function<void()> m_onTakenBack;
    bool m_isRemoving = false;
    bool m_isLastRemoval = false;
    bool m_isAnyLeft = false;
};

}  // namespace cosftp
