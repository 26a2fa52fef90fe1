// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_tree.h"
#include "files/folder_probe.h"
#include "files/folder_removal.h"
#include "files/renaming.h"
#include "files/set_time.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

void putMarker(const Place &place, const Handler<Done> &handler)
{
    ObjectAttributes attributes;
    attributes.contentType = "application/x-directory";
    place.store().put(place.at.folderPrefix(), QByteArray(""), attributes, place.context,
                      [place, handler](const Result<StoredObject> &stored) {
                          if (!stored) {
                              place.tree->cache.forget(place.path);
                              return handler(stored.error());
                          }
                          place.tree->cache.noteMade(
                              place.path,
                              folderEntry(place.path.name(), QDateTime::currentDateTimeUtc()));
                          place.tree->noteUsage(0, 1);
                          handler(Done());
                      });
}

void noteRemoval(const Place &place, bool isFolder, const Outcome &removed)
{
    if (removed)
        place.tree->cache.noteRemoved(place.path, isFolder);
    else
        place.tree->cache.forget(place.path);
}

void onFolderContent(const Place &place, const Handler<Done> &handler,
                     const Result<FolderContent> &content)
{
    if (!content)
        return handler(content.error());
    if (content->hasEntries)
        return handler(Failure::of(Code::NotEmpty));
    if (content->wasJustEmptied) {
        place.tree->cache.noteRemoved(place.path, true);
        return handler(Done());
    }
    if (!content->exists())
        return handler(Failure::of(Code::NotFound));
    place.store().remove(place.at.folderPrefix(), place.context,
                         [place, handler](const Outcome &removed) {
                             noteRemoval(place, true, removed);
                             if (removed)
                                 place.tree->noteUsage(0, -1);
                             handler(removed);
                         });
}

void removeFile(const Place &place, qint64 sizeBytes, const Handler<Done> &handler)
{
    const auto answer = [place, sizeBytes, handler](const Outcome &removed) {
        noteRemoval(place, false, removed);
        if (removed)
            place.tree->noteRemoved(place.at, sizeBytes);
        if (removed && place.tree->unfinished != nullptr)
            place.tree->unfinished->discard(place.at);
        handler(removed);
    };
    place.holdToPublish(
        {place.keySpan()}, "DELE", [place, answer](const Result<HeldKeys> &publishing) {
            if (!publishing)
                return answer(publishing.error());
            place.store().remove(
                place.at.key, place.context,
                [answer, held = *publishing](const Outcome &removed) { answer(removed); });
        });
}

// What waits under the name goes with the file; otherwise it would come to light now. So it has to
// be known before anything is removed.
void removeFileAndWaiting(const Place &place, qint64 sizeBytes, const Handler<Done> &handler)
{
    UnfinishedFiles &unfinished = *place.tree->unfinished;
    if (unfinished.knows(place.at))
        return removeFile(place, sizeBytes, handler);
    unfinished.find(place.at, {}, place.context,
                    [place, sizeBytes, handler](const Result<std::optional<Entry>> &found) {
                        // A key without the right to see such objects never wrote one either.
                        if (!found && found.error().code != Code::Denied)
                            return handler(found.error());
                        removeFile(place, sizeBytes, handler);
                    });
}

// A file that is only there as an unfinished upload is deleted by giving that up.
void removeUnfinished(const Place &place, const Handler<Done> &handler)
{
    place.tree->unfinished->find(place.at, {}, place.context,
                                 [place, handler](const Result<std::optional<Entry>> &found) {
                                     if (!found)
                                         return handler(found.error());
                                     if (!*found)
                                         return handler(Failure::of(Code::NotFound));
                                     place.tree->unfinished->discard(place.at);
                                     handler(Done());
                                 });
}

void onDoomedFile(const Place &place, const Handler<Done> &handler, const Result<ObjectInfo> &info)
{
    if (!info && info.error().code == Code::NotFound && place.tree->unfinished != nullptr)
        return removeUnfinished(place, handler);
    if (!info)
        return handler(info.error());
    if (place.tree->unfinished != nullptr)
        return removeFileAndWaiting(place, info->sizeBytes, handler);
    removeFile(place, info->sizeBytes, handler);
}

// The name is given back before the answer, because the next command may be about it.
void onNameHeld(const Place &place, const HeldKeys &name, const Handler<Done> &handler)
{
    const auto held = std::make_shared<HeldKeys>(name);
    const Handler<Done> answer = [held, handler](const Outcome &removed) {
        held->reset();
        handler(removed);
    };
    place.store().head(
        place.at.key, place.context,
        [place, answer](const Result<ObjectInfo> &info) { onDoomedFile(place, answer, info); });
}

// By keys, not by paths: two mounts may show the same part of a bucket. What could not be read must
// not become readable by its new place, and a folder takes all of its content along.
Outcome mayRename(const Place &from, const Place &to)
{
    if (&from.store() != &to.store())
        return Failure::of(Code::Denied, QStringLiteral("the places lie in different buckets"));
    if (to.at.key.startsWith(from.at.folderPrefix()))
        return Failure::of(Code::Denied, QStringLiteral("the target lies inside the source"));
    const MountTable &mounts = from.tree->mounts;
    if (!mounts.rightsThroughout(from.path).canRename
        || !mounts.rightsThroughout(to.path).canRename)
        return Failure::of(Code::Denied, QStringLiteral("a folder inside has not that right"));
    if (!mounts.rightsThroughout(from.path).canRead && mounts.rightsAt(to.path).canRead)
        return Failure::of(Code::Denied,
                           QStringLiteral("what may not be read would become readable"));
    return Done();
}

bool mayDelete(const Rights &rights) { return rights.canDelete; }
bool mayRenameIt(const Rights &rights) { return rights.canRename; }
bool mayMakeFolders(const Rights &rights) { return rights.canMakeFolders; }
bool mayChangeTimes(const Rights &rights) { return rights.canWrite || rights.canOverwrite; }

}  // namespace

void FileTree::makeFolder(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::Exists));
    const Result<Place> asked = place(path, mayMakeFolders, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    if (asked->at.folderPrefix().size() > ObjectStore::maxKeyBytes)
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::NameNotAllowed));
    probeName(*asked, [place = *asked, handler = std::move(handler)](const Result<NameUse> &use) {
        if (!use)
            return handler(use.error());
        if (use->isFile || use->isFolder)
            return handler(Failure::of(Code::Exists));
        putMarker(place, handler);
    });
}

void FileTree::removeFolder(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler),
                                 Failure::of(Code::Denied, QStringLiteral("the folder is fixed")));
    const Result<Place> asked = existing(path, mayDelete, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    probeFolder(
        *asked, 2,
        [place = *asked, handler = std::move(handler)](const Result<FolderContent> &content) {
            onFolderContent(place, handler, content);
        });
}

void FileTree::removeTree(const VirtualPath &path, QObject *context, Handler<Done> handler,
                          const FolderJobOptions &options)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler),
                                 Failure::of(Code::Denied, QStringLiteral("the folder is fixed")));
    const Result<Place> asked = existing(path, mayDelete, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    if (!m_state->mounts.rightsThroughout(path).canDelete)
        return answerLater<Done>(
            context, std::move(handler),
            Failure::of(Code::Denied, QStringLiteral("a folder inside has not that right")));
    if (m_state->quotas != nullptr)
        m_state->quotas->expire(m_state->quotaUser);  // what goes is not looked at one by one
    (new FolderRemoval(*asked, options, std::move(handler)))->start();
}

void FileTree::removeFile(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::NotAFile));
    const Result<Place> asked = existing(path, mayDelete, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    asked->holdSoon({asked->keySpan()}, "DELE",
                    [place = *asked, handler = std::move(handler)](const Result<HeldKeys> &name) {
                        name ? onNameHeld(place, *name, handler) : handler(name.error());
                    });
}

void FileTree::setTime(const VirtualPath &path, const QDateTime &time, QObject *context,
                       Handler<Done> handler)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(path))
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::NotAFile));
    const Result<Place> asked = existing(path, mayChangeTimes, context);
    if (!asked)
        return answerLater<Done>(context, std::move(handler), asked.error());
    cosftp::setTime(*asked, time, std::move(handler));
}

void FileTree::rename(const VirtualPath &from, const VirtualPath &to, QObject *context,
                      Handler<Done> handler, const FolderJobOptions &options)
{
    assertThread();
    if (m_state->mounts.isFixedFolder(from))
        return answerLater<Done>(context, std::move(handler),
                                 Failure::of(Code::Denied, QStringLiteral("the folder is fixed")));
    if (m_state->mounts.isFixedFolder(to))
        return answerLater<Done>(context, std::move(handler), Failure::of(Code::Exists));
    const Result<Place> source = existing(from, mayRenameIt, context);
    const Result<Place> target = place(to, mayRenameIt, context);
    if (!source || !target)
        return answerLater<Done>(context, std::move(handler),
                                 source ? target.error() : source.error());
    if (const Outcome allowed = mayRename(*source, *target); !allowed)
        return answerLater<Done>(context, std::move(handler), allowed);
    (new Renaming(*source, *target, options, std::move(handler)))->start();
}

}  // namespace cosftp
