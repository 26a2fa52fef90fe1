// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QMutex>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace cosftp {

class SpeedLimit;

/// What one transfer gets of a limit. Lives as long as the transfer.
class SpeedShare
{
    Q_DISABLE_COPY_MOVE(SpeedShare)

public:
    explicit SpeedShare(std::shared_ptr<SpeedLimit> limit);
    ~SpeedShare();

    /// Bytes that may move now; the largest number if there is no limit, 0 while it owes.
    [[nodiscard]] qint64 available();
    void take(qint64 bytes);
    /// Until something is available.
    [[nodiscard]] std::chrono::milliseconds wait();

private:
    friend class SpeedLimit;
    std::shared_ptr<SpeedLimit> m_limit;
    // Guarded by the limit's lock.
    double m_level = 0;     // bytes; below 0: owed
    qint64 m_askedMs = 0;   // when it wanted to move bytes for the last time
    qint64 m_driedMs = -1;  // when there was nothing for it for the last time; -1: never
};

/// So many bytes a second for all transfers that share it, with a tenth of a second to spare. What
/// comes with the time is dealt out evenly to those that move bytes, and what one of them leaves
/// goes to the others: whoever asks more often gets no more, and nobody starves. Bytes are taken
/// when they have moved, so a share may owe some; then it waits until that is paid. Thread-safe.
class SpeedLimit
{
    Q_DISABLE_COPY_MOVE(SpeedLimit)

public:
    using Clock = std::function<qint64()>;  ///< Milliseconds since any moment.
    explicit SpeedLimit(qint64 bytesPerSecond, Clock clock = {});  ///< 0: no limit.
    ~SpeedLimit();
    void setRate(qint64 bytesPerSecond);

private:
    friend class SpeedShare;
    void join(SpeedShare &share);
    void leave(SpeedShare &share);
    qint64 available(SpeedShare &share);
    void take(SpeedShare &share, qint64 bytes);
    std::chrono::milliseconds wait(const SpeedShare &share);

    void refill();
    void dealOut();
    [[nodiscard]] double most(double sharers) const;
    [[nodiscard]] double room(const SpeedShare &share) const;
    void count();

    QMutex m_mutex;
    const Clock m_clock;
    std::atomic<qint64> m_rate;
    double m_left = 0;  // bytes that nobody had room for; below 0: owed by who has left
    qint64 m_lastMs;
    std::vector<SpeedShare *> m_shares;
    double m_active = 1;  // shares that move bytes, at least 1 ...
    double m_hungry = 1;  // ... and those that this limit holds back
};

/// Several limits that hold at once for one transfer: of the session, of its user, of the server.
class SpeedLimits
{
public:
    void add(std::shared_ptr<SpeedLimit> limit)
    {
        m_shares.push_back(std::make_unique<SpeedShare>(std::move(limit)));
    }
    [[nodiscard]] qint64 available() const;
    void take(qint64 bytes) const;
    [[nodiscard]] std::chrono::milliseconds wait() const;

private:
    std::vector<std::unique_ptr<SpeedShare>> m_shares;
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
