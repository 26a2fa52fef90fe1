// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

#include <QDateTime>

#include <functional>

namespace cosftp {

/// cosftpd.log in the folder of the settings, begun anew with each second, minute, hour or day of
/// UTC. The file of a past period is named after it: "cosftpd.log.2026-11-22_09" is the hour from
/// nine o'clock on. Its mode is 0640 at most, whatever the umask says. Not thread-safe.
class LogFile
{
public:
    using Clock = std::function<QDateTime()>;

    explicit LogFile(const LogSettings &settings, Clock clock = QDateTime::currentDateTimeUtc);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// Makes the folder and opens the file to append. A file left by an earlier run and period is
    /// put aside first. Fails if the folder cannot be made or the file not be opened.
    Outcome open();
    [[nodiscard]] QString path() const;
    /// Appends one line, to a new file if a period has ended. Fails, with the path and the system's
    /// words, if it cannot be written; the next line may succeed.
    Outcome write(const QByteArray &line);

private:
    [[nodiscard]] QString periodOf(const QDateTime &time) const;
    Outcome openToAppend();
    void close();
    void putAside(const QString &period);
    [[nodiscard]] QStringList pastFiles() const;
    void removeOld();

    LogSettings m_settings;
    Clock m_clock;
    int m_descriptor = -1;
    QString m_period;
    bool m_isTorn = false;  ///< The last line was written in part.
};

}  // namespace cosftp
