// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

#include <QDateTime>

#include <functional>

namespace cosftp {

/// One event of the log.
struct LogRecord
{
    QDateTime at;  ///< UTC.
    LogSettings::Level level = LogSettings::Level::Info;
    QByteArray category;  ///< "cosftp.session"
    QString text;         ///< Control characters escaped; holds no secret.
    bool operator==(const LogRecord &) const = default;
};

/// Sends Qt's messages to standard error and, if set, to `directory`/cosftpd.log, rotated as the
/// settings say. One event is one line: "2026-11-22T09:05:01.123Z INFO cosftp.session text",
/// control characters escaped. Who logs waits for neither: each has a queue and a thread, and what
/// does not fit is counted (LogLane). Threads begin with the first call, so signals have to be
/// blocked before it. Thread-safe. Fails if the folder cannot be made or written; the old file
/// stays then.
Outcome installLogSink(const LogSettings &settings);
/// Waits until what was logged before is written, for a second each to the file and standard error.
/// A fatal message and the end of the process do so.
void flushLog();
/// Also calls `observer` for every event that passes the level, in the thread that logs: it must be
/// quick and must not log. An empty function ends it: once observeLog() has returned the old one is
/// not called any more. There is one observer; it sees nothing before installLogSink().
void observeLog(std::function<void(const LogRecord &)> observer);

}  // namespace cosftp
