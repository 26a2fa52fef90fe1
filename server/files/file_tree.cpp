// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_tree.h"

#include "files/folder_listing.h"
#include "files/folder_probe.h"
#include "files/place_stat.h"

namespace cosftp {

namespace {

using Code = Failure::Code;
using Change = NameCache::Change;

bool nothing(const Rights &) { return true; }
bool store(const Rights &rights)
{
    return rights.canWrite || rights.canOverwrite || rights.canAppend;
}
bool hear(const Rights &rights) { return rights.canList || rights.canRead || rights.canAppend; }
bool visitIt(const Rights &rights)
{
    return hear(rights) || store(rights) || rights.canMakeFolders;
}

void onEntered(const Place &place, const Handler<Done> &handler,
               const Result<FolderContent> &content)
{
    if (!content)
        return handler(content.error());
    if (!content->exists())
        return handler(Failure::of(Code::NotFound));
    place.tree->cache.learnFolder(place.path);
    handler(Done());
}

}  // namespace

FileTree::FileTree(QList<Mount> mounts, NameCache::Clock clock,
                   const QList<FolderRights> &folderRights)
    : m_state(std::make_shared<TreeState>(
        TreeState{MountTable(std::move(mounts), folderRights), NameCache(std::move(clock))}))
{}

FileTree::~FileTree() = default;

void FileTree::setListedTimes(std::shared_ptr<ListedTimes> times)
{
    assertThread();
    m_state->times = std::move(times);
}

void FileTree::setQuota(std::shared_ptr<QuotaBook> quotas, const QByteArray &user)
{
    assertThread();
    m_state->quotas = std::move(quotas);
    m_state->quotaUser = user;
}

void FileTree::setAsker(const KeyAsker &asker)
{
    assertThread();
    m_state->asker = asker;
}

Result<Location> FileTree::locate(const VirtualPath &path) const
{
    assertThread();
    return m_state->mounts.locate(path);
}

Result<Location> FileTree::find(const VirtualPath &path) const
{
    assertThread();
    return m_state->mounts.find(path);
}

bool FileTree::isScaffold(const VirtualPath &path) const
{
    assertThread();
    return m_state->mounts.isScaffold(path);
}

Rights FileTree::rightsAt(const VirtualPath &path) const
{
    assertThread();
    return m_state->mounts.rightsAt(path);
}

bool FileTree::mayTellOf(const VirtualPath &path) const
{
    assertThread();
    return m_state->mounts.isFixedFolder(path) || hear(rightsAt(path));
}

const QList<Mount> &FileTree::mounts() const
{
    assertThread();
    return m_state->mounts.mounts();
}

Result<Place> FileTree::place(const VirtualPath &path, Need need, QObject *context) const
{
    if (!need(rightsAt(path)))
        return Failure::of(Code::Denied, QStringLiteral("the account has not that right"));
    const Result<Location> location = locate(path);
    if (!location)
        return location.error();
    return Place{m_state, path, *location, context};
}

Result<Place> FileTree::existing(const VirtualPath &path, Need need, QObject *context) const
{
    Result<Place> asked = place(path, need, context);
    if (!asked && asked.error().code == Code::NameNotAllowed)
        return Failure::of(Code::NotFound);
    return asked;
}

void FileTree::stat(const VirtualPath &path, QObject *context, Handler<Entry> handler)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Entry>(context, std::move(handler), folderEntry(path.name()));
    const Result<Place> asked = existing(path, nothing, context);
    if (!asked)
        return answerLater<Entry>(context, std::move(handler), asked.error());
    statPlace(*asked, std::move(handler));
}

void FileTree::statFile(const VirtualPath &path, QObject *context, Handler<Entry> handler)
{
    assertThread();
    const auto known = m_state->cache.entry(path);
    if (m_state->mounts.isFixedFolder(path) || (known && known->isFolder))
        return answerLater<Entry>(context, std::move(handler), Failure::of(Code::NotAFile));
    if (known)
        return answerLater<Entry>(context, std::move(handler), *known);
    const Result<Place> asked = existing(path, nothing, context);
    if (!asked)
        return answerLater<Entry>(context, std::move(handler), asked.error());
    asked->store().head(
        asked->at.key, context,
        [place = *asked, handler = std::move(handler)](const Result<ObjectInfo> &info) {
            const bool isFolder = !info && info.error().code == Code::NotFound
                                  && place.tree->cache.isKnownFolder(place.path);
            handler(isFolder ? Result<Entry>(Failure::of(Code::NotAFile))
                             : learnedEntry(place, info));
        });
}

void FileTree::enter(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    NameCache &cache = m_state->cache;
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler), Done());
    const Result<Place> asked = existing(path, nothing, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    // A folder that lives by its files may be gone with the last of them.
    const bool wasListed = cache.hasSubFolder(path.parent(), path.name()).value_or(false)
                           && cache.keysBelow(path, Change::Removed).isEmpty();
    if (cache.isKnownFolder(path) || wasListed)
        return answerLater<Done>(context, std::move(handler), Done());
    const auto known = cache.entry(path);
    if ((known && !known->isFolder) || cache.changeOf(path, false) == Change::Made)
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::NotAFolder));
    probeFolder(*asked, 1,
                [place = *asked, handler = std::move(handler)](
                    const Result<FolderContent> &content) { onEntered(place, handler, content); });
}

void FileTree::visit(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    if (!m_state->mounts.isFixedFolder(path) && !visitIt(rightsAt(path)))
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::Denied));
    enter(path, context, std::move(handler));
}

void FileTree::checkStorable(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::NotAFile));
    const Result<Place> asked = place(path, store, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    const auto parent = m_state->cache.entry(path.parent());
    if ((parent && !parent->isFolder)
        || m_state->cache.changeOf(path.parent(), false) == Change::Made)
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::NotAFolder));
    probeNoFolder(*asked, [handler = std::move(handler)](const Outcome &free) {
        const bool isFolder = !free && free.error().code == Code::Exists;
        handler(isFolder ? Outcome(Failure::of(Code::NotAFile)) : free);
    });
}

std::optional<bool> FileTree::hasFile(const VirtualPath &path) const
{
    assertThread();
    return m_state->cache.hasFile(path.parent(), path.name());
}

Listing *FileTree::list(const VirtualPath &path, int maxEntries, QObject *parent)
{
    assertThread();
    return new FolderListing(m_state, path, maxEntries, parent);
}

void FileTree::forget(const VirtualPath &path)
{
    assertThread();
    m_state->cache.forget(path);
}

void FileTree::noteStored(const VirtualPath &path, qint64 sizeBytes, const QByteArray &etag,
                          const std::optional<ObjectAttributes> &attributes)
{
    assertThread();
    Entry entry;
    entry.name = path.name();
    entry.sizeBytes = sizeBytes;
    entry.etag = etag;
    entry.modified = QDateTime::currentDateTimeUtc();
    entry.stored = entry.modified;
    m_state->cache.noteMade(path, entry);
    m_state->lastUpload.reset();
    const Result<Location> location = locate(path);
    if (!attributes || !location)
        return;
    ObjectInfo info;
    info.key = location->key;
    info.sizeBytes = sizeBytes;
    info.etag = etag;
    info.storageClass = attributes->storageClass;
    info.contentType = attributes->contentType;
    info.metadata = attributes->metadata;
    info.headers = attributes->headers;
    m_state->lastUpload = info;
}

}  // namespace cosftp
