// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

namespace cosftp {

/// What the server may need at most: the budget of parts and the buffers of every connection.
/// Without a limit of connections only the budget counts.
qint64 estimatedMemoryBytes(const Settings &settings);

/// Empty, or what is wrong when the estimate is above 60 % of what is available. Nothing is wrong
/// when that is not known (negative).
QString memoryProblem(const Settings &settings, qint64 availableBytes);

/// What the system could give to programs now (MemAvailable of /proc/meminfo); -1: not known.
qint64 availableMemoryBytes();

}  // namespace cosftp
