// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

namespace cosftp {

/// Prints the open multipart uploads of every bucket, one per line with its age, parts, bytes and
/// what it is, and the lifecycle rule that would keep the bucket clean. With `aborts` those that
/// nobody can continue any more are aborted as the settings allow. False if a bucket did not
/// answer, or refused an abort.
bool showOrphans(const Settings &settings, bool aborts);

}  // namespace cosftp
