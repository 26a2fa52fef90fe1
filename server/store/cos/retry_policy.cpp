// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/retry_policy.h"

#include "store/cos/cos_error.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace cosftp {

namespace {
constexpr int overloadFactor = 4;
constexpr int refusalFactor = 10;
constexpr int mostRefusals = 2;
constexpr int largestExponent = 20;

int factorFor(const Failure &failure)
{
    if (failure.httpStatus == 503 || failure.httpStatus == 429)
        return overloadFactor;
    return failure.httpStatus >= 400 && !failure.retryable ? refusalFactor : 1;
}

}  // namespace

std::chrono::milliseconds RetryPolicy::pause(int failedTries, const Failure &failure) const
{
    const int exponent = std::clamp(failedTries - 1, 0, largestExponent);
    const int factor = factorFor(failure);
    const std::chrono::milliseconds longest = std::min(cap, base * factor * (1 << exponent));
    const double share = random ? random() : QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(std::llround(static_cast<double>(longest.count()) * share));
}

Remedy RetryState::after(const Failure &failure, TryFacts facts)
{
    m_heardCos = m_heardCos || facts.hasRequestId;
    if (isClockFailure(failure))
        return std::exchange(m_fixedClock, true) ? Remedy::GiveUp : Remedy::FixClock;
    if (failure.code == Failure::Code::Credentials && !std::exchange(m_renewed, true))
        return Remedy::RenewCredentials;
    if (isExpiredCredentials(failure))
        return Remedy::GiveUp;
    if (!failure.retryable && !(facts.isOddRefusal && m_refusals++ < mostRefusals))
        return Remedy::GiveUp;
    ++m_failedTries;
    if (m_failedTries >= m_policy.tries)
        return Remedy::GiveUp;
    if (facts.maySwallowAnswer && !std::exchange(m_probed, true))
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
