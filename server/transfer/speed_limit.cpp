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
constexpr std::chrono::milliseconds longestWait{1000};

SpeedLimit::Clock steadyClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}
}  // namespace

SpeedLimit::SpeedLimit(qint64 bytesPerSecond, Clock clock)
    : m_clock(clock ? std::move(clock) : steadyClock()), m_rate(bytesPerSecond), m_lastMs(m_clock())
{}

void SpeedLimit::setRate(qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_mutex);
    refill();
    m_rate = bytesPerSecond;
}

// Under the lock.
void SpeedLimit::refill()
{
    const qint64 now = m_clock();
    const double rate = static_cast<double>(m_rate);
    const double most = std::max(leastSpareBytes, rate * spareSeconds);
    m_level = std::min(most, m_level + rate * static_cast<double>(now - m_lastMs) / msPerSecond);
    m_lastMs = now;
}

qint64 SpeedLimit::available()
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate <= 0)
        return std::numeric_limits<qint64>::max();
    refill();
    return std::max(qint64{0}, static_cast<qint64>(m_level));
}

void SpeedLimit::take(qint64 bytes)
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate <= 0)
        return;
    refill();
    m_level -= static_cast<double>(bytes);
}

// Half of the spare bytes are waited for, so that a slow limit does not move single bytes.
std::chrono::milliseconds SpeedLimit::wait()
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate <= 0)
        return std::chrono::milliseconds(0);
    refill();
    const double rate = static_cast<double>(m_rate);
    const double wanted = std::max(leastSpareBytes, rate * spareSeconds / 2);
    const double ms = std::ceil((wanted - m_level) / rate * msPerSecond);
    return std::clamp(std::chrono::milliseconds(static_cast<qint64>(ms)),
                      std::chrono::milliseconds(1), longestWait);
}

qint64 SpeedLimits::available() const
{
    qint64 least = std::numeric_limits<qint64>::max();
    for (const auto &limit : m_limits)
        least = std::min(least, limit->available());
    return least;
}

void SpeedLimits::take(qint64 bytes) const
{
    for (const auto &limit : m_limits)
        limit->take(bytes);
}

std::chrono::milliseconds SpeedLimits::wait() const
{
    std::chrono::milliseconds longest{0};
    for (const auto &limit : m_limits)
        longest = std::max(longest, limit->wait());
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
