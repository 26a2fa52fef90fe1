// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/badge.h"
#include "link/server_link.h"

#include <QString>

namespace cosftp {

/// What the tray's icon tells; each has a shape of its own.
enum class TrayState { Idle, Transferring, Warning, Paused, Stopped, Unreachable };

/// A server in a few numbers.
struct Activity
{
    TrayState state = TrayState::Stopped;
    int sessions = 0;
    int uploads = 0;    ///< Running now.
    int downloads = 0;  ///< Running now.
    double uploadSpeed = 0;
    double downloadSpeed = 0;  ///< Bytes per second.
    [[nodiscard]] int transfers() const { return uploads + downloads; }
};

/// Bytes per second of the whole server, from its counters; over the last seconds, so that one
/// snapshot more or less does not make the number jump.
class SpeedGauge
{
public:
    /// `nowMs` from a clock that never goes back.
    void add(const Counters &counters, qint64 nowMs);
    [[nodiscard]] double uploadSpeed() const;
    [[nodiscard]] double downloadSpeed() const;
    void clear() { m_samples.clear(); }

private:
    struct Sample
    {
        qint64 atMs;
        quint64 in;
        quint64 out;
    };
    [[nodiscard]] double speed(quint64 Sample::*bytes) const;

    QList<Sample> m_samples;
};

/// `now` decides whether a failed transfer is recent enough to warn of.
Activity activityOf(const LinkStatus &status, const MonitorSnapshot &snapshot,
                    const QDateTime &now);

/// "Running", "Running, no new connections", "Stopped" ... in the present language.
QString stateText(const LinkStatus &status);
Health healthOf(const LinkStatus &status);
/// The tray's tool tip: state, sessions, transfers and speeds, a line each.
QString tooltipText(const LinkStatus &status, const Activity &activity);

/// Where clients of this machine reach a server that listens on `address`.
QString copyableAddress(const QString &address);

}  // namespace cosftp
