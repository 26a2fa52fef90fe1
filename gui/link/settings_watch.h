// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace cosftp {

/// Tells that a file may have changed: written in place, replaced by rename, removed or made.
/// Several changes in a short time are told once, after the last of them.
class SettingsWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SettingsWatch)

public:
    explicit SettingsWatch(QString fileName, QObject *parent = nullptr);
    ~SettingsWatch() override = default;

    /// Also after the folder was made.
    void watch();

Q_SIGNALS:
    void changed();

private:
    QString m_fileName;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

}  // namespace cosftp
