// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

namespace cosftp {

/// Sends Qt's messages to standard error and, if set, to `directory`/cosftpd.log, rotated as the
/// settings say. One event is one line: "2026-11-22T09:05:01.123Z INFO cosftp.session text",
/// control characters escaped. Thread-safe. Fails if the folder cannot be made or written.
Outcome installLogSink(const LogSettings &settings);

}  // namespace cosftp
