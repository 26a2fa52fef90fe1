// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

namespace cosftp {

/// Tries each bucket of the settings as its users need it, in the folders that they see: what
/// works on one line, and a line for each thing that does not, with the CAM action that the key
/// lacks; on standard error. False if something does not work.
bool checkStores(const Settings &settings);

}  // namespace cosftp
