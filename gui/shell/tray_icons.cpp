// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tray_icons.h"

#include "common/icon_engine.h"

namespace cosftp {

namespace {

QString nameOf(TrayState state)
{
    switch (state) {
    case TrayState::Idle:
        return QStringLiteral("tray/idle");
    case TrayState::Transferring:
        return QStringLiteral("tray/transferring");
    case TrayState::Warning:
        return QStringLiteral("tray/warning");
    case TrayState::Paused:
        return QStringLiteral("tray/paused");
    case TrayState::Stopped:
        return QStringLiteral("tray/stopped");
    case TrayState::Unreachable:
        return QStringLiteral("tray/unreachable");
    }
    return {};
}

QIcon iconOf(const QString &name, const QColor &colour)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 44, 48, 64, 96, 128})
        icon.addPixmap(IconEngine::render(name, colour, {size, size}));
    return icon;
}

}  // namespace

QIcon trayIcon(TrayState state) { return iconOf(nameOf(state), Qt::black); }

QIcon trayIcon(TrayState state, const QColor &colour)
{
    return iconOf(nameOf(state) + QStringLiteral("-mono"), colour);
}

}  // namespace cosftp
