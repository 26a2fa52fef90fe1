// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/running_uploads.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace cosftp {

namespace {

// A file, or everything directly inside a folder.
bool isMeantBy(const RunningUploads::Run &run, const UploadPlace &at)
{
    if (run.place.bucket != at.bucket || run.place.user != at.user)
        return false;
    if (!at.key.isEmpty() && !at.key.endsWith('/'))
        return run.place.key == at.key;
    return run.place.key.startsWith(at.key) && run.place.key.indexOf('/', at.key.size()) < 0;
}

}  // namespace

quint64 RunningUploads::began(const Run &run)
{
    const std::scoped_lock lock(m_mutex);
    m_runs.insert_or_assign(++m_lastRun, run);
    return m_lastRun;
}

void RunningUploads::ending(quint64 run)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_runs.find(run);
    if (found != m_runs.end())
        found->second.isEnding = true;
}

// Signals leave outside the lock: a receiver in this thread asks back at once.
void RunningUploads::ended(quint64 run)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_runs.erase(run) == 0)
            return;
    }
    Q_EMIT changed();
}

std::optional<RunningUploads::Run> RunningUploads::of(const UploadPlace &place,
                                                      const QByteArray &address) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found =
        std::find_if(m_runs.begin(), m_runs.end(), [&place, &address](const auto &run) {
            return run.second.place == place && run.second.address == address;
        });
    return found == m_runs.end() ? std::nullopt : std::optional(found->second);
}

bool RunningUploads::isWritten(const QByteArray &bucket, const QByteArray &key) const
{
    const std::scoped_lock lock(m_mutex);
    return std::any_of(m_runs.begin(), m_runs.end(), [&bucket, &key](const auto &run) {
        return run.second.place.bucket == bucket && run.second.place.key == key;
    });
}

bool RunningUploads::askToPark(const UploadPlace &place, const QByteArray &address,
                               std::chrono::milliseconds silence)
{
    QList<quint64> runs;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[number, run] : m_runs)
            if (run.place == place && run.address == address && run.pulse->silence() >= silence)
                runs += number;
    }
    for (const quint64 run : std::as_const(runs))
        Q_EMIT parkAsked(run);
    return !runs.isEmpty();
}

bool RunningUploads::askToLook(const UploadPlace &at)
{
    QList<quint64> runs;
    {
        const std::scoped_lock lock(m_mutex);
        for (auto &[number, run] : m_runs)
            if (isMeantBy(run, at)) {
                run.hasToLook = true;
                runs += number;
            }
    }
    for (const quint64 run : std::as_const(runs))
        Q_EMIT lookAsked(run);
    return !runs.isEmpty();
}

void RunningUploads::looked(quint64 run)
{
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_runs.find(run);
        if (found == m_runs.end() || !std::exchange(found->second.hasToLook, false))
            return;
    }
    Q_EMIT changed();
}

bool RunningUploads::isSettled(const UploadPlace &at) const
{
    const std::scoped_lock lock(m_mutex);
    return std::none_of(m_runs.begin(), m_runs.end(), [&at](const auto &run) {
        return (run.second.isEnding || run.second.hasToLook) && isMeantBy(run.second, at);
    });
}

}  // namespace cosftp
