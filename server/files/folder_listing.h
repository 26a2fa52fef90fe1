// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/listing.h"
#include "files/tree_state.h"

#include <QMap>

#include <optional>

namespace cosftp {

/// The Listing of a FileTree. One page of the store at a time is with the receiver, one more is
/// fetched meanwhile: never more, so memory is flat. Names that the session changed lately are
/// merged in: removed ones left out, made ones added at the end if the store does not show them.
class FolderListing final : public Listing
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderListing)

public:
    FolderListing(std::shared_ptr<TreeState> tree, VirtualPath path, int maxEntries,
                  QObject *parent);
    ~FolderListing() override = default;

    void start() override;
    void next() override;
    [[nodiscard]] bool isOfFile() const override { return m_isOfFile; }
    [[nodiscard]] bool wasCut() const override { return m_wasCut; }
    [[nodiscard]] int hiddenEntries() const override { return m_hiddenEntries; }

private:
    void collectChanges();
    void collectUnfinished();
    void fetch(const QByteArray &marker);
    void onFetched(const Result<ListPage> &page);
    void onFirstPage(const ListPage &page);
    void showFirstPage(const ListPage &page);
    [[nodiscard]] bool hasUnfinished() const;
    void askWhetherFile();
    void askForUnfinished();
    void deliverFile(const Entry &entry);
    void deliver(const ListPage &page);
    void deliverEntries(QList<Entry> entries, bool isLast);
    [[nodiscard]] Entry listedFile(const ObjectInfo &object) const;
    [[nodiscard]] QList<Entry> entriesOf(const ListPage &page);
    void addEntry(QList<Entry> &entries, const Entry &entry);
    void addUnseen(QList<Entry> &entries);
    [[nodiscard]] Entry shownFor(const Entry &entry);
    void end(const Outcome &outcome);

    std::shared_ptr<TreeState> m_tree;
    VirtualPath m_path;
    int m_maxEntries;
    std::optional<Place> m_place;                        ///< Not set for folders without a store.
    QMap<QByteArray, NameCache::ChangedName> m_changes;  ///< Folders with '/' at the end.
    QSet<QByteArray> m_fixedFolders;
    QMap<QByteArray, QList<UnfinishedFiles::Shown>> m_unfinished;  ///< By name; not shown yet.
    std::optional<Result<ListPage>> m_fetched;  ///< The page that waits for next().
    bool m_isAsked = false;                     ///< The receiver waits for a page.
    bool m_isFirst = true;
    bool m_isLastDelivered = false;
    bool m_isEnded = false;
    bool m_isOfFile = false;
    bool m_wasCut = false;
    int m_hiddenEntries = 0;
    int m_deliveredEntries = 0;
};

}  // namespace cosftp
