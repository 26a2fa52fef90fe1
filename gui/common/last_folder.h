// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

/// The folder where somebody chose a file last, kept over restarts under a name of its own for each
/// purpose; the documents before that.
namespace cosftp::lastFolder {

QString of(const QString &purpose);
/// Keeps the folder of a file that was chosen.
void keep(const QString &purpose, const QString &fileName);

/// Asks for a file of settings to be read, or written; empty if none was chosen.
QString openFile(QWidget *parent, const QString &title, const QString &filter = {});
QString saveFile(QWidget *parent, const QString &title, const QString &fileName,
                 const QString &filter = {});

}  // namespace cosftp::lastFolder
