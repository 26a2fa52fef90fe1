// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/activity.h"

#include <QColor>
#include <QIcon>

namespace cosftp {

/// The picture of a state as pixmaps of every size that panels use: trays take no SVG.
QIcon trayIcon(TrayState state);
/// The same in one colour.
QIcon trayIcon(TrayState state, const QColor &colour);

}  // namespace cosftp
