// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/last_folder.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace cosftp::lastFolder {

namespace {

const QString settingsPurpose = QStringLiteral("settings");

QString keyOf(const QString &purpose) { return QStringLiteral("folders/") + purpose; }

QString kept(const QString &fileName)
{
    if (!fileName.isEmpty())
        keep(settingsPurpose, fileName);
    return fileName;
}

}  // namespace

QString of(const QString &purpose)
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QSettings().value(keyOf(purpose), documents).toString();
}

void keep(const QString &purpose, const QString &fileName)
{
    QSettings().setValue(keyOf(purpose), QFileInfo(fileName).absolutePath());
}

QString openFile(QWidget *parent, const QString &title, const QString &filter)
{
    return kept(QFileDialog::getOpenFileName(parent, title, of(settingsPurpose), filter));
}

QString saveFile(QWidget *parent, const QString &title, const QString &fileName,
                 const QString &filter)
{
    const QString proposed = QDir(of(settingsPurpose)).filePath(fileName);
    return kept(QFileDialog::getSaveFileName(parent, title, proposed, filter));
}

}  // namespace cosftp::lastFolder
