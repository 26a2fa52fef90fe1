// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/backup_files.h"

#include <QFileInfo>
#include <QSaveFile>

namespace cosftp {

namespace {

constexpr int mostBackups = 5;

QString backupName(const QString &fileName, int number)
{
    return QStringLiteral("%1.bak-%2").arg(fileName).arg(number);
}

bool holds(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.readAll() == text;
}

}  // namespace

Outcome keepBackup(const QString &fileName, const QByteArray &text)
{
    const QString newest = backupName(fileName, 1);
    if (text.isEmpty() || holds(newest, text))
        return Done{};
    QFile::remove(backupName(fileName, mostBackups));
    for (int number = mostBackups - 1; number >= 1; --number)
        QFile::rename(backupName(fileName, number), backupName(fileName, number + 1));
    QSaveFile file(newest);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(text) == text.size() && file.flush() && file.commit();
    if (!isWritten)
        return Failure::of(Failure::Code::Internal, file.errorString());
    return Done{};
}

QList<BackupFile> backupsOf(const QString &fileName)
{
    QList<BackupFile> backups;
    for (int number = 1; number <= mostBackups; ++number)
        if (const QFileInfo info(backupName(fileName, number)); info.exists())
            backups += {info.filePath(), info.lastModified().toUTC()};
    return backups;
}

}  // namespace cosftp
