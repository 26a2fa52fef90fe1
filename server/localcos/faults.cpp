// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/faults.h"

#include <QMutexLocker>

namespace cosftp::localcos {

void Faults::add(const Fault &fault)
{
    const QMutexLocker lock(&m_mutex);
    m_rules += Rule{fault, 0};
}

void Faults::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_rules.clear();
    m_latency = m_listingDelay = m_completeDelay = std::chrono::milliseconds::zero();
    m_bandwidth = 0;
    m_pageLimit = 1000;
    m_versioned.clear();
}

void Faults::setLatency(std::chrono::milliseconds latency)
{
    const QMutexLocker lock(&m_mutex);
    m_latency = latency;
}

void Faults::setBandwidth(qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_mutex);
    m_bandwidth = bytesPerSecond;
}

void Faults::setListingDelay(std::chrono::milliseconds delay)
{
    const QMutexLocker lock(&m_mutex);
    m_listingDelay = delay;
}

void Faults::setPageLimit(int most)
{
    const QMutexLocker lock(&m_mutex);
    m_pageLimit = most;
}

void Faults::setCompleteDelay(std::chrono::milliseconds delay)
{
    const QMutexLocker lock(&m_mutex);
    m_completeDelay = delay;
}

void Faults::ignoreForbidOverwrite(const QByteArray &bucket)
{
    const QMutexLocker lock(&m_mutex);
    m_versioned += bucket;
}

int Faults::fired() const
{
    const QMutexLocker lock(&m_mutex);
    return m_fired;
}

bool Faults::next(Verb verb, const QByteArray &key, Fault *fault)
{
    const QMutexLocker lock(&m_mutex);
    for (Rule &rule : m_rules) {
        const Fault &candidate = rule.fault;
        const bool isUsedUp = candidate.times >= 0 && rule.seen >= candidate.skip + candidate.times;
        if (isUsedUp || (!candidate.verbs.isEmpty() && !candidate.verbs.contains(verb))
            || !key.contains(candidate.keyPart))
            continue;
        if (rule.seen++ < candidate.skip)
            return false;
        ++m_fired;
        *fault = candidate;
        return true;
    }
    return false;
}

std::chrono::milliseconds Faults::latency() const
{
    const QMutexLocker lock(&m_mutex);
    return m_latency;
}

qint64 Faults::bandwidth() const
{
    const QMutexLocker lock(&m_mutex);
    return m_bandwidth;
}

std::chrono::milliseconds Faults::listingDelay() const
{
    const QMutexLocker lock(&m_mutex);
    return m_listingDelay;
}

int Faults::pageLimit() const
{
    const QMutexLocker lock(&m_mutex);
    return m_pageLimit;
}

std::chrono::milliseconds Faults::completeDelay() const
{
    const QMutexLocker lock(&m_mutex);
    return m_completeDelay;
}

bool Faults::ignoresForbidOverwrite(const QByteArray &bucket) const
{
    const QMutexLocker lock(&m_mutex);
    return m_versioned.contains(bucket);
}

}  // namespace cosftp::localcos
