// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QWaitCondition>

#include <chrono>

namespace cosftp::localcos {

/// Sleeping that ends when the server stops. Thread-safe.
class Pause
{
public:
    /// False if the server is stopping: the caller gives up.
    bool sleep(std::chrono::nanoseconds time);
    void stop();
    void restart();

private:
    QMutex m_mutex;
    QWaitCondition m_stopped;
    bool m_isStopping = false;
};

/// Holds one direction of one connection to a number of bytes per second.
class Pacer
{
public:
    explicit Pacer(qint64 bytesPerSecond) : m_bytesPerSecond(bytesPerSecond) {}

    [[nodiscard]] bool isLimited() const { return m_bytesPerSecond > 0; }
    /// How much to move at once, so that the pauses stay short.
    [[nodiscard]] qint64 step() const;
    /// Sleeps until `bytes` more are due. False if the server is stopping.
    bool passed(qint64 bytes, Pause &pause);

private:
    qint64 m_bytesPerSecond = 0;
    qint64 m_passedBytes = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

}  // namespace cosftp::localcos
