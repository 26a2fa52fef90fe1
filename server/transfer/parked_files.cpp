// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_files.h"

#include "transfer/parked_discard.h"
#include "transfer/parked_lookup.h"
#include "transfer/parked_news.h"
#include "transfer/settled_uploads.h"

#include <algorithm>

namespace cosftp {

namespace {

Entry entryOf(const ParkedUploads::Note &note)
{
    Entry entry;
    entry.name = note.upload.key.mid(note.upload.key.lastIndexOf('/') + 1);
    entry.sizeBytes = note.sizeBytes;
    entry.modified = note.upload.updated;
    entry.stored = note.upload.updated;
    entry.uploadId = note.upload.uploadId;
    return entry;
}

}  // namespace

ParkedFiles::ParkedFiles(std::shared_ptr<ParkedUploads> index,
                         std::shared_ptr<RunningUploads> running, QByteArray user,
                         QByteArray address)
    : m_index(std::move(index)), m_running(std::move(running)), m_user(std::move(user)),
      m_address(std::move(address))
{}

UploadPlace ParkedFiles::placeOf(const Location &at) const
{
    return {at.mount->bucket, m_user, at.key};
}

// Where a finished object stands, others than the client that was cut off want that one.
bool ParkedFiles::isShown(const QByteArray &bucket, const ParkedUploads::Note &note,
                          const QDateTime &now) const
{
    const bool isForUs = note.upload.base.isEmpty() || note.upload.address == m_address;
    const ParkedUpload &upload = note.upload;
    const bool isSettled =
        m_index->settled().isSettledSince({bucket, m_user, upload.key}, upload.base, upload.began);
    return isForUs && !note.isHeldElsewhere && !upload.isExpired(now) && !isSettled;
}

std::optional<Entry> ParkedFiles::known(const Location &at, const QByteArray &etag) const
{
    const QDateTime now = at.mount->store->now();
    const QList<ParkedUploads::Note> notes = m_index->at(placeOf(at));
    const auto shown = std::find_if(notes.begin(), notes.end(), [&](const auto &note) {
        return note.upload.standsOn(etag) && isShown(at.mount->bucket, note, now);
    });
    return shown == notes.end() ? std::nullopt : std::optional(entryOf(*shown));
}

QList<UnfinishedFiles::Shown> ParkedFiles::knownIn(const Mount &mount,
                                                   const QByteArray &folderPrefix) const
{
    const QDateTime now = mount.store->now();
    QList<Shown> shown;
    for (const ParkedUploads::Note &note : m_index->below(mount.bucket, m_user, folderPrefix)) {
        const bool isDirectlyInside = !note.upload.key.mid(folderPrefix.size()).contains('/');
        if (isDirectlyInside && isShown(mount.bucket, note, now))
            shown += {entryOf(note), note.upload.base};
    }
    return shown;
}

void ParkedFiles::settle(const Mount &mount, const QByteArray &key, QObject *context,
                         Handler<Done> handler)
{
    SettledUploads::await({m_index, m_running, {mount.bucket, m_user, key}}, context,
                          std::move(handler));
}

bool ParkedFiles::knowsAll(const Mount &mount) const { return m_index->knows(mount.bucket); }

bool ParkedFiles::knows(const Location &at) const
{
    const QList<ParkedUploads::Note> notes = m_index->at(placeOf(at));
    const bool mayComeToWait = std::any_of(notes.begin(), notes.end(), [this](const auto &note) {
        const bool isForUs = note.upload.base.isEmpty() || note.upload.address == m_address;
        return note.isHeldElsewhere && isForUs;
    });
    const bool runsHere = m_running->of(placeOf(at), m_address).has_value();
    return knowsAll(*at.mount) && (!mayComeToWait || runsHere);
}

// Who comes back to another server than before, or after a crash, may find the lease of the old one
// still running.
void ParkedFiles::find(const Location &at, const QByteArray &etag, QObject *context,
                       Handler<std::optional<Entry>> handler)
{
    ParkedQuestion question;
    question.place = placeOf(at);
    if (!m_running->of(question.place, m_address))
        question.patience = uploadLease;
    // The location is the tree's; mounts outlive the session's questions.
    ParkedLookup::find(
        *at.mount->store, m_index, question, context,
        [this, at, etag, handler = std::move(handler)](const Result<ParkedLookup::Found> &found) {
            if (!found)
                return handler(found.error());
            handler(known(at, etag));
        });
}

void ParkedFiles::learn(const Mount &mount, QObject *context, Handler<Done> handler)
{
    ParkedNews::ask(*mount.store, {m_index, mount.bucket, m_user}, context, std::move(handler));
}

void ParkedFiles::learnInBackground(const Mount &mount, QObject *owner)
{
    ParkedNews::bring(*mount.store, {m_index, mount.bucket, m_user}, owner);
}

bool ParkedFiles::discard(const Location &at)
{
    const QList<ParkedUploads::Note> notes = m_index->at(placeOf(at));
    giveUpParked(*at.mount->store, m_index, at.mount->bucket, notes);
    m_index->settled().note(placeOf(at), at.mount->store->now());
    return !notes.isEmpty();
}

}  // namespace cosftp
