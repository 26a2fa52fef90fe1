// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/job_recovery.h"
#include "tree_fixture.h"

inline constexpr int fileCount = 50;

inline QList<QByteArray> namesIn(const QByteArray &folder)
{
    QList<QByteArray> names;
    for (int index = 0; index < fileCount; ++index)
        names += folder + "/" + QByteArray::number(index);
    std::sort(names.begin(), names.end());
    return names;
}

struct JobsFixture : TreeFixture
{
    JobsFixture()
    {
        for (const QByteArray &key : namesIn("from"))
            store.addObject(key, "content of " + key);
    }
    /// Everything but our own objects.
    QList<QByteArray> files() const
    {
        QList<QByteArray> keys = store.keys();
        keys.removeIf([](const QByteArray &key) { return key.startsWith(".cosftp/"); });
        return keys;
    }
    QList<QByteArray> journals() const
    {
        QList<QByteArray> keys = store.keys();
        keys.removeIf(
            [](const QByteArray &key) { return !key.startsWith(cosftp::journalPrefix()); });
        return keys;
    }
    cosftp::Result<cosftp::RecoveryReport>
    recover(std::chrono::seconds lease = std::chrono::seconds(0))
    {
        return answerTo<cosftp::RecoveryReport>([&](auto h) {
            cosftp::recoverJobs(store, {{}, lease, "b-1"}, &session, h);
        });
    }
};

inline cosftp::Failure busy()
{
    cosftp::Failure failure = cosftp::Failure::of(cosftp::Failure::Code::Busy);
    failure.retryable = true;
    return failure;
}

/// The bucket as a crash leaves it: a journal, some copies, some sources gone.
inline void leaveBehind(FakeStore &store, bool isDecided, int copies, int removedSources)
{
    const cosftp::JournalRecord record{"id-1", "from/", "to/", isDecided,
                                       QDateTime::currentDateTimeUtc()};
    store.addObject(cosftp::journalKey(record.id), cosftp::journalJson(record));
    const QList<QByteArray> sources = namesIn("from");
    for (int index = 0; index < copies; ++index)
        store.addObject("to/" + sources.at(index).sliced(5), store.content(sources.at(index)));
    for (int index = 0; index < removedSources; ++index)
        store.removeObject(sources.at(index));
}
