// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"
#include "secrets/secret_store.h"

#include <QDialog>

class QLabel;
class QRadioButton;

namespace cosftp {

/// Writes the settings as a file for cosftpd on a machine without a desktop, with the keys only if
/// they were asked for.
class ExportDialog final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportDialog)

public:
    ExportDialog(const SettingsDocument &document, SecretStore &secrets, QWidget *parent = nullptr);
    ~ExportDialog() override = default;

    [[nodiscard]] QString fileName() const;

private:
    void build();
    void browse();
    void onExport();
    void write(const Settings &settings);
    void fail(const QString &text);

    SettingsDocument m_document;
    SecretStore &m_secrets;
    QLineEdit *m_file;
    QRadioButton *m_without;
    QRadioButton *m_with;
    QLabel *m_warning;
    QLabel *m_problem;
    QPushButton *m_export;
};

}  // namespace cosftp
