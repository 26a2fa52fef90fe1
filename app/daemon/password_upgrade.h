// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace cosftp {

struct UpgradedPasswords
{
    int count = 0;
    QString backup;  ///< The file as it was; empty if nothing was changed.
};

/// Replaces every password in clear text of a settings file by its hash, in all dialects; comments
/// and order stay, and so do owner, group and mode. The file is left as it is if anything fails.
Result<UpgradedPasswords> upgradePasswords(const QString &settingsFile);

}  // namespace cosftp
