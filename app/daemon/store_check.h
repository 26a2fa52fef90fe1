// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

namespace cosftp {

/// Asks each bucket of the settings whether it answers; one line per bucket on standard error.
/// False if one does not.
bool checkStores(const Settings &settings);

}  // namespace cosftp
