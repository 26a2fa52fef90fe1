// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace cosftp {

/// So many bytes a second for everybody who shares it, with a tenth of a second to spare. Bytes are
/// taken when they have moved, so it may owe some; then nobody moves until that is paid.
/// Thread-safe.
class SpeedLimit
{
public:
    using Clock = std::function<qint64()>;  ///< Milliseconds since any moment.
    explicit SpeedLimit(qint64 bytesPerSecond, Clock clock = {});  ///< 0: no limit.
    void setRate(qint64 bytesPerSecond);
    /// Bytes that may move now; the largest number if there is no limit, 0 while it owes.
    [[nodiscard]] qint64 available();
    void take(qint64 bytes);
    /// Until something is available.
    [[nodiscard]] std::chrono::milliseconds wait();

private:
    void refill();

    QMutex m_mutex;
    const Clock m_clock;
    qint64 m_rate;
    double m_level = 0;  // bytes; below 0: owed
    qint64 m_lastMs;
};

/// Several limits that hold at once: of the session, of its user, of the server.
class SpeedLimits
{
public:
    void add(std::shared_ptr<SpeedLimit> limit) { m_limits.push_back(std::move(limit)); }
    [[nodiscard]] qint64 available() const;
    void take(qint64 bytes) const;
    [[nodiscard]] std::chrono::milliseconds wait() const;

private:
    std::vector<std::shared_ptr<SpeedLimit>> m_limits;
};

/// The limits that sessions share, by name. One that nobody uses any more is forgotten.
/// Thread-safe.
class SpeedLimitBook
{
public:
    /// The one limit of this name, with this rate from now on.
    std::shared_ptr<SpeedLimit> limit(const QByteArray &name, qint64 bytesPerSecond);

private:
    QMutex m_mutex;
    QHash<QByteArray, std::weak_ptr<SpeedLimit>> m_limits;
};

}  // namespace cosftp
