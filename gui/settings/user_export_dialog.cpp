// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_export_dialog.h"

#include "common/last_folder.h"
#include "common/roles.h"
#include "settings/user_list.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QSaveFile>
#include <QVBoxLayout>

namespace cosftp {

namespace {

int withClearPassword(const QList<UserSettings> &users)
{
    return static_cast<int>(std::count_if(
        users.begin(), users.end(), [](const UserSettings &user) { return !user.passwordIsHash; }));
}

}  // namespace

UserExportDialog::UserExportDialog(QList<UserSettings> users, QWidget *parent)
    : QDialog(parent), m_users(std::move(users)), m_file(new QLineEdit),
      m_withHashes(new QCheckBox(tr("With the &hashes of the passwords"))), m_note(new QLabel),
      m_problem(new QLabel), m_export(new QPushButton(tr("&Export")))
{
    setWindowTitle(tr("Export users"));
    m_file->setObjectName(QStringLiteral("userExportFile"));
    m_withHashes->setObjectName(QStringLiteral("userExportHashes"));
    m_problem->setObjectName(QStringLiteral("userExportProblem"));
    m_export->setObjectName(QStringLiteral("userExportNow"));
    m_export->setEnabled(false);
    m_problem->hide();
    build();
    connect(m_file, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_export->setEnabled(!text.isEmpty()); });
    connect(m_export, &QPushButton::clicked, this, &UserExportDialog::write);
}

void UserExportDialog::build()
{
    auto *label = new QLabel(tr("&File: a table (.csv), or JSON (.json)"));
    label->setBuddy(m_file);
    auto *browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);  // Enter does what the dialog is for
    connect(browse, &QPushButton::clicked, this, &UserExportDialog::browse);
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(browse);
    QString note = tr("Clear passwords are never exported.");
    if (const int clear = withClearPassword(m_users); clear > 0)
        note += QLatin1Char(' ')
                + tr("%n user(s) of the settings file have one: another server has to be given new "
                     "ones.",
                     nullptr, clear);
    m_note->setText(note);
    setRole(m_note, LabelRole::Muted);
    setRole(m_problem, LabelRole::Error);
    for (QLabel *text : {m_note, m_problem})
        text->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_export, QDialogButtonBox::ActionRole);
    setRole(m_export, ButtonRole::Primary);
    m_export->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addLayout(line);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_withHashes, m_note, m_problem})
        layout->addWidget(widget);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
}

// A window does not ask labels that wrap for their height.
void UserExportDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

void UserExportDialog::browse()
{
    const QString name = lastFolder::saveFile(this, windowTitle(), QStringLiteral("users.csv"),
                                              tr("Lists of users (*.csv *.json)"));
    if (!name.isEmpty())
        m_file->setText(name);
}

// Readable by its owner only: hashes can be guessed at in peace.
void UserExportDialog::write()
{
    const bool isJson = m_file->text().endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const QByteArray text = userListText(
        m_users, isJson ? UserListFormat::Json : UserListFormat::Csv, m_withHashes->isChecked());
    QSaveFile file(m_file->text());
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(text) == text.size() && file.flush() && file.commit();
    if (isWritten)
        return accept();
    m_problem->setText(tr("The file cannot be written: %1").arg(file.errorString()));
    m_problem->show();
}

}  // namespace cosftp
