// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QDateTime>

#include <mutex>
#include <optional>
#include <unordered_map>

namespace cosftp {

/// The times that lie with objects as metadata, which no listing of the store tells: those that
/// this process has set or was told of, for listings to show without a request. Bound to the
/// version (ETag and the second it was stored in), so a file that anybody stores later has its own
/// time. Forgets the oldest; at most some 6 MB. Thread-safe.
class ListedTimes
{
public:
    static constexpr std::size_t mostTimes = 100'000;

    ListedTimes();

    /// What was said of an object with all its metadata: a HEAD, or a copy made here.
    void learn(const QByteArray &bucket, const QByteArray &key, const ObjectInfo &info);
    /// The kept time of an object as a listing shows it; nothing if none is known.
    [[nodiscard]] std::optional<QDateTime> timeOf(const QByteArray &bucket, const QByteArray &key,
                                                  const ObjectInfo &listed) const;

private:
    struct Times
    {
        qint64 kept = 0;    // seconds since 1970
        qint64 stored = 0;  // the same
    };
    using Book = std::unordered_map<std::size_t, Times>;

    [[nodiscard]] std::size_t hashOf(const QByteArray &bucket, const QByteArray &key,
                                     const ObjectInfo &info) const;

    const std::size_t m_seed;  // nobody can choose names that meet
    mutable std::mutex m_mutex;
    Book m_young;
    Book m_old;  // dropped as a whole when the young one has become as large
};

}  // namespace cosftp
