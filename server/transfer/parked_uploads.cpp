// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_uploads.h"

#include <algorithm>
#include <utility>

namespace cosftp {

namespace {
constexpr std::chrono::seconds learnAgainAfter{30};
}

void ParkedUploads::note(const QByteArray &bucket, const ParkedUpload &upload)
{
    const std::scoped_lock lock(m_mutex);
    m_notes.insert_or_assign(UploadPlace{bucket, upload.user, upload.key},
                             Note{upload.key, upload.uploadId, upload.sizeBytes(), upload.updated});
}

void ParkedUploads::forget(const UploadPlace &place)
{
    const std::scoped_lock lock(m_mutex);
    m_notes.erase(place);
}

std::optional<ParkedUploads::Note> ParkedUploads::find(const UploadPlace &place) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_notes.find(place);
    return found == m_notes.end() ? std::nullopt : std::optional(found->second);
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

bool ParkedUploads::shallLearn(const QByteArray &bucket)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_learned.find(bucket);
    if (found != m_learned.end() && !found->second.hasExpired())
        return false;
    m_learned.insert_or_assign(bucket, QDeadlineTimer(learnAgainAfter));
    return true;
}

// What could not be learned is asked for again by the next one who needs it.
void ParkedUploads::learned(const QByteArray &bucket, bool isComplete)
{
    const std::scoped_lock lock(m_mutex);
    if (isComplete)
        m_known.insert(bucket);
    else
        m_learned.erase(bucket);
}

bool ParkedUploads::knows(const QByteArray &bucket) const
{
    const std::scoped_lock lock(m_mutex);
    return m_known.count(bucket) > 0;
}

quint64 ParkedUploads::runBegan(const UploadPlace &place)
{
    const std::scoped_lock lock(m_mutex);
    m_runs.insert_or_assign(++m_lastRun, Run{place});
    return m_lastRun;
}

void ParkedUploads::runEnding(quint64 run)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_runs.find(run);
    if (found != m_runs.end())
        found->second.isEnding = true;
}

// Signals leave outside the lock: a receiver in this thread asks back at once.
void ParkedUploads::runEnded(quint64 run)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_runs.erase(run) == 0)
            return;
    }
    Q_EMIT changed();
}

bool ParkedUploads::isRunning(const UploadPlace &place) const
{
    const std::scoped_lock lock(m_mutex);
    return std::any_of(m_runs.begin(), m_runs.end(),
                       [&place](const auto &run) { return run.second.place == place; });
}

bool ParkedUploads::isWritten(const QByteArray &bucket, const QByteArray &key) const
{
    const std::scoped_lock lock(m_mutex);
    return std::any_of(m_runs.begin(), m_runs.end(), [&bucket, &key](const auto &run) {
        return run.second.place.bucket == bucket && run.second.place.key == key;
    });
}

bool ParkedUploads::isEnding(const UploadPlace &place) const
{
    const std::scoped_lock lock(m_mutex);
    return std::any_of(m_runs.begin(), m_runs.end(), [&place](const auto &run) {
        return run.second.place == place && run.second.isEnding;
    });
}

void ParkedUploads::askToPark(const UploadPlace &place)
{
    QList<quint64> runs;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[number, run] : m_runs)
            if (run.place == place)
                runs += number;
    }
    for (const quint64 run : std::as_const(runs))
        Q_EMIT parkAsked(run);
}

bool ParkedUploads::Run::isMeantBy(const UploadPlace &at) const
{
    if (place.bucket != at.bucket || place.user != at.user)
        return false;
    if (!at.key.isEmpty() && !at.key.endsWith('/'))
        return place.key == at.key;
    return place.key.startsWith(at.key) && place.key.indexOf('/', at.key.size()) < 0;
}

bool ParkedUploads::askToLook(const UploadPlace &at)
{
    QList<quint64> runs;
    {
        const std::scoped_lock lock(m_mutex);
        for (auto &[number, run] : m_runs)
            if (run.isMeantBy(at)) {
                run.hasToLook = true;
                runs += number;
            }
    }
    for (const quint64 run : std::as_const(runs))
        Q_EMIT lookAsked(run);
    return !runs.isEmpty();
}

void ParkedUploads::looked(quint64 run)
{
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_runs.find(run);
        if (found == m_runs.end() || !std::exchange(found->second.hasToLook, false))
            return;
    }
    Q_EMIT changed();
}

bool ParkedUploads::isSettled(const UploadPlace &at) const
{
    const std::scoped_lock lock(m_mutex);
    return std::none_of(m_runs.begin(), m_runs.end(), [&at](const auto &run) {
        return (run.second.isEnding || run.second.hasToLook) && run.second.isMeantBy(at);
    });
}

}  // namespace cosftp
