// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/settings_watch.h"

#include <QFileInfo>

#include <chrono>

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds quietTime{150};
}

SettingsWatch::SettingsWatch(QString fileName, QObject *parent)
    : QObject(parent), m_fileName(std::move(fileName))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietTime);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_quiet,
            qOverload<>(&QTimer::start));
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        watch();
        Q_EMIT changed();
    });
    watch();
}

// A file that was replaced is not watched any more, so its folder is watched too: it tells of the
// new one, which is then watched for changes in place.
void SettingsWatch::watch()
{
    const QString folder = QFileInfo(m_fileName).absolutePath();
    if (!m_watcher.directories().contains(folder) && QFileInfo::exists(folder))
        m_watcher.addPath(folder);
    if (!m_watcher.files().contains(m_fileName) && QFileInfo::exists(m_fileName))
        m_watcher.addPath(m_fileName);
}

}  // namespace cosftp
