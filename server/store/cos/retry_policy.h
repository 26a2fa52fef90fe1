// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/failure.h"

#include <chrono>
#include <functional>

namespace cosftp {

/// How often and when something is tried again. Full jitter: a random share of 100 ms * 2^n, at
/// most 10 s; four times as long when the store says that it is overloaded, ten times when it
/// refuses what it accepted a moment ago.
struct RetryPolicy
{
    int tries = 4;
    std::chrono::milliseconds base{100};
    std::chrono::milliseconds cap{10'000};
    std::function<double()> random;  ///< 0..1; empty: a real one.

    /// The pause after the `failedTries`-th failure (1, 2, ...).
    [[nodiscard]] std::chrono::milliseconds pause(int failedTries, const Failure &failure) const;
};

/// What to do after a failed try.
enum class Remedy {
    GiveUp,
    TryAgain,          ///< After a pause.
    FixClock,          ///< At once, if the store's time shows a difference; else give up.
    RenewCredentials,  ///< At once, with a new set, if there is one.
    Probe              ///< Ask with a small request why an upload is cut, then try again.
};

/// What is known about a failed try besides its failure.
struct TryFacts
{
    bool hasRequestId = false;      ///< The answer came from COS.
    bool maySwallowAnswer = false;  ///< A body was cut without an answer.
    bool isOddRefusal = false;      ///< Refused, though the like was accepted lately.
};

/// The memory of one request over its tries. Corrections of clock and credentials, and the probe,
/// happen once each and do not count as tries; an odd refusal is tried again twice.
class RetryState
{
public:
    explicit RetryState(RetryPolicy policy) : m_policy(std::move(policy)) {}

    Remedy after(const Failure &failure, TryFacts facts);
    [[nodiscard]] std::chrono::milliseconds pause(const Failure &failure) const;
    /// The last try, and COS has not been heard yet: time for its other domain.
    [[nodiscard]] bool wantsFallbackHost() const;
    [[nodiscard]] int failedTries() const { return m_failedTries; }

private:
    RetryPolicy m_policy;
    int m_failedTries = 0;
    int m_refusals = 0;
    bool m_heardCos = false;
    bool m_fixedClock = false;
    bool m_renewed = false;
    bool m_probed = false;
};

}  // namespace cosftp
