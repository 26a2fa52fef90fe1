// SPDX-License-Identifier: GPL-3.0-or-later
#include "certificate_watch.h"

#include "core/thread_check.h"
#include "settings/settings.h"

#include <QFileInfo>

#include <chrono>

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds pause{500};
}  // namespace

CertificateWatch::CertificateWatch(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &CertificateWatch::onChanged);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &CertificateWatch::onChanged);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        m_watcher.addPaths(m_files);  // a file that was replaced is not watched any more
        Q_EMIT changed();
    });
}

void CertificateWatch::watch(const TlsSettings &settings)
{
    assertThread(*this);
    stop();
    if (settings.certificate.isEmpty())
        return;
    m_files = QStringList{settings.certificate, settings.privateKey, settings.clientAuthority}
              + settings.moreCertificates.split(QLatin1Char(','));
    m_files.removeAll(QString());
    for (const QString &file : QStringList(m_files))
        m_files += QFileInfo(file).absolutePath();
    m_files.removeDuplicates();
    m_watcher.addPaths(m_files);
}

void CertificateWatch::stop()
{
    assertThread(*this);
    m_pause.stop();
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_files.clear();
}

void CertificateWatch::onChanged()
{
    if (!m_pause.isActive())  // a folder that changes all the time shall not put it off for ever
        m_pause.start();
}

}  // namespace cosftp
