// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/thread_check.h"
#include "files/entry.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <map>
#include <optional>

namespace cosftp {

/// What one session knows of names for some seconds: what the store said (a hint that saves
/// requests), and what the session itself changed (which outranks the store's listings, because
/// those may lag behind). Nothing here outlives its seconds, so other writers are seen soon.
/// Thread: the session's.
class NameCache : private ThreadBound
{
public:
    using Clock = std::function<qint64()>;  ///< Milliseconds that only grow.
    static constexpr qint64 statMs = 2000;
    static constexpr qint64 folderMs = 5000;
    static constexpr qint64 namesMs = 10000;
    static constexpr qint64 changeMs = 10000;

    /// What the session did to a name lately.
    enum class Change { None, Made, Removed };
    struct ChangedName
    {
        Entry entry;  ///< Name and kind in both cases, the rest if it was made.
        Change change = Change::None;
    };
    /// The sub-folders of one folder, as one page of a listing showed them.
    struct SubFolders
    {
        QSet<QByteArray> names;
        QSet<QByteArray> files = {};  ///< The files beside them, on the same page.
        bool isComplete = true;
        QByteArray coveredUpTo;  ///< If not complete: nothing is known of names + '/' behind this.
    };

    explicit NameCache(Clock clock = {});

    void learnEntry(const VirtualPath &path, const Entry &entry);
    [[nodiscard]] std::optional<Entry> entry(const VirtualPath &path);
    void learnFolder(const VirtualPath &path);
    /// Listed, entered, made or filled by this session in the last seconds.
    [[nodiscard]] bool isKnownFolder(const VirtualPath &path);
    void learnSubFolders(const VirtualPath &folder, SubFolders subFolders);
    /// Is there a folder of that name? No value: not known.
    [[nodiscard]] std::optional<bool> hasSubFolder(const VirtualPath &folder,
                                                   const QByteArray &name);

    /// Is there a file of that name? No value: not known.
    [[nodiscard]] std::optional<bool> hasFile(const VirtualPath &folder, const QByteArray &name);

    /// True if learnSubFolders() was called lately: another listing would tell nothing new.
    [[nodiscard]] bool knowsSubFolders(const VirtualPath &folder) const;

    void noteMade(const VirtualPath &path, const Entry &entry);
    void noteRemoved(const VirtualPath &path, bool isFolder);
    /// A change was asked for and failed: it may have happened or not, so the store has to be
    /// asked.
    void forget(const VirtualPath &path);
    [[nodiscard]] Change changeOf(const VirtualPath &path, bool isFolder);
    /// The names directly inside `folder` that changes of this session touched. A file that was
    /// stored deeper shows as the folder that leads to it.
    [[nodiscard]] QList<ChangedName> changesIn(const VirtualPath &folder);
    /// Keys anywhere below `folder`, relative to it, that were removed or made.
    [[nodiscard]] QSet<QByteArray> keysBelow(const VirtualPath &folder, Change change);
    /// Files anywhere below that were made; names are relative keys.
    [[nodiscard]] QList<Entry> filesMadeBelow(const VirtualPath &folder);

private:
    template <typename T>
    struct Timed
    {
        T value;
        qint64 expiresMs = 0;
    };
    using Changes = std::map<QByteArray, Timed<ChangedName>>;

    void forgetAbove(const VirtualPath &path);
    void noteChange(const VirtualPath &path, const ChangedName &changed);
    void dropExpired();
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] bool isLive(qint64 expiresMs) const { return m_clock() < expiresMs; }
    template <typename Visit>
    void visitBelow(const VirtualPath &folder, const Visit &visit) const;

    Clock m_clock;
    QHash<QByteArray, Timed<Entry>> m_entries;
    QHash<QByteArray, qint64> m_folders;
    QHash<QByteArray, Timed<SubFolders>> m_subFolders;
    Changes m_changes;  ///< By path; folders with a '/' at the end, so both kinds have a place.
    std::size_t m_dropAtSize = 1024;
};

}  // namespace cosftp
