// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/folder_claims.h"
#include "files/folder_ledger.h"
#include "files/remove_versions.h"
#include "files/tree_state.h"

#include <memory>

namespace cosftp {

/// The last step of a folder's rename: removes below the source what is still the version that was
/// copied, a page of the listing at a time, with the claims confirmed before each. What others have
/// stored there since stays. A child of the place's context; deletes itself after the answer.
class SourceRemoval final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SourceRemoval)

public:
    /// `copied`: of the folder's objects; `terms`: of removals in the source.
    SourceRemoval(Place source, FolderClaims::Held claims, RemovalTerms terms,
                  std::shared_ptr<FolderLedger> copied, Handler<Done> handler);
    ~SourceRemoval() override;

    void start();

Q_SIGNALS:
    void removed(qint64 count);

private:
    void removePage(const QByteArray &marker);
    void checkPage(const QByteArray &marker, const HeldKeys &publishing);
    void removeUnchanged(const ListPage &page, const HeldKeys &publishing);
    void onRemoved(const Result<QList<QByteArray>> &leftOver, qsizetype count);
    void removeUnlisted();
    void onUnlistedRemoved(const Result<RemovalReport> &report);
    [[nodiscard]] bool hasLeftOver(const Result<QList<QByteArray>> &leftOver);
    void end(const Outcome &outcome);

    Place m_source;
    FolderClaims::Held m_claims;
    RemovalTerms m_terms;
    std::shared_ptr<FolderLedger> m_copied;
    Handler<Done> m_handler;
    QByteArray m_nextMarker;
    qsizetype m_nextUnlisted = 0;
};

}  // namespace cosftp
