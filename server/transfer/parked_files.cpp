// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_files.h"

#include "transfer/park_record.h"
#include "transfer/parked_catalogue.h"
#include "transfer/parked_lookup.h"
#include "transfer/settled_uploads.h"

namespace cosftp {

namespace {

Entry entryOf(const QByteArray &key, qint64 sizeBytes, const QDateTime &updated)
{
    Entry entry;
    entry.name = key.mid(key.lastIndexOf('/') + 1);
    entry.sizeBytes = sizeBytes;
    entry.modified = updated;
    entry.stored = updated;
    return entry;
}

}  // namespace

ParkedFiles::ParkedFiles(std::shared_ptr<ParkedUploads> index, QByteArray user,
                         std::chrono::hours maxAge)
    : m_index(std::move(index)), m_user(std::move(user)), m_maxAge(maxAge)
{}

UploadPlace ParkedFiles::placeOf(const Location &at) const
{
    return {at.mount->bucket, m_user, at.key};
}

bool ParkedFiles::isTooOld(const ParkedUploads::Note &note) const
{
    return note.updated.secsTo(QDateTime::currentDateTimeUtc())
           > std::chrono::seconds(m_maxAge).count();
}

std::optional<Entry> ParkedFiles::known(const Location &at) const
{
    const auto note = m_index->find(placeOf(at));
    if (!note || isTooOld(*note))
        return std::nullopt;
    return entryOf(note->key, note->sizeBytes, note->updated);
}

QList<Entry> ParkedFiles::knownIn(const Mount &mount, const QByteArray &folderPrefix) const
{
    QList<Entry> entries;
    for (const ParkedUploads::Note &note : m_index->below(mount.bucket, m_user, folderPrefix)) {
        const bool isDirectlyInside = !note.key.mid(folderPrefix.size()).contains('/');
        if (isDirectlyInside && !isTooOld(note))
            entries += entryOf(note.key, note.sizeBytes, note.updated);
    }
    return entries;
}

void ParkedFiles::settle(const Mount &mount, const QByteArray &key, QObject *context,
                         Handler<Done> handler)
{
    SettledUploads::await(m_index, {mount.bucket, m_user, key}, context, std::move(handler));
}

bool ParkedFiles::knowsAll(const Mount &mount) const { return m_index->knows(mount.bucket); }

void ParkedFiles::find(const Location &at, QObject *context, Handler<std::optional<Entry>> handler)
{
    ParkedLookup::find(
        *at.mount->store, m_index, {placeOf(at), m_maxAge, false}, context,
        [handler = std::move(handler)](const Result<std::optional<ParkedUpload>> &found) {
            if (!found)
                return handler(found.error());
            if (!*found)
                return handler(std::optional<Entry>());
            const ParkedUpload &upload = **found;
            handler(std::optional(entryOf(upload.key, upload.sizeBytes(), upload.updated)));
        });
}

void ParkedFiles::learn(const Mount &mount, QObject *context, Handler<Done> handler)
{
    if (m_index->shallLearn(mount.bucket))
        return ParkedCatalogue::load(*mount.store, m_index, mount.bucket, m_maxAge, context,
                                     std::move(handler));
    QMetaObject::invokeMethod(
        context, [handler = std::move(handler)] { handler(Done{}); }, Qt::QueuedConnection);
}

void ParkedFiles::discard(const Location &at)
{
    const UploadPlace place = placeOf(at);
    const auto note = m_index->find(place);
    if (!note)
        return;
    ParkedUpload upload;
    upload.user = m_user;
    upload.key = at.key;
    upload.uploadId = note->uploadId;
    discardParked(*at.mount->store, *m_index, place.bucket, upload);
}

}  // namespace cosftp
