// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QListWidget;

namespace cosftp {

/// The older states of the settings file to choose from.
class BackupDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BackupDialog)

public:
    explicit BackupDialog(const QString &settingsFile, QWidget *parent = nullptr);
    ~BackupDialog() override = default;

    [[nodiscard]] QByteArray text() const { return m_text; }

private:
    void showChosen();

    QByteArray m_text;
    QListWidget *m_list;
    QLabel *m_summary;
    QPushButton *m_restore;
};

}  // namespace cosftp
