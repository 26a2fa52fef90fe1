// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/listed_times.h"

#include "files/kept_time.h"

#include <QHash>
#include <QRandomGenerator>

namespace cosftp {

ListedTimes::ListedTimes() : m_seed(QRandomGenerator::system()->generate64()) {}

std::size_t ListedTimes::hashOf(const QByteArray &bucket, const QByteArray &key,
                                const ObjectInfo &info) const
{
    return qHashMulti(m_seed, bucket, key, bareEtag(info.etag));
}

void ListedTimes::learn(const QByteArray &bucket, const QByteArray &key, const ObjectInfo &info)
{
    const std::size_t hash = hashOf(bucket, key, info);
    const std::optional<QDateTime> kept = keptTime(info.metadata);
    const std::lock_guard lock(m_mutex);
    if (!kept) {
        m_young.erase(hash);
        m_old.erase(hash);
        return;
    }
    if (m_young.size() >= mostTimes / 2) {
        m_old = std::move(m_young);
        m_young = {};
    }
    m_young[hash] = {kept->toSecsSinceEpoch(), info.lastModified.toSecsSinceEpoch()};
}

// The store may tell the second of a copy a little differently in its answer and in its listings.
std::optional<QDateTime> ListedTimes::timeOf(const QByteArray &bucket, const QByteArray &key,
                                             const ObjectInfo &listed) const
{
    constexpr qint64 slackSeconds = 1;
    const std::lock_guard lock(m_mutex);
    if (m_young.empty() && m_old.empty())
        return std::nullopt;
    const std::size_t hash = hashOf(bucket, key, listed);
    for (const Book *book : {&m_young, &m_old}) {
        const auto found = book->find(hash);
        if (found == book->end())
            continue;
        const qint64 apart = found->second.stored - listed.lastModified.toSecsSinceEpoch();
        if (std::abs(apart) <= slackSeconds)
            return QDateTime::fromSecsSinceEpoch(found->second.kept, Qt::UTC);
        return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace cosftp
