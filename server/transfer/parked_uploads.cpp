// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_uploads.h"

#include <algorithm>
#include <utility>

namespace cosftp {

namespace {

ParkedUploads::Note noteOf(const ParkedUpload &upload, bool isHeldElsewhere)
{
    ParkedUploads::Note note{upload, upload.sizeBytes(), isHeldElsewhere};
    note.upload.parts.clear();
    return note;
}

void insert(QList<ParkedUploads::Note> &notes, const ParkedUploads::Note &note)
{
    notes.removeIf([&note](const ParkedUploads::Note &old) {
        return old.upload.uploadId == note.upload.uploadId;
    });
    notes.append(note);
    std::stable_sort(notes.begin(), notes.end(),
                     [](const ParkedUploads::Note &one, const ParkedUploads::Note &other) {
                         return one.upload.updated > other.upload.updated;
                     });
}

}  // namespace

void ParkedUploads::note(const QByteArray &bucket, const ParkedUpload &upload, bool isHeldElsewhere)
{
    {
        const std::scoped_lock lock(m_mutex);
        insert(m_notes[{bucket, upload.user, upload.key}], noteOf(upload, isHeldElsewhere));
    }
    tell(upload, isHeldElsewhere);
}

void ParkedUploads::tell(const ParkedUpload &upload, bool isHeld)
{
    if (isHeld)
        Q_EMIT left(upload.user, upload.uploadId);
    else
        Q_EMIT waits(upload.user, upload.uploadId, upload.sizeBytes(),
                     upload.base.isEmpty() ? 1 : 0);
}

void ParkedUploads::forget(const UploadPlace &place, const QByteArray &uploadId)
{
    Q_EMIT left(place.user, uploadId);
    const std::scoped_lock lock(m_mutex);
    const auto found = m_notes.find(place);
    if (found == m_notes.end())
        return;
    found->second.removeIf(
        [&uploadId](const Note &note) { return note.upload.uploadId == uploadId; });
    if (found->second.isEmpty())
        m_notes.erase(found);
}

void ParkedUploads::replace(const UploadPlace &place, const QList<ParkedUpload> &found)
{
    const QList<Note> before = at(place);
    {
        const std::scoped_lock lock(m_mutex);
        m_notes.erase(place);
        for (const ParkedUpload &upload : found)
            insert(m_notes[place], noteOf(upload, upload.holder.isSomebody()));
    }
    for (const Note &note : before)
        Q_EMIT left(place.user, note.upload.uploadId);
    for (const ParkedUpload &upload : found)
        tell(upload, upload.holder.isSomebody());
}

QList<ParkedUploads::Note> ParkedUploads::at(const UploadPlace &place) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_notes.find(place);
    return found == m_notes.end() ? QList<Note>() : found->second;
}

QList<ParkedUploads::Note> ParkedUploads::below(const QByteArray &bucket, const QByteArray &user,
                                                const QByteArray &prefix) const
{
    const std::scoped_lock lock(m_mutex);
    QList<Note> notes;
    for (auto at = m_notes.lower_bound({bucket, user, prefix});
         at != m_notes.end() && at->first.bucket == bucket && at->first.user == user
         && at->first.key.startsWith(prefix);
         ++at)
        notes += at->second;
    return notes;
}

std::map<QByteArray, QDateTime> ParkedUploads::states(const QByteArray &bucket,
                                                      const QByteArray &user) const
{
    std::map<QByteArray, QDateTime> states;
    for (const Note &note : below(bucket, user, {}))
        states.insert_or_assign(note.upload.stateKey, note.upload.updated);
    return states;
}

const ParkedUploads::Learning *ParkedUploads::learning(const Scope &scope) const
{
    const auto found = m_learned.find(scope);
    return found != m_learned.end() ? &found->second : nullptr;
}

quint64 ParkedUploads::want(const QByteArray &bucket, const QByteArray &user)
{
    const std::scoped_lock lock(m_mutex);
    ++m_learned[{bucket, user}].wanted;
    return m_looks;
}

void ParkedUploads::unwant(const QByteArray &bucket, const QByteArray &user)
{
    {
        const std::scoped_lock lock(m_mutex);
        --m_learned[{bucket, user}].wanted;
    }
    Q_EMIT changed();
}

bool ParkedUploads::promise(const QByteArray &bucket, const QByteArray &user)
{
    const std::scoped_lock lock(m_mutex);
    for (const Scope &scope : {Scope(bucket, user), Scope(bucket, QByteArray())})
        if (const Learning *known = learning(scope); known != nullptr && !known->again.hasExpired())
            return false;
    return !std::exchange(m_learned[{bucket, user}].isPromised, true);
}

void ParkedUploads::endPromise(const QByteArray &bucket, const QByteArray &user)
{
    const std::scoped_lock lock(m_mutex);
    m_learned[{bucket, user}].isPromised = false;
}

bool ParkedUploads::hasLookedSince(const QByteArray &bucket, const QByteArray &user,
                                   quint64 since) const
{
    const std::scoped_lock lock(m_mutex);
    for (const Scope &scope : {Scope(bucket, user), Scope(bucket, QByteArray())})
        if (const Learning *known = learning(scope);
            known != nullptr && (known->ended > since || !known->again.hasExpired()))
            return true;
    return false;
}

bool ParkedUploads::shallLearn(const QByteArray &bucket, const QByteArray &user)
{
    const std::scoped_lock lock(m_mutex);
    for (const Scope &scope : {Scope(bucket, user), Scope(bucket, QByteArray())})
        if (const Learning *known = learning(scope);
            known != nullptr && (known->isUnderWay || !known->again.hasExpired()))
            return false;
    Learning &begun = m_learned[{bucket, user}];
    begun.isUnderWay = true;
    begun.begun = ++m_looks;
    // Whoever comes from now on needs a look that begins later.
    for (auto &[scope, state] : m_learned)
        if (scope.first == bucket && (user.isEmpty() || scope.second == user))
            state.isPromised = false;
    return true;
}

// What could not be learned is asked for again by the next one who needs it.
void ParkedUploads::learned(const QByteArray &bucket, const QByteArray &user, bool isComplete)
{
    {
        const std::scoped_lock lock(m_mutex);
        Learning &ended = m_learned[{bucket, user}];
        ended.isUnderWay = false;
        ended.ended = ended.begun;
        ended.again = isComplete ? QDeadlineTimer(m_learnAgainAfter) : QDeadlineTimer();
        if (isComplete && user.isEmpty())
            m_known.insert(bucket);
    }
    Q_EMIT changed();
}

// Its session has gone: one of those who wait looks in its place.
void ParkedUploads::abandoned(const QByteArray &bucket, const QByteArray &user)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_learned[{bucket, user}].isUnderWay = false;
    }
    Q_EMIT changed();
}

bool ParkedUploads::isLearning(const QByteArray &bucket, const QByteArray &user) const
{
    const std::scoped_lock lock(m_mutex);
    const Learning *known = learning({bucket, user});
    return known != nullptr && (known->isUnderWay || known->wanted > 0);
}

bool ParkedUploads::knows(const QByteArray &bucket) const
{
    const std::scoped_lock lock(m_mutex);
    return m_known.count(bucket) > 0;
}

}  // namespace cosftp
