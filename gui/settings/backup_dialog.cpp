// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/backup_dialog.h"

#include "common/format.h"
#include "common/problem_text.h"
#include "common/roles.h"
#include "settings/backup_files.h"
#include "settings/settings_file.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QListWidget>

namespace cosftp {

BackupDialog::BackupDialog(const QString &settingsFile, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget), m_summary(new QLabel),
      m_restore(new QPushButton(tr("&Restore")))
{
    setWindowTitle(tr("Restore a backup"));
    m_list->setObjectName(QStringLiteral("backups"));
    m_list->setAccessibleName(tr("Backups of the settings"));
    m_restore->setObjectName(QStringLiteral("restoreNow"));
    m_summary->setWordWrap(true);
    setRole(m_restore, ButtonRole::Primary);
    m_restore->setDefault(true);
    for (const BackupFile &backup : backupsOf(settingsFile)) {
        auto *item = new QListWidgetItem(format::dateTime(backup.savedAt), m_list);
        item->setData(Qt::UserRole, backup.path);
        item->setToolTip(backup.path);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_restore, QDialogButtonBox::AcceptRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, &BackupDialog::showChosen);
    m_list->setCurrentRow(0);
    showChosen();
    resize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 18);
}

void BackupDialog::showChosen()
{
    const QListWidgetItem *item = m_list->currentItem();
    m_restore->setEnabled(false);
    if (item == nullptr)
        return m_summary->setText(tr("There is no backup yet. One is kept before each change."));
    QFile file(item->data(Qt::UserRole).toString());
    if (!file.open(QIODevice::ReadOnly))
        return m_summary->setText(tr("The file cannot be read: %1").arg(file.errorString()));
    m_text = file.readAll();
    const LoadedSettings loaded = parseSettings(m_text, file.fileName());
    m_restore->setEnabled(loaded.problems.isEmpty());
    if (!loaded.problems.isEmpty())
        return m_summary->setText(shownProblem(loaded.problems.first()));
    const QString buckets =
        tr("%n bucket(s)", nullptr, static_cast<int>(loaded.settings.buckets.size()));
    const QString users = tr("%n user(s)", nullptr, static_cast<int>(loaded.settings.users.size()));
    m_summary->setText(
        tr("%1 and %2. The present settings are kept as a backup too.").arg(buckets, users));
}

}  // namespace cosftp
