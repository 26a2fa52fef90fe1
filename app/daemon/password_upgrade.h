// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace cosftp {

/// Replaces every password in clear text of a settings file by its hash, in all dialects; comments
/// and order stay. How many there were. The file is left as it is if anything fails.
Result<int> upgradePasswords(const QString &settingsFile);

}  // namespace cosftp
