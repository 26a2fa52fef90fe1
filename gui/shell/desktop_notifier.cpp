// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/desktop_notifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace cosftp {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int patienceMs = 5000;  // a service may have to be started first
constexpr int servicesOwnTime = -1;

QDBusMessage messageFor(const Notification &notification)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    // The first action is that of a click on the message. Bodies may be read as markup.
    message << QStringLiteral("COS FTP Server") << 0U << QStringLiteral("cosftp")
            << notification.title << notification.text.toHtmlEscaped()
            << QStringList{QStringLiteral("default"), DesktopNotifier::tr("Show")}
            << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("cosftp")}}
            << servicesOwnTime;
    return message;
}

}  // namespace

DesktopNotifier::DesktopNotifier(const QDBusConnection &bus, QObject *parent)
    : QObject(parent), m_bus(bus)
{
    m_bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                  SLOT(onAction(uint, QString)));
    m_bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                  SLOT(onClosed(uint, uint)));
}

void DesktopNotifier::say(const Notification &notification)
{
    auto *call =
        new QDBusPendingCallWatcher(m_bus.asyncCall(messageFor(notification), patienceMs), this);
    const auto onAnswered = [this, call, notification] {
        call->deleteLater();
        const QDBusPendingReply<uint> reply = *call;
        if (reply.isError())
            return Q_EMIT refused(notification);
        m_shown.insert(reply.value(), notification);
    };
    // Without a bus the call has failed before anybody could listen.
    if (call->isFinished())
        QMetaObject::invokeMethod(call, onAnswered, Qt::QueuedConnection);
    else
        connect(call, &QDBusPendingCallWatcher::finished, this, onAnswered);
}

void DesktopNotifier::onAction(uint id, const QString &action)
{
    const auto shown = m_shown.constFind(id);  // other programs' messages are told too
    if (shown != m_shown.constEnd() && action == QLatin1String("default"))
        Q_EMIT clicked(*shown);
}

void DesktopNotifier::onClosed(uint id, uint) { m_shown.remove(id); }

}  // namespace cosftp
