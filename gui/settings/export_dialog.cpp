// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/export_dialog.h"

#include "common/last_folder.h"
#include "common/roles.h"
#include "secrets/secret_resolver.h"
#include "settings/settings_import.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QRadioButton>

namespace cosftp {

ExportDialog::ExportDialog(const SettingsDocument &document, SecretStore &secrets, QWidget *parent)
    : QDialog(parent), m_document(document), m_secrets(secrets), m_file(new QLineEdit),
      m_without(new QRadioButton(tr("&Without secrets: comments say what to fill in"))),
      m_with(new QRadioButton(tr("With &secrets: keys and passwords"))), m_warning(new QLabel),
      m_problem(new QLabel), m_export(new QPushButton(tr("&Export")))
{
    setWindowTitle(tr("Export settings"));
    m_file->setObjectName(QStringLiteral("exportFile"));
    m_without->setObjectName(QStringLiteral("exportWithout"));
    m_with->setObjectName(QStringLiteral("exportWith"));
    m_warning->setObjectName(QStringLiteral("exportWarning"));
    m_problem->setObjectName(QStringLiteral("exportProblem"));
    m_export->setObjectName(QStringLiteral("exportNow"));
    m_without->setChecked(true);
    m_warning->hide();
    m_problem->hide();
    m_export->setEnabled(false);
    build();
    connect(m_with, &QRadioButton::toggled, m_warning, &QLabel::setVisible);
    connect(m_file, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_export->setEnabled(!text.isEmpty()); });
}

void ExportDialog::build()
{
    auto *browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);  // Enter does what the dialog is for
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    auto *label = new QLabel(tr("&File for cosftpd on a server without a desktop"));
    label->setBuddy(m_file);
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(browse);
    m_warning->setText(tr("Whoever reads this file can use your bucket. Only you may read it "
                          "(mode 0600); move it over a safe line and delete the copy."));
    setRole(m_warning, LabelRole::Warning);
    setRole(m_problem, LabelRole::Error);
    for (QLabel *text : {m_warning, m_problem})
        text->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_export, QDialogButtonBox::ActionRole);
    setRole(m_export, ButtonRole::Primary);
    m_export->setDefault(true);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::onExport);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addLayout(line);
    layout->addWidget(m_without);
    layout->addWidget(m_with);
    layout->addWidget(m_warning);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
}

QString ExportDialog::fileName() const { return m_file->text(); }

void ExportDialog::browse()
{
    const QString name = lastFolder::saveFile(this, windowTitle(), QStringLiteral("cosftpd.conf"));
    if (!name.isEmpty())
        m_file->setText(name);
}

void ExportDialog::onExport()
{
    if (!m_with->isChecked())
        return write(m_document.loaded.settings);
    m_export->setEnabled(false);
    resolveSecrets(m_document.loaded.settings, m_secrets, this,
                   [this](const ResolvedSettings &resolved) {
                       if (!resolved.problems.isEmpty())
                           return fail(resolved.problems.join(QLatin1Char('\n')));
                       write(resolved.settings);
                   });
}

void ExportDialog::write(const Settings &settings)
{
    const Result<QByteArray> text =
        exportedSettings(m_document.text, settings, m_with->isChecked());
    if (!text)
        return fail(text.error().detail);
    if (const Outcome written = writeSettings(m_file->text(), *text); !written)
        return fail(tr("The file cannot be written: %1").arg(written.error().detail));
    accept();
}

void ExportDialog::fail(const QString &text)
{
    m_problem->setText(text);
    m_problem->show();
    m_export->setEnabled(true);
}

}  // namespace cosftp
