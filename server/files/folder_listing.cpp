// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_listing.h"

#include "core/text.h"
#include "core/thread_check.h"
#include "files/folder_probe.h"
#include "files/kept_time.h"
#include "files/own_objects.h"

#include <algorithm>

namespace cosftp {

namespace {

using Code = Failure::Code;
using Change = NameCache::Change;

// What neither LIST can show nor a later command can address.
bool isUsableName(const QByteArray &name)
{
    return !name.isEmpty() && name != "." && name != ".." && !hasControlBytes(name)
           && isValidUtf8(name);
}

QByteArray placeInFolder(const Entry &entry)
{
    return entry.isFolder ? entry.name + '/' : entry.name;
}

}  // namespace

FolderListing::FolderListing(std::shared_ptr<TreeState> tree, VirtualPath path, int maxEntries,
                             QObject *parent)
    : Listing(parent), m_tree(std::move(tree)), m_path(std::move(path)), m_maxEntries(maxEntries)
{}

void FolderListing::start()
{
    assertThread(*this);
    m_isAsked = true;
    if (!m_tree->mounts.rightsAt(m_path).canList)
        return end(Failure::of(Code::Denied, QStringLiteral("the account may not read")));
    collectChanges();
    if (m_tree->mounts.isScaffold(m_path)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                QList<Entry> entries;
                addUnseen(entries);
                deliverEntries(entries, true);
            },
            Qt::QueuedConnection);
        return;
    }
    const Result<Location> location = m_tree->mounts.find(m_path);
    if (!location)
        return end(location.error());
    m_place = Place{m_tree, m_path, *location, this};
    if (m_tree->unfinished == nullptr)
        return fetch({});
    m_tree->unfinished->settle(*location->mount, location->folderPrefix(), this,
                               [this](const Outcome &) {
                                   collectUnfinished();
                                   fetch({});
                               });
}

void FolderListing::next()
{
    assertThread(*this);
    if (m_isEnded)
        return;
    m_isAsked = true;
    if (m_isLastDelivered)
        return end(Done());
    if (!m_fetched.has_value())
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_isAsked && m_fetched.has_value())
                onFetched(*std::exchange(m_fetched, std::nullopt));
        },
        Qt::QueuedConnection);
}

void FolderListing::collectChanges()
{
    for (const NameCache::ChangedName &changed : m_tree->cache.changesIn(m_path))
        m_changes.insert(placeInFolder(changed.entry), changed);
    for (const QByteArray &name : m_tree->mounts.fixedFoldersIn(m_path)) {
        m_fixedFolders.insert(name);
        m_changes.insert(name + '/', {folderEntry(name), Change::Made});
        m_changes.remove(name);
    }
}

void FolderListing::collectUnfinished()
{
    m_unfinished.clear();
    for (const UnfinishedFiles::Shown &shown :
         m_tree->unfinished->knownIn(*m_place->at.mount, m_place->at.folderPrefix()))
        m_unfinished[shown.entry.name] += shown;
}

void FolderListing::fetch(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = m_place->at.folderPrefix();
    request.delimiter = "/";
    request.marker = marker;
    m_place->store().list(request, this, [this](const Result<ListPage> &page) {
        if (m_isAsked)
            onFetched(page);
        else
            m_fetched = page;
    });
}

void FolderListing::onFetched(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    if (std::exchange(m_isFirst, false))
        onFirstPage(*page);
    else
        deliver(*page);
}

// An upload that a restart interrupted is shown although nobody asked for its name. Usually the
// server has learned of it when it started; what another server left meanwhile is asked for when
// the bucket's root shows that this program keeps anything there.
void FolderListing::onFirstPage(const ListPage &page)
{
    if (m_tree->unfinished == nullptr)
        return showFirstPage(page);
    const bool keepsObjects = page.commonPrefixes.contains(ownObjectsPrefix);
    if (!keepsObjects && m_tree->unfinished->knowsAll(*m_place->at.mount))
        return showFirstPage(page);
    m_tree->unfinished->learn(*m_place->at.mount, this, [this, page](const Outcome &) {
        collectUnfinished();
        showFirstPage(page);
    });
}

void FolderListing::showFirstPage(const ListPage &page)
{
    const bool isEmpty = page.objects.isEmpty() && page.commonPrefixes.isEmpty();
    if (isEmpty && !hasUnfinished() && !m_tree->mounts.isFixedFolder(m_path)
        && !m_tree->cache.isKnownFolder(m_path))
        return askWhetherFile();
    m_tree->cache.learnSubFolders(m_path, subFoldersOf(m_place->at.folderPrefix(), page));
    deliver(page);
}

// Over nothing: what waits over an object that has gone is not shown.
bool FolderListing::hasUnfinished() const
{
    return std::any_of(m_unfinished.begin(), m_unfinished.end(), [](const auto &waiting) {
        return std::any_of(waiting.begin(), waiting.end(),
                           [](const auto &shown) { return shown.base.isEmpty(); });
    });
}

void FolderListing::askWhetherFile()
{
    m_place->store().head(m_place->at.key, this, [this](const Result<ObjectInfo> &info) {
        const bool isMissing = !info && info.error().code == Code::NotFound;
        if (isMissing && m_tree->unfinished != nullptr)
            return askForUnfinished();
        if (!info)
            return end(info.error());
        const Entry entry = fileEntry(m_path.name(), *info);
        m_tree->cache.learnEntry(m_path, entry);
        deliverFile(entry);
    });
}

void FolderListing::askForUnfinished()
{
    m_tree->unfinished->find(m_place->at, {}, this,
                             [this](const Result<std::optional<Entry>> &found) {
                                 if (!found)
                                     return end(found.error());
                                 if (!*found)
                                     return end(Failure::of(Code::NotFound));
                                 deliverFile(**found);
                             });
}

void FolderListing::deliverFile(const Entry &entry)
{
    m_isOfFile = true;
    deliverEntries({entry}, true);
}

void FolderListing::deliver(const ListPage &page)
{
    QList<Entry> entries = entriesOf(page);
    if (!page.isTruncated)
        addUnseen(entries);
    const bool isGone = m_deliveredEntries == 0 && entries.isEmpty() && !page.isTruncated
                        && m_tree->cache.changeOf(m_path, true) == Change::Removed;
    if (isGone)
        return end(Failure::of(Code::NotFound));
    m_tree->cache.learnFolder(m_path);
    const bool isFull = m_maxEntries > 0 && m_deliveredEntries + entries.size() >= m_maxEntries;
    m_wasCut = m_wasCut || (isFull && page.isTruncated);
    if (page.isTruncated && !isFull)
        fetch(page.nextMarker);
    deliverEntries(std::move(entries), !page.isTruncated || isFull);
}

void FolderListing::deliverEntries(QList<Entry> entries, bool isLast)
{
    if (m_maxEntries > 0 && m_deliveredEntries + entries.size() > m_maxEntries) {
        entries.resize(m_maxEntries - m_deliveredEntries);
        m_wasCut = true;
    }
    m_deliveredEntries += static_cast<int>(entries.size());
    m_isLastDelivered = isLast;
    m_isAsked = false;
    Q_EMIT page(entries);
}

// The store's listing tells when it was stored; the time that lies with it may be known here.
Entry FolderListing::listedFile(const ObjectInfo &object) const
{
    Entry entry = fileEntry(object.key.sliced(m_place->at.folderPrefix().size()), object);
    if (m_tree->times != nullptr)
        entry.modified = m_tree->times->timeOf(m_place->at.mount->bucket, object.key, object)
                             .value_or(entry.modified);
    return entry;
}

// Both lists come sorted; merged they are in the byte order of the keys.
QList<Entry> FolderListing::entriesOf(const ListPage &page)
{
    const qsizetype prefixSize = m_place->at.folderPrefix().size();
    QList<Entry> entries;
    entries.reserve(page.objects.size() + page.commonPrefixes.size());
    auto common = page.commonPrefixes.begin();
    const auto addPrefixesBefore = [&](const QByteArray *key) {
        for (; common != page.commonPrefixes.end() && (key == nullptr || *common < *key); ++common)
            if (!isOwnObject(*common))
                addEntry(entries, folderEntry(common->sliced(prefixSize).chopped(1)));
    };
    for (const ObjectInfo &object : page.objects) {
        addPrefixesBefore(&object.key);
        if (object.key.size() > prefixSize
            && !isOwnObject(object.key))  // else it is the folder's own marker
            addEntry(entries, listedFile(object));
    }
    addPrefixesBefore(nullptr);
    return entries;
}

void FolderListing::addEntry(QList<Entry> &entries, const Entry &entry)
{
    if (!isUsableName(entry.name)) {
        ++m_hiddenEntries;
        return;
    }
    if (!entry.isFolder && m_fixedFolders.contains(entry.name)) {
        ++m_hiddenEntries;  // by a mount
        return;
    }
    const auto changed = m_changes.constFind(placeInFolder(entry));
    if (changed == m_changes.constEnd()) {
        entries += shownFor(entry);
        return;
    }
    if (changed->change == Change::Removed)
        return;
    const bool isOutdated = !entry.isFolder && entry.etag != changed->entry.etag
                            && entry.stored < changed->entry.stored;
    entries += shownFor(isOutdated ? changed->entry : entry);
    m_changes.erase(changed);
}

// An interrupted upload is shown in the place of the very object that it may replace.
Entry FolderListing::shownFor(const Entry &entry)
{
    if (entry.isFolder) {
        m_unfinished.remove(entry.name);  // the folder hides it
        return entry;
    }
    for (const UnfinishedFiles::Shown &shown : m_unfinished.take(entry.name))
        if (!shown.base.isEmpty() && shown.base == bareEtag(entry.etag))
            return shown.entry;
    return entry;
}

void FolderListing::addUnseen(QList<Entry> &entries)
{
    for (const NameCache::ChangedName &changed : std::as_const(m_changes))
        if (changed.change == Change::Made)
            entries += shownFor(changed.entry);
    m_changes.clear();
    for (const QList<UnfinishedFiles::Shown> &waiting : std::as_const(m_unfinished))
        for (const UnfinishedFiles::Shown &shown : waiting)
            if (shown.base.isEmpty()) {
                entries += shown.entry;
                break;
            }
    m_unfinished.clear();
}

void FolderListing::end(const Outcome &outcome)
{
    if (std::exchange(m_isEnded, true))
        return;
    QMetaObject::invokeMethod(
        this, [this, outcome] { Q_EMIT finished(outcome); }, Qt::QueuedConnection);
}

}  // namespace cosftp
