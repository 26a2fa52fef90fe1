// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/name_cache.h"

#include <chrono>

namespace cosftp {

namespace {

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

QByteArray folderPlace(const VirtualPath &path)
{
    return path.isRoot() ? QByteArray("/") : path.toBytes() + '/';
}

QByteArray placeOf(const VirtualPath &path, bool isFolder)
{
    return isFolder ? folderPlace(path) : path.toBytes();
}

// "name" and "name/" are, "name/deeper" is not.
bool isDirectlyInside(const QByteArray &relative)
{
    const qsizetype slash = relative.indexOf('/');
    return slash < 0 || slash == relative.size() - 1;
}

}  // namespace

NameCache::NameCache(Clock clock) : m_clock(clock ? std::move(clock) : Clock(steadyMs)) {}

void NameCache::learnEntry(const VirtualPath &path, const Entry &entry)
{
    assertThread();
    dropExpired();
    m_entries.insert(path.toBytes(), {entry, m_clock() + statMs});
}

std::optional<Entry> NameCache::entry(const VirtualPath &path)
{
    assertThread();
    const auto found = m_entries.constFind(path.toBytes());
    if (found == m_entries.constEnd() || !isLive(found->expiresMs))
        return std::nullopt;
    return found->value;
}

void NameCache::learnFolder(const VirtualPath &path)
{
    assertThread();
    dropExpired();
    m_folders.insert(path.toBytes(), m_clock() + folderMs);
}

bool NameCache::isKnownFolder(const VirtualPath &path)
{
    assertThread();
    if (changeOf(path, true) != Change::None)
        return changeOf(path, true) == Change::Made;
    return isLive(m_folders.value(path.toBytes(), 0)) || !keysBelow(path, Change::Made).isEmpty();
}

void NameCache::learnSubFolders(const VirtualPath &folder, SubFolders subFolders)
{
    assertThread();
    dropExpired();
    m_subFolders.insert(folder.toBytes(), {std::move(subFolders), m_clock() + namesMs});
}

std::optional<bool> NameCache::hasSubFolder(const VirtualPath &folder, const QByteArray &name)
{
    assertThread();
    const VirtualPath path = folder.child(name);
    if (const Change change = changeOf(path, true); change != Change::None)
        return change == Change::Made;
    if (!knowsSubFolders(folder))
        return std::nullopt;
    const auto found = m_subFolders.constFind(folder.toBytes());
    if (found->value.names.contains(name))
        return true;
    if (found->value.isComplete || name + '/' <= found->value.coveredUpTo)
        return false;
    return std::nullopt;
}

std::optional<bool> NameCache::hasFile(const VirtualPath &folder, const QByteArray &name)
{
    assertThread();
    const VirtualPath path = folder.child(name);
    if (const Change change = changeOf(path, false); change != Change::None)
        return change == Change::Made;
    if (!knowsSubFolders(folder))
        return std::nullopt;
    const SubFolders &known = m_subFolders.constFind(folder.toBytes())->value;
    if (known.files.contains(name))
        return true;
    return known.isComplete || name <= known.coveredUpTo ? std::optional(false) : std::nullopt;
}

bool NameCache::knowsSubFolders(const VirtualPath &folder) const
{
    assertThread();
    const auto found = m_subFolders.constFind(folder.toBytes());
    return found != m_subFolders.constEnd() && isLive(found->expiresMs);
}

void NameCache::noteMade(const VirtualPath &path, const Entry &entry)
{
    assertThread();
    noteChange(path, {entry, Change::Made});
    for (VirtualPath at = path; !at.isRoot(); at = at.parent()) {
        const bool isFolder = entry.isFolder || at != path;
        const auto known = m_subFolders.find(at.parent().toBytes());
        if (isFolder && known != m_subFolders.end())
            known->value.names.insert(at.name());
        if (at != path)  // what was removed lately exists again as the way to the new name
            m_changes.erase(folderPlace(at));
    }
}

void NameCache::noteRemoved(const VirtualPath &path, bool isFolder)
{
    assertThread();
    ChangedName changed;
    changed.entry.name = path.name();
    changed.entry.isFolder = isFolder;
    changed.change = Change::Removed;
    noteChange(path, changed);
    forgetAbove(path);
    if (!isFolder)
        return;
    // Folders inside went with it, also those that this session made by renaming them to there.
    const QByteArray prefix = folderPlace(path);
    const auto isBelow = [&prefix](const auto &item) { return item.key().startsWith(prefix); };
    m_folders.removeIf(isBelow);
    m_entries.removeIf(isBelow);
    m_subFolders.removeIf(isBelow);
    for (auto at = m_changes.upper_bound(prefix);
         at != m_changes.end() && at->first.startsWith(prefix); ++at)
        if (at->second.value.entry.isFolder)
            at->second.value.change = Change::Removed;
}

void NameCache::forget(const VirtualPath &path)
{
    assertThread();
    m_entries.remove(path.toBytes());
    m_changes.erase(placeOf(path, false));
    m_changes.erase(placeOf(path, true));
    forgetAbove(path);
}

// Folders that existed only by what was removed are gone too: the next question asks the store.
void NameCache::forgetAbove(const VirtualPath &path)
{
    m_folders.remove(path.toBytes());
    m_subFolders.remove(path.toBytes());
    for (VirtualPath at = path; !at.isRoot(); at = at.parent()) {
        m_folders.remove(at.parent().toBytes());
        m_entries.remove(at.parent().toBytes());
        m_subFolders.remove(at.parent().toBytes());
    }
}

void NameCache::noteChange(const VirtualPath &path, const ChangedName &changed)
{
    dropExpired();
    m_entries.remove(path.toBytes());
    m_changes.insert_or_assign(placeOf(path, changed.entry.isFolder),
                               Timed<ChangedName>{changed, m_clock() + changeMs});
}

NameCache::Change NameCache::changeOf(const VirtualPath &path, bool isFolder)
{
    assertThread();
    const auto found = m_changes.find(placeOf(path, isFolder));
    return found != m_changes.end() && isLive(found->second.expiresMs) ? found->second.value.change
                                                                       : Change::None;
}

template <typename Visit>
void NameCache::visitBelow(const VirtualPath &folder, const Visit &visit) const
{
    const QByteArray prefix = folderPlace(folder);
    for (auto at = m_changes.upper_bound(prefix);
         at != m_changes.end() && at->first.startsWith(prefix); ++at)
        if (isLive(at->second.expiresMs))
            visit(at->first.sliced(prefix.size()), at->second.value);
}

QList<NameCache::ChangedName> NameCache::changesIn(const VirtualPath &folder)
{
    assertThread();
    QList<ChangedName> names;
    visitBelow(folder, [&names](const QByteArray &relative, const ChangedName &changed) {
        if (isDirectlyInside(relative)) {
            names += changed;
            return;
        }
        // What was made deeper shows as the folder that leads there.
        const Entry way = folderEntry(relative.first(relative.indexOf('/')));
        const bool isShown =
            !names.isEmpty() && names.last().entry.isFolder && names.last().entry.name == way.name;
        if (changed.change == Change::Made && !isShown)
            names += ChangedName{way, Change::Made};
    });
    return names;
}

QSet<QByteArray> NameCache::keysBelow(const VirtualPath &folder, Change change)
{
    assertThread();
    QSet<QByteArray> keys;
    visitBelow(folder, [&keys, change](const QByteArray &relative, const ChangedName &changed) {
        if (changed.change == change)
            keys.insert(relative);
    });
    return keys;
}

QList<Entry> NameCache::filesMadeBelow(const VirtualPath &folder)
{
    assertThread();
    QList<Entry> files;
    visitBelow(folder, [&files](const QByteArray &relative, const ChangedName &changed) {
        if (changed.change == Change::Made && !changed.entry.isFolder) {
            files += changed.entry;
            files.last().name = relative;
        }
    });
    return files;
}

std::size_t NameCache::size() const
{
    return m_changes.size()
           + static_cast<std::size_t>(m_entries.size() + m_folders.size() + m_subFolders.size());
}

// Keeps the memory of a long session flat without a timer.
void NameCache::dropExpired()
{
    if (size() < m_dropAtSize)
        return;
    const qint64 now = m_clock();
    std::erase_if(m_changes, [now](const auto &item) { return item.second.expiresMs <= now; });
    m_entries.removeIf([now](const auto &item) { return item.value().expiresMs <= now; });
    m_folders.removeIf([now](const auto &item) { return item.value() <= now; });
    m_subFolders.removeIf([now](const auto &item) { return item.value().expiresMs <= now; });
    m_dropAtSize = std::max<std::size_t>(1024, 2 * size());
}

}  // namespace cosftp
