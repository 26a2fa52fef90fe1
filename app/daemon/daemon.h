// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "settings/settings_file.h"

#include <QObject>

namespace cosftp {

/// Exit statuses that scripts rely on.
enum ExitStatus { ExitStopped = 0, ExitCouldNotRun = 1, ExitSettingsInvalid = 2 };

/// Prints every problem and warning on a line of its own to standard error; true if there is no
/// problem.
bool report(const LoadedSettings &loaded);

/// The running server as a service sees it: one line when ready, reload on SIGHUP, exit status at
/// the end.
class Daemon final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Daemon)

public:
    /// `settingsFile` empty: there is nothing to reload (demo).
    explicit Daemon(QString settingsFile, QObject *parent = nullptr);
    ~Daemon() override = default;

    /// Starts the engine and prints the ready line; otherwise says why not and gives the exit
    /// status.
    ExitStatus start(const Settings &settings);
    void reload();
    void stop();
    [[nodiscard]] const Engine &engine() const { return m_engine; }

private:
    QString m_settingsFile;
    Engine m_engine;
};

}  // namespace cosftp
