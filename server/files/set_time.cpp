// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/set_time.h"

#include "files/big_copy.h"
#include "files/kept_time.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

// Only while nobody is likely to have stored the same bytes with other metadata since.
std::optional<ObjectInfo> freshUpload(const Place &place)
{
    const std::optional<ObjectInfo> &upload = place.tree->lastUpload;
    const bool isFresh =
        upload && upload->key == place.at.key
        && place.tree->cache.changeOf(place.path, false) == NameCache::Change::Made;
    return isFresh ? upload : std::nullopt;
}

void onCopied(const Place &place, ObjectInfo info, const Handler<Done> &handler,
              const Result<StoredObject> &copy)
{
    if (!copy)
        return handler(copy.error());
    info.etag = copy->etag;
    info.lastModified = copy->lastModified;
    if (!info.lastModified.isValid())
        info.lastModified = QDateTime::currentDateTimeUtc();
    place.tree->lastUpload.reset();
    place.tree->cache.noteMade(place.path, fileEntry(place.path.name(), info));
    handler(Done());
}

void replaceMetadata(const Place &place, const QDateTime &time, const Handler<Done> &handler,
                     ObjectInfo info)
{
    if (keptTime(info.metadata) == time)
        return handler(Done());
    info.metadata = withKeptTime(info.metadata, time);
    CopyRequest request{place.at.key, place.at.key, info.etag, info.storageClass};
    request.replaced = attributesOf(info);
    copyObject(place.store(), request, info.sizeBytes, place.context,
               [place, info, handler](const Result<StoredObject> &copy) {
                   onCopied(place, info, handler, copy);
               });
}

}  // namespace

void setTime(const Place &place, const QDateTime &time, Handler<Done> handler)
{
    if (time.toSecsSinceEpoch() < 0)
        return answerLater<Done>(place.context, std::move(handler),
                                 Failure::of(Code::Invalid, QStringLiteral("before 1970")));
    if (const auto upload = freshUpload(place))
        return replaceMetadata(place, time, handler, *upload);
    place.store().head(place.at.key, place.context,
                       [place, time, handler = std::move(handler)](const Result<ObjectInfo> &info) {
                           info ? replaceMetadata(place, time, handler, *info)
                                : handler(info.error());
                       });
}

}  // namespace cosftp
