// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/theme.h"

#include <QString>

namespace cosftp {

/// What the user told the program (not the server): kept in the program's QSettings.
struct Preferences
{
    QString language;  ///< "" follows the system.
    Theme::Mode theme = Theme::Mode::FollowSystem;
    bool closesToTray = true;
    bool hasMonochromeIcon = false;
    bool startsServer = true;  ///< With the program.
    bool tellsUploads = false;
    bool tellsFailures = true;
    bool tellsLogins = false;
    bool tellsBans = true;
    bool tellsServerProblems = true;
    bool operator==(const Preferences &) const = default;
};

Preferences loadPreferences();
void savePreferences(const Preferences &preferences);

}  // namespace cosftp
