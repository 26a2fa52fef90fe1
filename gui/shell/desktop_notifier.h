// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/notifications.h"

#include <QDBusConnection>
#include <QMap>

namespace cosftp {

/// Messages by the desktop's own service (org.freedesktop.Notifications), which needs no tray and
/// keeps the desktop's do-not-disturb. Waits for nothing: a message that no service takes is
/// refused later.
class DesktopNotifier final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DesktopNotifier)

public:
    explicit DesktopNotifier(const QDBusConnection &bus = QDBusConnection::sessionBus(),
                             QObject *parent = nullptr);
    ~DesktopNotifier() override = default;

    void say(const Notification &notification);

Q_SIGNALS:
    void clicked(const cosftp::Notification &notification);
    void refused(const cosftp::Notification &notification);

private Q_SLOTS:
    // Called by the bus.
    void onAction(uint id, const QString &action);
    void onClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    QMap<uint, Notification> m_shown;  ///< By the service's number.
};

}  // namespace cosftp
