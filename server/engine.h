// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "monitor/records.h"
#include "settings/settings.h"

#include <QObject>

#include <memory>

namespace cosftp {

/// What apply() did with a changed settings value.
struct ApplyReport
{
    QStringList appliedNow;    ///< "section/key" of what took effect.
    QStringList needsRestart;  ///< "section/key" of what takes effect at the next start only.
};

/// The FTP server, and the only door to it. Owns the listener's thread, the workers and everything
/// behind them; the thread that made it is free, and needs an event loop. Nothing outside ever
/// touches a session: snapshot() gives values.
class Engine : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Engine)

public:
    explicit Engine(QObject *parent = nullptr);
    ~Engine() override;  ///< Stops at once if stop() was not called.

    /// Listens and accepts clients. Fails with Code::Busy if the port is taken and Code::Invalid if
    /// the address is not one of this machine; nothing runs then.
    Outcome start(const Settings &settings);
    /// Takes changed, valid settings while sessions go on. Sessions of removed users end.
    /// On a stopped engine it only tells what differs.
    ApplyReport apply(const Settings &settings);
    /// Takes no more clients, lets transfers finish for the grace time of the settings, ends the
    /// rest. stopped() follows.
    void stop();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] QString
    addressText() const;  ///< "127.0.0.1:2121"; all addresses: "0.0.0.0:2121".
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] MonitorSnapshot snapshot() const;

Q_SIGNALS:
    void stopped();

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp
