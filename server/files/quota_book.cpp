// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/quota_book.h"

#include <algorithm>
#include <chrono>

namespace cosftp {

namespace {
constexpr std::chrono::hours countedFor{1};
constexpr std::chrono::minutes triedAgainAfter{5};
}  // namespace

QuotaBook::Hold::Hold(std::shared_ptr<QuotaBook> book, QByteArray user, const Quota &quota)
    : m_book(std::move(book)), m_user(std::move(user)), m_quota(quota)
{}

QuotaBook::Hold::~Hold() { m_book->changeHeld(m_user, m_quota, -m_held); }

bool QuotaBook::Hold::grow(qint64 bytes)
{
    m_held += bytes;
    return m_book->changeHeld(m_user, m_quota, bytes);
}

void QuotaBook::Hold::stored(qint64 moreBytes, int moreObjects)
{
    m_book->changeHeld(m_user, m_quota, -std::exchange(m_held, 0));
    m_book->add(m_user, moreBytes, moreObjects);
}

bool QuotaBook::changeHeld(const QByteArray &user, const Quota &quota, qint64 bytes)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    usage.heldBytes += bytes;
    return !usage.isCounted || quota.bytes == 0 || usage.bytes + usage.heldBytes <= quota.bytes;
}

bool QuotaBook::isFull(const QByteArray &user, const Quota &quota, qint64 freedBytes,
                       int moreObjects) const
{
    const QMutexLocker lock(&m_mutex);
    const Usage usage = m_usages.value(user);
    if (!usage.isCounted)
        return false;
    const bool hasBytes =
        quota.bytes == 0 || usage.bytes + usage.heldBytes - freedBytes < quota.bytes;
    const bool hasObjects = quota.objects == 0 || usage.objects + moreObjects <= quota.objects;
    return !hasBytes || !hasObjects;
}

void QuotaBook::add(const QByteArray &user, qint64 bytes, qint64 objects)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    usage.bytes = std::max(qint64{0}, usage.bytes + bytes);
    usage.objects = std::max(qint64{0}, usage.objects + objects);
}

bool QuotaBook::beginCount(const QByteArray &user)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    if (usage.isCounting || !usage.nextCount.hasExpired())
        return false;
    usage.isCounting = true;
    return true;
}

void QuotaBook::countEnded(const QByteArray &user, const std::optional<QuotaRecord> &counted)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    usage.isCounting = false;
    usage.nextCount = counted ? QDeadlineTimer(countedFor) : QDeadlineTimer(triedAgainAfter);
    if (!counted)
        return;
    usage.isCounted = true;
    usage.bytes = counted->bytes;
    usage.objects = counted->objects;
}

void QuotaBook::expire(const QByteArray &user)
{
    const QMutexLocker lock(&m_mutex);
    m_usages[user].nextCount = QDeadlineTimer();
}

QuotaRecord QuotaBook::record(const QByteArray &user) const
{
    const QMutexLocker lock(&m_mutex);
    const Usage usage = m_usages.value(user);
    return {user, usage.bytes, usage.objects, usage.isCounted};
}

QList<QuotaRecord> QuotaBook::records() const
{
    const QMutexLocker lock(&m_mutex);
    QList<QuotaRecord> found;
    for (auto usage = m_usages.begin(); usage != m_usages.end(); ++usage)
        found += {usage.key(), usage->bytes, usage->objects, usage->isCounted};
    std::sort(found.begin(), found.end(), [](const QuotaRecord &first, const QuotaRecord &second) {
        return first.user < second.user;
    });
    return found;
}

}  // namespace cosftp
