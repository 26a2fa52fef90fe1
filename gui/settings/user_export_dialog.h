// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace cosftp {

/// Writes users into a CSV or JSON file; passwords as hashes if that is wanted, never clear.
class UserExportDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UserExportDialog)

public:
    explicit UserExportDialog(QList<UserSettings> users, QWidget *parent = nullptr);
    ~UserExportDialog() override = default;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void browse();
    void write();

    QList<UserSettings> m_users;
    QLineEdit *m_file;
    QCheckBox *m_withHashes;
    QLabel *m_note;
    QLabel *m_problem;
    QPushButton *m_export;
};

}  // namespace cosftp
