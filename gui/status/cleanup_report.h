// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/log_sink.h"

#include <optional>

namespace cosftp {

/// What the server found in a bucket when it looked for uploads that nobody ended.
struct CleanupReport
{
    QString bucket;
    QDateTime at;  ///< UTC.
    qint64 open = 0;
    qint64 openBytes = 0;
    qint64 resumable = 0;
    qint64 removed = 0;
    qint64 removedBytes = 0;
    qint64 failed = 0;
    bool operator==(const CleanupReport &) const = default;
};

/// Reads the line that the server's housekeeper writes for each bucket after a round: a server
/// tells its rounds in the log only. Nothing for every other line.
std::optional<CleanupReport> cleanupReport(const LogRecord &record);
/// For people, in the present language: "3 interrupted uploads hold 1.2 GiB ...".
QString cleanupText(const CleanupReport &report);

}  // namespace cosftp
