// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/window_place.h"

#include <QGuiApplication>
#include <QScreen>
#include <QSettings>
#include <QWidget>

namespace cosftp {

namespace {

// What must be seen of the upper edge so that the window can be taken hold of and moved.
constexpr int gripWidth = 120;
constexpr int gripHeight = 24;

bool canBeReached(const QRect &window, const QList<QRect> &screens)
{
    const QRect grip(window.topLeft(), QSize(window.width(), gripHeight));
    return std::any_of(screens.cbegin(), screens.cend(), [grip](const QRect &screen) {
        const QRect seen = grip.intersected(screen);
        return seen.width() >= std::min(gripWidth, grip.width()) && seen.height() == gripHeight;
    });
}

}  // namespace

QRect placeOnScreens(const QRect &saved, const QList<QRect> &screens)
{
    if (!saved.isValid() || screens.isEmpty())
        return {};
    if (canBeReached(saved, screens))
        return saved;
    const QRect screen = screens.first();
    QRect place(QPoint(), saved.size().boundedTo(screen.size()));
    place.moveCenter(screen.center());
    return place;
}

void saveWindowPlace(const QWidget &window, const QString &key)
{
    QSettings settings;
    settings.setValue(key + QStringLiteral("/place"), window.normalGeometry());
    settings.setValue(key + QStringLiteral("/maximised"), window.isMaximized());
}

bool restoreWindowPlace(QWidget *window, const QString &key)
{
    const QSettings settings;
    QList<QRect> screens;
    const QList<QScreen *> present = QGuiApplication::screens();
    for (const QScreen *screen : present)
        screens.append(screen->availableGeometry());
    const QRect place =
        placeOnScreens(settings.value(key + QStringLiteral("/place")).toRect(), screens);
    if (!place.isValid())
        return false;
    window->setGeometry(place);
    if (settings.value(key + QStringLiteral("/maximised")).toBool())
        window->setWindowState(window->windowState() | Qt::WindowMaximized);
    return true;
}

}  // namespace cosftp
