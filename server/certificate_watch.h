// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace cosftp {

struct TlsSettings;

/// Tells when the certificate files of the settings may have been replaced, so that a renewed
/// certificate is taken up without anybody asking. The files' folders are watched too, because
/// most programs that renew certificates put new files, or new links, in the place of the old ones.
class CertificateWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CertificateWatch)

public:
    explicit CertificateWatch(QObject *parent = nullptr);
    ~CertificateWatch() override = default;

    /// The files that these settings name, instead of those before.
    void watch(const TlsSettings &settings);
    void stop();

Q_SIGNALS:
    void changed();  ///< Half a second behind the first change.

private:
    void onChanged();

    QStringList m_files;
    QFileSystemWatcher m_watcher;
    QTimer m_pause;  // a certificate and its key are two files
};

}  // namespace cosftp
