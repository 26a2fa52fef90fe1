// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_tree.h"
#include "files/folder_probe.h"
#include "files/unfinished_files.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

// Clients go on where SIZE says: the size of an older object, told in place of what waits, would
// make them mix the two. So a server that has not learned yet what waits asks for this name.
void onObjectShown(const Place &place, const Handler<Entry> &handler, const Entry &entry)
{
    UnfinishedFiles &unfinished = *place.tree->unfinished;
    if (unfinished.knows(place.at))
        return handler(unfinished.known(place.at, entry.etag).value_or(entry));
    unfinished.find(place.at, entry.etag, place.context,
                    [handler, entry](const Result<std::optional<Entry>> &found) {
                        if (!found && found.error().code != Code::Denied)
                            return handler(found.error());
                        handler(found ? found->value_or(entry) : entry);
                    });
}

void onShown(const Place &place, const Handler<Entry> &handler, const Result<Entry> &entry)
{
    UnfinishedFiles &unfinished = *place.tree->unfinished;
    if (entry && !entry->isFolder)
        return onObjectShown(place, handler, *entry);
    if (entry || entry.error().code != Code::NotFound)
        return handler(entry);
    unfinished.find(
        place.at, {}, place.context, [handler](const Result<std::optional<Entry>> &found) {
            if (!found)
                return handler(found.error());
            handler(*found ? Result<Entry>(**found) : Result<Entry>(Failure::of(Code::NotFound)));
        });
}

}  // namespace

void FileTree::setUnfinished(std::shared_ptr<UnfinishedFiles> files)
{
    assertThread();
    m_state->unfinished = std::move(files);
}

void FileTree::learnUnfinished(const Mount &mount, QObject *owner)
{
    assertThread();
    if (m_state->unfinished != nullptr)
        m_state->unfinished->learnInBackground(mount, owner);
}

std::optional<Entry> FileTree::shownInstead(const VirtualPath &path, const QByteArray &etag) const
{
    assertThread();
    const Result<Location> at = find(path);
    return at && m_state->unfinished != nullptr ? m_state->unfinished->known(*at, etag)
                                                : std::nullopt;
}

void FileTree::discardUnfinished(const VirtualPath &path, QObject *context, Handler<Done> handler)
{
    assertThread();
    const Result<Place> asked = existing(
        path, [](const Rights &rights) { return rights.canChange(); }, context);
    if (!asked || m_state->unfinished == nullptr)
        return answerLater<Done>(context, std::move(handler),
                                 asked ? Failure::of(Code::NotFound) : asked.error());
    m_state->unfinished->find(
        asked->at, {}, context,
        [place = *asked, handler = std::move(handler)](const Result<std::optional<Entry>> &found) {
            if (!found)
                return handler(found.error());
            const bool wasThere = place.tree->unfinished->discard(place.at);
            handler(wasThere ? Outcome(Done()) : Outcome(Failure::of(Code::NotFound)));
        });
}

Handler<Entry> FileTree::overlaid(const VirtualPath &path, QObject *context,
                                  Handler<Entry> handler) const
{
    const Result<Place> asked = place(
        path, [](const Rights &) { return true; }, context);
    if (!asked || m_state->unfinished == nullptr)
        return handler;
    return [place = *asked, handler = std::move(handler)](const Result<Entry> &entry) {
        place.tree->unfinished->settle(
            *place.at.mount, place.at.key, place.context,
            [place, handler, entry](const Outcome &) { onShown(place, handler, entry); });
    };
}

void FileTree::show(const VirtualPath &path, QObject *context, Handler<Entry> handler)
{
    assertThread();
    if (!mayTellOf(path))
        return answerLater<Entry>(context, std::move(handler), Failure::of(Code::Denied));
    stat(path, context, overlaid(path, context, std::move(handler)));
}

void FileTree::showFile(const VirtualPath &path, QObject *context, Handler<Entry> handler)
{
    assertThread();
    if (!mayTellOf(path))
        return answerLater<Entry>(context, std::move(handler), Failure::of(Code::Denied));
    statFile(path, context, overlaid(path, context, std::move(handler)));
}

}  // namespace cosftp
