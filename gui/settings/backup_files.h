// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QDateTime>

namespace cosftp {

/// An older state of the settings file.
struct BackupFile
{
    QString path;
    QDateTime savedAt;  ///< UTC.
};

/// Keeps a text as FILE.bak-1, readable by its owner only; what was there becomes .bak-2 and so on
/// up to .bak-5. A text that .bak-1 has already is not kept again.
Outcome keepBackup(const QString &fileName, const QByteArray &text);
/// The backups that there are, newest first.
QList<BackupFile> backupsOf(const QString &fileName);

}  // namespace cosftp
