// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/place_stat.h"

#include "files/folder_probe.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

void onFolderProbed(const Place &place, const Handler<Entry> &handler,
                    const Result<FolderContent> &content)
{
    if (!content)
        return handler(content.error());
    if (!content->exists())
        return handler(Failure::of(Code::NotFound));
    const Entry entry = folderEntry(place.path.name(),
                                    content->marker ? content->marker->lastModified : QDateTime());
    place.tree->cache.learnEntry(place.path, entry);
    handler(entry);
}

void onHead(const Place &place, const Handler<Entry> &handler, const Result<ObjectInfo> &info)
{
    if (info || info.error().code != Code::NotFound)
        return handler(learnedEntry(place, info));
    probeFolder(place, 1, [place, handler](const Result<FolderContent> &content) {
        onFolderProbed(place, handler, content);
    });
}

}  // namespace

Result<Entry> learnedEntry(const Place &place, const Result<ObjectInfo> &info)
{
    if (!info)
        return info.error();
    const Entry entry = fileEntry(place.path.name(), *info);
    place.tree->cache.learnEntry(place.path, entry);
    place.tree->learnTime(place.at, *info);
    return entry;
}

void statPlace(const Place &place, Handler<Entry> handler)
{
    if (const auto known = place.tree->cache.entry(place.path))
        return answerLater<Entry>(place.context, std::move(handler), *known);
    place.store().head(place.at.key, place.context,
                       [place, handler = std::move(handler)](const Result<ObjectInfo> &info) {
                           onHead(place, handler, info);
                       });
}

}  // namespace cosftp
