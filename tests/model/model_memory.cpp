// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model_memory.h"

#include <algorithm>
#include <chrono>

namespace cosftp::test {

namespace {
constexpr std::chrono::seconds longestMemory{10};
}  // namespace

void SessionMemory::changedElsewhere(const BucketView &before, const BucketView &after)
{
    if (!before.isSameAs(after))
        m_past.append({before, QDeadlineTimer(longestMemory)});
}

void SessionMemory::changedHere(const BucketView &before, const BucketView &after)
{
    for (Past &past : m_past)
        past.view.adopt(before, after);
}

void SessionMemory::keptElsewhere(const BucketView &before, const BucketView &after)
{
    if (!before.isSameAs(after))
        m_past.append({before, QDeadlineTimer(longestMemory), false});
}

// What waits is remembered until the session ends: only a login asks for it.
void SessionMemory::passTime()
{
    for (Past &past : m_past)
        past.hasNames = past.hasNames && !past.names.hasExpired();
}

bool SessionMemory::mayBelieve(const std::function<bool(const BucketView &view)> &isSo) const
{
    return std::any_of(m_past.begin(), m_past.end(),
                       [&isSo](const Past &past) { return past.hasNames && isSo(past.view); });
}

bool SessionMemory::mayShow(const BucketView &now,
                            const std::function<bool(const BucketView &view)> &isSo) const
{
    const auto isSoWithSomeUploads = [&](BucketView view) {
        view.kept = now.kept;
        const bool isSoAsItIs = isSo(view);
        return isSoAsItIs || std::any_of(m_past.begin(), m_past.end(), [&](const Past &past) {
                   view.kept = past.view.kept;
                   return isSo(view);
               });
    };
    return isSoWithSomeUploads(now) || mayBelieve(isSoWithSomeUploads);
}

bool SessionMemory::mayMissKept(const BucketView &now, const QByteArray &key) const
{
    return std::any_of(m_past.begin(), m_past.end(),
                       [&](const Past &past) { return !past.view.keepsAs(now, key); });
}

}  // namespace cosftp::test
