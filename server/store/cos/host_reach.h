// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace cosftp {

/// Whether the host of a store answers, as seen by all workers of the process together, so that the
/// log says once that it has gone and once that it is back, not at each request. Thread-safe.
class HostReach
{
public:
    using Clock = std::chrono::steady_clock;

    explicit HostReach(QByteArray host) : m_host(std::move(host)) {}
    /// One for each name in the process.
    static std::shared_ptr<HostReach> of(const QByteArray &host);

    /// It said something; the line to log if it had gone.
    [[nodiscard]] std::optional<QString> answered(Clock::time_point now = Clock::now());
    /// What to log of a request that began at `since` and had no answer for the reason `why`.
    struct Silence
    {
        bool isOfThisRequest = false;  ///< The host answers others: the failure is this request's.
        std::optional<QString> line;   ///< The host has gone, which nobody was told yet.
    };
    [[nodiscard]] Silence missed(Clock::time_point since, const QString &why);

private:
    std::mutex m_mutex;
    const QByteArray m_host;
    Clock::time_point m_lastAnswer;
    std::optional<Clock::time_point> m_goneSince;
    quint64 m_missed = 0;  ///< Requests since then.
};

}  // namespace cosftp
