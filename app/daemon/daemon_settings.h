// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_file.h"

namespace cosftp {

/// loadSettings(), and a problem for every key that lies in a desktop's keychain: this program has
/// no way to open one.
LoadedSettings loadDaemonSettings(const QString &path);

}  // namespace cosftp
