// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

namespace cosftp {

struct ThemeColours;

/// The one style sheet of the program. Font sizes follow the user's font.
QString styleSheetOf(const ThemeColours &colours, const QFont &font);

}  // namespace cosftp
