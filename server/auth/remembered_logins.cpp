// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/remembered_logins.h"

#include <chrono>

namespace cosftp {

namespace {
constexpr qsizetype mostDigests = 10'000;
constexpr std::chrono::minutes rememberedFor{5};
}  // namespace

void RememberedLogins::remember(const QByteArray &digest)
{
    const QMutexLocker lock(&m_mutex);
    if (m_digests.size() >= mostDigests)
        m_digests.removeIf([](const auto &entry) { return entry.value().hasExpired(); });
    if (m_digests.size() >= mostDigests)
        m_digests.clear();
    m_digests.insert(digest, QDeadlineTimer(rememberedFor));
}

bool RememberedLogins::knows(const QByteArray &digest) const
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_digests.constFind(digest);
    return found != m_digests.constEnd() && !found->hasExpired();
}

}  // namespace cosftp
