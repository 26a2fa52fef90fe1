// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/speed_limit.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cosftp {

namespace {
constexpr double msPerSecond = 1000;
constexpr double spareSeconds = 0.1;
constexpr double leastSpareBytes = 1;  // a rate of a few bytes moves one at a time
constexpr double packetBytes = 1460;   // less than that at a time is not worth the way
constexpr std::chrono::milliseconds longestWait{1000};
constexpr qint64 activeMs = 2 * longestWait.count();  // whoever waits asks again within that
constexpr int mostRounds = 8;  // of dealing out: each fills a share, or ends it

SpeedLimit::Clock steadyClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}
}  // namespace

// --- SpeedShare

SpeedShare::SpeedShare(std::shared_ptr<SpeedLimit> limit) : m_limit(std::move(limit))
{
    m_limit->join(*this);
}

SpeedShare::~SpeedShare() { m_limit->leave(*this); }

qint64 SpeedShare::available() { return m_limit->available(*this); }

void SpeedShare::take(qint64 bytes) { m_limit->take(*this, bytes); }

std::chrono::milliseconds SpeedShare::wait() { return m_limit->wait(*this); }

// --- SpeedLimit

SpeedLimit::SpeedLimit(qint64 bytesPerSecond, Clock clock)
    : m_clock(clock ? std::move(clock) : steadyClock()), m_rate(bytesPerSecond), m_lastMs(m_clock())
{}

SpeedLimit::~SpeedLimit() = default;

void SpeedLimit::setRate(qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_mutex);
    refill();
    m_rate = bytesPerSecond;
}

void SpeedLimit::join(SpeedShare &share)
{
    const QMutexLocker lock(&m_mutex);
    refill();
    share.m_askedMs = m_lastMs;
    m_shares.push_back(&share);
}

// What is saved or owed stays with the others.
void SpeedLimit::leave(SpeedShare &share)
{
    const QMutexLocker lock(&m_mutex);
    std::erase(m_shares, &share);
    m_left += share.m_level;
}

// A tenth of a second, divided among those who want it.
double SpeedLimit::most(double sharers) const
{
    const double all = std::max(leastSpareBytes, static_cast<double>(m_rate) * spareSeconds);
    return std::max(all / sharers, std::min(all, packetBytes));
}

// One that the limit does not hold back, because its client or its line is slower, needs no more
// than its part of the whole; those that wait divide what is left.
double SpeedLimit::room(const SpeedShare &share) const
{
    const bool isActive = m_lastMs - share.m_askedMs <= activeMs;
    if (!isActive)
        return 0;
    const bool isHungry = share.m_driedMs >= 0 && m_lastMs - share.m_driedMs <= activeMs;
    return std::max(0.0, most(isHungry ? m_hungry : m_active) - share.m_level);
}

void SpeedLimit::count()
{
    m_active = 0;
    m_hungry = 0;
    for (const SpeedShare *share : m_shares) {
        m_active += m_lastMs - share->m_askedMs <= activeMs ? 1 : 0;
        m_hungry += share->m_driedMs >= 0 && m_lastMs - share->m_driedMs <= activeMs ? 1 : 0;
    }
    m_active = std::max(m_active, 1.0);
    m_hungry = std::max(m_hungry, 1.0);
}

// Under the lock. Once a millisecond at most, however many ask.
void SpeedLimit::refill()
{
    const qint64 now = m_clock();
    const double rate = static_cast<double>(m_rate);
    const double came = rate * static_cast<double>(now - m_lastMs) / msPerSecond;
    m_lastMs = now;
    if (rate <= 0)
        return;
    m_left += came;
    if (came > 0 && m_left > 0)
        dealOut();
    m_left = std::min(m_left, most(1));
}

// Evenly; what is too much for one goes to the others in the next round.
void SpeedLimit::dealOut()
{
    count();
    for (int round = 0; round < mostRounds && m_left > 0; ++round) {
        const auto wanting =
            std::count_if(m_shares.begin(), m_shares.end(),
                          [this](const SpeedShare *share) { return room(*share) > 0; });
        if (wanting == 0)
            return;
        const double each = m_left / static_cast<double>(wanting);
        for (SpeedShare *share : m_shares) {
            const double given = std::min(each, room(*share));
            share->m_level += given;
            m_left -= given;
        }
    }
}

qint64 SpeedLimit::available(SpeedShare &share)
{
    if (m_rate <= 0)
        return std::numeric_limits<qint64>::max();
    const QMutexLocker lock(&m_mutex);
    share.m_askedMs = m_clock();
    refill();
    if (share.m_level < leastSpareBytes && m_left > 0) {  // it has just begun: nobody waits
        const double given = std::min(m_left, room(share));
        share.m_level += given;
        m_left -= given;
    }
    const qint64 bytes = std::max(qint64{0}, static_cast<qint64>(share.m_level));
    if (bytes == 0)
        share.m_driedMs = m_lastMs;
    return bytes;
}

void SpeedLimit::take(SpeedShare &share, qint64 bytes)
{
    if (m_rate <= 0)
        return;
    const QMutexLocker lock(&m_mutex);
    share.m_level -= static_cast<double>(bytes);
}

// Half of the spare bytes are waited for, so that a slow limit does not move single bytes.
std::chrono::milliseconds SpeedLimit::wait(const SpeedShare &share)
{
    if (m_rate <= 0)
        return std::chrono::milliseconds(0);
    const QMutexLocker lock(&m_mutex);
    refill();
    count();
    const double wanted = std::max(leastSpareBytes, most(m_hungry) / 2);
    const double rate = static_cast<double>(m_rate) / m_hungry;
    const double ms = std::ceil((wanted - share.m_level) / rate * msPerSecond);
    return std::clamp(std::chrono::milliseconds(static_cast<qint64>(ms)),
                      std::chrono::milliseconds(1), longestWait);
}

// --- Several, and all of them

qint64 SpeedLimits::available() const
{
    qint64 least = std::numeric_limits<qint64>::max();
    for (const auto &share : m_shares)
        least = std::min(least, share->available());
    return least;
}

void SpeedLimits::take(qint64 bytes) const
{
    for (const auto &share : m_shares)
        share->take(bytes);
}

std::chrono::milliseconds SpeedLimits::wait() const
{
    std::chrono::milliseconds longest{0};
    for (const auto &share : m_shares)
        longest = std::max(longest, share->wait());
    return longest;
}

std::shared_ptr<SpeedLimit> SpeedLimitBook::limit(const QByteArray &name, qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_mutex);
    m_limits.removeIf([](const auto &limit) { return limit->expired(); });
    std::shared_ptr<SpeedLimit> found = m_limits.value(name).lock();
    if (found)
        found->setRate(bytesPerSecond);
    else
        m_limits.insert(name, found = std::make_shared<SpeedLimit>(bytesPerSecond));
    return found;
}

}  // namespace cosftp
