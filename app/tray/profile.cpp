// SPDX-License-Identifier: GPL-3.0-or-later
#include "tray/profile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSettings>

namespace cosftp {

Result<Profile> Profile::at(const QString &folder)
{
    const Failure denied =
        Failure::of(Failure::Code::Denied, QStringLiteral("cannot use the folder %1").arg(folder));
    if (QDir(folder).exists()) {
        // A folder of the user's choice keeps its rights; files with secrets have their own.
        if (!QFileInfo(folder).isWritable())
            return denied;
    } else if (!QDir().mkpath(folder)
               || !QFile::setPermissions(folder,
                                         QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return denied;
    }
    Profile profile;
    profile.m_folder = folder;
    return profile;
}

QString Profile::settingsFile() const { return m_folder + QStringLiteral("/cosftp.conf"); }

QString Profile::historyFile() const { return m_folder + QStringLiteral("/history.sqlite"); }

QString Profile::trialFolder() const { return m_folder + QStringLiteral("/trial"); }

bool Profile::isNew() const { return !QFile::exists(settingsFile()); }

void Profile::useForWindows() const
{
    QCoreApplication::setOrganizationName(QStringLiteral("window"));
    QCoreApplication::setApplicationName(QStringLiteral("cosftp"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder);
}

}  // namespace cosftp
