// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>

class QWidget;

namespace cosftp {

/// Where a window that was at `saved` can stand now: unchanged while its title can be reached on
/// one of the screens, else moved and, if needed, shrunk into the first one. Not valid if `saved`
/// is not or there is no screen.
QRect placeOnScreens(const QRect &saved, const QList<QRect> &screens);

/// Size, position and the maximised state of a window under `key` of the program's QSettings.
void saveWindowPlace(const QWidget &window, const QString &key);
/// False if nothing was saved; the window is unchanged then.
bool restoreWindowPlace(QWidget *window, const QString &key);

}  // namespace cosftp
