// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/folder_probe.h"

#include "files/own_objects.h"

#include <algorithm>

namespace cosftp {

namespace {

using Change = NameCache::Change;
constexpr int fullPage = 1000;

FolderContent contentOf(const Place &place, const ListPage &page)
{
    NameCache &cache = place.tree->cache;
    const QByteArray prefix = place.at.folderPrefix();
    const QSet<QByteArray> removed = cache.keysBelow(place.path, Change::Removed);
    FolderContent content;
    for (const ObjectInfo &object : page.objects) {
        const QByteArray relative = object.key.sliced(prefix.size());
        if (relative.isEmpty() && cache.changeOf(place.path, true) != Change::Removed)
            content.marker = object;
        else if (!relative.isEmpty() && !removed.contains(relative))
            content.hasEntries = true;
    }
    if (cache.changeOf(place.path, true) == Change::Made && !content.marker.has_value())
        content.marker = ObjectInfo();
    content.hasEntries = content.hasEntries || !cache.keysBelow(place.path, Change::Made).isEmpty();
    content.wasJustEmptied = !content.exists() && !removed.isEmpty();
    return content;
}

NameUse useOf(const Place &place, const ListPage &page)
{
    NameCache &cache = place.tree->cache;
    NameUse use;
    use.isFile =
        std::any_of(page.objects.begin(), page.objects.end(),
                    [&place](const ObjectInfo &object) { return object.key == place.at.key; });
    use.isFolder = page.commonPrefixes.contains(place.at.folderPrefix());
    if (const Change change = cache.changeOf(place.path, false); change != Change::None)
        use.isFile = change == Change::Made;
    if (const Change change = cache.changeOf(place.path, true); change != Change::None)
        use.isFolder = change == Change::Made;
    use.isFolder = use.isFolder || !cache.keysBelow(place.path, Change::Made).isEmpty();
    return use;
}

// A key that may write but not list is common for drop boxes; it cannot see folders, so none is in
// its way. Storing beside a folder of the same name destroys nothing.
Outcome noFolderUnless(bool isFolder)
{
    return isFolder ? Outcome(
               Failure::of(Failure::Code::Exists, QStringLiteral("a folder has that name")))
                    : Outcome(Done());
}

void onNameProbed(const Place &place, const Handler<Done> &handler,
                  const Result<FolderContent> &content)
{
    if (!content && content.error().code != Failure::Code::Denied)
        return handler(content.error());
    if (content && content->exists())
        place.tree->cache.learnFolder(place.path);
    handler(noFolderUnless(content && content->exists()));
}

void probeByName(const Place &place, const Handler<Done> &handler)
{
    probeFolder(place, 1, [place, handler](const Result<FolderContent> &content) {
        onNameProbed(place, handler, content);
    });
}

void onParentListed(const Place &place, const Handler<Done> &handler, const Result<ListPage> &page)
{
    if (!page)
        return handler(page.error().code == Failure::Code::Denied ? Outcome(Done())
                                                                  : Outcome(page.error()));
    const VirtualPath parent = place.path.parent();
    const QByteArray prefix = place.at.key.first(place.at.key.size() - place.path.name().size());
    place.tree->cache.learnSubFolders(parent, subFoldersOf(prefix, *page));
    if (const auto known = place.tree->cache.hasSubFolder(parent, place.path.name()))
        return handler(noFolderUnless(*known));
    probeByName(place, handler);
}

}  // namespace

NameCache::SubFolders subFoldersOf(const QByteArray &prefix, const ListPage &page)
{
    NameCache::SubFolders folders;
    for (const QByteArray &common : page.commonPrefixes)
        if (!isOwnObject(common))
            folders.names.insert(common.sliced(prefix.size()).chopped(1));
    for (const ObjectInfo &object : page.objects)
        folders.files.insert(object.key.sliced(prefix.size()));
    folders.isComplete = !page.isTruncated;
    folders.coveredUpTo = page.nextMarker.sliced(std::min(prefix.size(), page.nextMarker.size()));
    return folders;
}

void probeFolder(const Place &place, int wantedKeys, Handler<FolderContent> handler)
{
    const auto removed = place.tree->cache.keysBelow(place.path, Change::Removed).size();
    ListRequest request;
    request.prefix = place.at.folderPrefix();
    request.maxKeys = static_cast<int>(std::min<qsizetype>(wantedKeys + removed, fullPage));
    place.store().list(request, place.context,
                       [place, handler = std::move(handler)](const Result<ListPage> &page) {
                           if (!page)
                               return handler(page.error());
                           handler(contentOf(place, *page));
                       });
}

void probeName(const Place &place, Handler<NameUse> handler)
{
    ListRequest request;
    request.prefix = place.at.key;
    request.delimiter = "/";
    place.store().list(
        request, place.context,
        [place, handler = std::move(handler)](const Result<ListPage> &page) {
            if (!page)
                return handler(page.error());
            const NameUse use = useOf(place, *page);
            if (use.isFolder || !page->isTruncated || page->nextMarker >= place.at.folderPrefix())
                return handler(use);
            probeFolder(place, 1, [use, handler](const Result<FolderContent> &content) {
                if (!content)
                    return handler(content.error());
                handler(NameUse{use.isFile, content->exists()});
            });
        });
}

void probeNoFolder(const Place &place, Handler<Done> handler)
{
    const VirtualPath parent = place.path.parent();
    NameCache &cache = place.tree->cache;
    if (const auto known = cache.hasSubFolder(parent, place.path.name()))
        return answerLater<Done>(place.context, std::move(handler), noFolderUnless(*known));
    if (cache.knowsSubFolders(parent))
        return probeByName(place, handler);
    ListRequest request;
    request.prefix = place.at.key.first(place.at.key.size() - place.path.name().size());
    request.delimiter = "/";
    place.store().list(request, place.context,
                       [place, handler = std::move(handler)](const Result<ListPage> &page) {
                           onParentListed(place, handler, page);
                       });
}

}  // namespace cosftp
