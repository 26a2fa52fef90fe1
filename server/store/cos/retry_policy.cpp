// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/retry_policy.h"

#include "store/cos/cos_error.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace cosftp {

namespace {
constexpr int overloadFactor = 4;
constexpr int largestExponent = 20;
}  // namespace

std::chrono::milliseconds RetryPolicy::pause(int failedTries, const Failure &failure) const
{
    const int exponent = std::clamp(failedTries - 1, 0, largestExponent);
    const int factor = failure.httpStatus == 503 || failure.httpStatus == 429 ? overloadFactor : 1;
    const std::chrono::milliseconds longest = std::min(cap, base * factor * (1 << exponent));
    const double share = random ? random() : QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(std::llround(static_cast<double>(longest.count()) * share));
}

Remedy RetryState::after(const Failure &failure, bool hasRequestId, bool maySwallowAnswer)
{
    m_heardCos = m_heardCos || hasRequestId;
    if (isClockFailure(failure))
        return std::exchange(m_fixedClock, true) ? Remedy::GiveUp : Remedy::FixClock;
    if (isExpiredCredentials(failure))
        return std::exchange(m_renewed, true) ? Remedy::GiveUp : Remedy::RenewCredentials;
    if (!failure.retryable)
        return Remedy::GiveUp;
    ++m_failedTries;
    if (m_failedTries >= m_policy.tries)
        return Remedy::GiveUp;
    if (maySwallowAnswer && !std::exchange(m_probed, true))
        return Remedy::Probe;
    return Remedy::TryAgain;
}

std::chrono::milliseconds RetryState::pause(const Failure &failure) const
{
    return m_policy.pause(m_failedTries, failure);
}

bool RetryState::wantsFallbackHost() const
{
    return m_failedTries > 0 && m_failedTries == m_policy.tries - 1 && !m_heardCos;
}

}  // namespace cosftp
