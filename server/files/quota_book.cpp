// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/quota_book.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace cosftp {

namespace {
constexpr std::chrono::hours countedFor{1};
constexpr std::chrono::minutes triedAgainAfter{5};
}  // namespace

QuotaBook::Hold::Hold(std::shared_ptr<QuotaBook> book, QByteArray user, const Quota &quota,
                      QByteArray object, std::optional<qint64> oldBytes)
    : m_book(std::move(book)), m_user(std::move(user)), m_quota(quota), m_object(std::move(object))
{
    m_book->enter(m_user, m_object, oldBytes);
}

QuotaBook::Hold::~Hold()
{
    assertThread();
    m_book->leave(m_user, m_object, m_held);
    if (!m_waited.isEmpty())
        m_book->noteParked(m_user, m_waited, m_waitedBytes, m_waitedObjects);
}

bool QuotaBook::Hold::fits(qint64 moreBytes) const
{
    assertThread();
    const QMutexLocker lock(&m_book->m_mutex);
    return m_book->m_usages[m_user].hasRoom(m_quota, moreBytes, 0);
}

bool QuotaBook::Hold::grow(qint64 bytes)
{
    assertThread();
    const QMutexLocker lock(&m_book->m_mutex);
    Usage &usage = m_book->m_usages[m_user];
    m_held += bytes;
    usage.heldBytes += bytes;
    return usage.hasRoom({m_quota.bytes, 0}, 0, 0);
}

void QuotaBook::Hold::goOnWith(const QByteArray &uploadId)
{
    assertThread();
    const QMutexLocker lock(&m_book->m_mutex);
    Usage &usage = m_book->m_usages[m_user];
    const Parked waited = usage.parked.value(uploadId);
    usage.forget(uploadId);
    m_waited = uploadId;
    m_waitedBytes = waited.bytes;
    m_waitedObjects = waited.objects;
}

void QuotaBook::Hold::begun()
{
    assertThread();
    m_waited.clear();
}

void QuotaBook::Hold::stored(qint64 sizeBytes)
{
    assertThread();
    const QMutexLocker lock(&m_book->m_mutex);
    Usage &usage = m_book->m_usages[m_user];
    Target &target = usage.targets[m_object];
    usage.change(sizeBytes - target.bytes, target.exists ? 0 : 1);
    usage.replace(target, true, sizeBytes);
    usage.heldBytes -= std::exchange(m_held, 0);
}

void QuotaBook::Usage::change(qint64 moreBytes, qint64 moreObjects)
{
    bytes = std::max(qint64{0}, bytes + moreBytes);
    objects = std::max(qint64{0}, objects + moreObjects);
    addedBytes += moreBytes;
    addedObjects += moreObjects;
    hasChanged = true;
}

// Another version stands under the name now: that is what uploads to it free.
void QuotaBook::Usage::replace(Target &target, bool exists, qint64 newBytes)
{
    heldBytes += target.bytes - newBytes;
    heldObjects += (target.exists ? 1 : 0) - (exists ? 1 : 0);
    target.exists = exists;
    target.bytes = newBytes;
}

void QuotaBook::Usage::forget(const QByteArray &uploadId)
{
    const Parked upload = parked.take(uploadId);
    parkedBytes -= upload.bytes;
    parkedObjects -= upload.objects;
}

void QuotaBook::Usage::park(const QByteArray &uploadId, const Parked &upload)
{
    forget(uploadId);
    parked.insert(uploadId, upload);
    parkedBytes += upload.bytes;
    parkedObjects += upload.objects;
}

bool QuotaBook::Usage::hasRoom(const Quota &quota, qint64 moreBytes, qint64 moreObjects) const
{
    const qint64 allBytes = bytes + heldBytes + parkedBytes + moreBytes;
    const qint64 allObjects = objects + heldObjects + parkedObjects + moreObjects;
    const bool hasBytes = quota.bytes == 0 || allBytes <= quota.bytes;
    const bool hasObjects = quota.objects == 0 || allObjects <= quota.objects;
    return !isCounted || (hasBytes && hasObjects);
}

void QuotaBook::enter(const QByteArray &user, const QByteArray &object,
                      std::optional<qint64> oldBytes)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    Target &target = usage.targets[object];
    if (target.holds++ > 0)
        return;
    ++usage.heldObjects;
    usage.replace(target, oldBytes.has_value(), oldBytes.value_or(0));
}

void QuotaBook::leave(const QByteArray &user, const QByteArray &object, qint64 heldBytes)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    usage.heldBytes -= heldBytes;
    Target &target = usage.targets[object];
    if (--target.holds > 0)
        return;
    usage.replace(target, true, 0);
    usage.targets.remove(object);
}

bool QuotaBook::isFull(const QByteArray &user, const Quota &quota, qint64 freedBytes,
                       int moreObjects) const
{
    const QMutexLocker lock(&m_mutex);
    return !m_usages.value(user).hasRoom(quota, 1 - freedBytes, moreObjects);
}

void QuotaBook::add(const QByteArray &user, qint64 bytes, qint64 objects)
{
    const QMutexLocker lock(&m_mutex);
    m_usages[user].change(bytes, objects);
}

void QuotaBook::removed(const QByteArray &user, const QByteArray &object, qint64 sizeBytes)
{
    add(user, -sizeBytes, -1);
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    if (const auto target = usage.targets.find(object); target != usage.targets.end())
        usage.replace(*target, false, 0);
}

void QuotaBook::noteParked(const QByteArray &user, const QByteArray &uploadId, qint64 bytes,
                           int objects)
{
    const QMutexLocker lock(&m_mutex);
    m_usages[user].park(uploadId, {bytes, objects});
}

void QuotaBook::forgetParked(const QByteArray &user, const QByteArray &uploadId)
{
    const QMutexLocker lock(&m_mutex);
    m_usages[user].forget(uploadId);
}

bool QuotaBook::beginCount(const QByteArray &user)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    if (usage.isCounting || !usage.nextCount.hasExpired())
        return false;
    usage.isCounting = true;
    usage.addedBytes = 0;
    usage.addedObjects = 0;
    usage.hasChanged = false;
    return true;
}

bool QuotaBook::hasChangedWhileCounting(const QByteArray &user)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    usage.addedBytes = 0;
    usage.addedObjects = 0;
    return std::exchange(usage.hasChanged, false);
}

void QuotaBook::countEnded(const QByteArray &user, const std::optional<QuotaRecord> &counted)
{
    const QMutexLocker lock(&m_mutex);
    Usage &usage = m_usages[user];
    usage.isCounting = false;
    const bool isExact = counted && !usage.hasChanged;
    usage.nextCount = isExact ? QDeadlineTimer(countedFor) : QDeadlineTimer(triedAgainAfter);
    if (!counted)
        return;
    usage.isCounted = true;
    usage.bytes = counted->bytes + std::max(qint64{0}, usage.addedBytes);
    usage.objects = counted->objects + std::max(qint64{0}, usage.addedObjects);
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
        if (usage->isCounted || usage->isCounting || usage->objects > 0)  // else they have no quota
            found += {usage.key(), usage->bytes, usage->objects, usage->isCounted};
    std::sort(found.begin(), found.end(), [](const QuotaRecord &first, const QuotaRecord &second) {
        return first.user < second.user;
    });
    return found;
}

}  // namespace cosftp
