// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/user_page.h"

#include "common/theme.h"
#include "settings/value_text.h"
#include "wizard/field.h"
#include "wizard/look.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QRegularExpression>

namespace cosftp {

namespace {

enum class Access { ReadAndWrite, ReadOnly, WriteOnly };

constexpr qsizetype shortestPassword = 8;
constexpr qsizetype longestFolderBytes = 800;  // a key of the store has 850

QWidget *inOneRow(const QList<QWidget *> &widgets)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    layout->setStretch(0, 1);
    return row;
}

}  // namespace

UserPage::UserPage(Settings present, QWidget *parent)
    : WizardPage(parent), m_present(std::move(present)), m_name(new QLineEdit),
      m_password(new QLineEdit), m_generate(new QToolButton), m_copy(new QToolButton),
      m_folder(new QLineEdit), m_rights(new QComboBox), m_mayDelete(new QCheckBox),
      m_nameField(new Field(m_name)),
      m_passwordField(new Field(inOneRow({m_password, m_generate, m_copy}), m_password)),
      m_folderField(new Field(m_folder)), m_rightsField(new Field(m_rights))
{
    build();
    connect(m_generate, &QToolButton::clicked, this, [this] {
        m_password->setText(QString::fromLatin1(generatedPassword()));
        m_passwordField->clearProblem();
    });
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_password->text()); });
    connect(m_name, &QLineEdit::textEdited, m_nameField, &Field::clearProblem);
    connect(m_password, &QLineEdit::textEdited, m_passwordField, &Field::clearProblem);
    connect(m_folder, &QLineEdit::textEdited, m_folderField, &Field::clearProblem);
    connect(m_rights, &QComboBox::currentIndexChanged, this, [this](int access) {
        m_mayDelete->setEnabled(static_cast<Access>(access) != Access::ReadOnly);
    });
    connect(&Theme::instance(), &Theme::changed, this, &UserPage::refreshIcons);
    refreshIcons();
    retranslate();
}

void UserPage::build()
{
    m_name->setObjectName(QStringLiteral("userName"));
    m_password->setObjectName(QStringLiteral("password"));
    m_generate->setObjectName(QStringLiteral("generate"));
    m_copy->setObjectName(QStringLiteral("copyPassword"));
    m_folder->setObjectName(QStringLiteral("folder"));
    m_rights->setObjectName(QStringLiteral("rights"));
    m_mayDelete->setObjectName(QStringLiteral("mayDelete"));
    m_password->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    for (QToolButton *button : {m_generate, m_copy})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (int access = 0; access < 3; ++access)
        m_rights->addItem({});
    m_mayDelete->setChecked(true);
    const int gap = look::gap(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(gap * 2);
    for (Field *field : {m_nameField, m_passwordField, m_folderField, m_rightsField})
        column->addWidget(field);
    column->addWidget(m_mayDelete);
    column->addStretch();
}

QString UserPage::subtitle() const
{
    return tr("A name and a password for FTP; they have nothing to do with the account at Tencent "
              "Cloud. More users can be added later.");
}

// What the user typed stays when the page is entered again.
void UserPage::enter(const WizardAnswers &answers)
{
    if (!m_isFilled) {
        m_name->setText(QString::fromUtf8(answers.userName));
        m_password->setText(QString::fromUtf8(answers.password));
        m_isFilled = true;
    }
    m_name->setFocus();
    m_name->selectAll();
}

bool UserPage::leave(WizardAnswers &answers)
{
    if (!isNameGood() || !isPasswordGood() || !isFolderGood())
        return false;
    answers.userName = m_name->text().trimmed().toUtf8();
    answers.password = m_password->text().toUtf8();
    static_cast<void>(valueText::readFolder(m_folder->text().trimmed(), answers.folder));
    answers.rights = rights();
    return true;
}

bool UserPage::isNameGood()
{
    static const QRegularExpression form(QStringLiteral("^[^\\s\\]\\[#;:/\\\\]{1,64}$"));
    const QString name = m_name->text().trimmed();
    QString problem;
    if (name.isEmpty())
        problem = tr("Enter a name to log in with.");
    else if (!form.match(name).hasMatch())
        problem = tr("A name has up to 64 characters, without blanks, brackets and # ; : / \\");
    else if (m_present.user(name.toUtf8()) != nullptr)
        problem = tr("There is a user with this name already.");
    if (!problem.isEmpty())
        m_nameField->refuse(problem);
    return problem.isEmpty();
}

bool UserPage::isPasswordGood()
{
    const QString password = m_password->text();
    QString problem;
    if (password.size() < shortestPassword)
        problem = tr("A password has at least %n character(s): FTP servers are tried by strangers "
                     "all day.",
                     nullptr, static_cast<int>(shortestPassword));
    else if (password.trimmed() != password)
        problem = tr("A password neither begins nor ends with a blank.");
    if (!problem.isEmpty())
        m_passwordField->refuse(problem);
    return problem.isEmpty();
}

bool UserPage::isFolderGood()
{
    const QString folder = m_folder->text().trimmed();
    QByteArray prefix;
    const bool isGood =
        valueText::readFolder(folder, prefix).isEmpty() && prefix.size() <= longestFolderBytes
        && updatedSettings({}, {{QStringLiteral("USER x"), QStringLiteral("folder"), folder}});
    if (!isGood)
        m_folderField->refuse(tr("No folder of a bucket can have this name."));
    return isGood;
}

Rights UserPage::rights() const
{
    const bool mayDelete = m_mayDelete->isChecked();
    switch (static_cast<Access>(m_rights->currentIndex())) {
    case Access::ReadAndWrite:
        return Rights::of(true, true, mayDelete);
    case Access::ReadOnly:
        return Rights::of(true, false, false);
    case Access::WriteOnly:
        return Rights::of(false, true, mayDelete);
    }
    return {};
}

void UserPage::refreshIcons()
{
    m_generate->setIcon(Theme::instance().icon(QStringLiteral("dice")));
    m_copy->setIcon(Theme::instance().icon(QStringLiteral("copy")));
}

void UserPage::retranslate()
{
    m_generate->setText(tr("&Generate"));
    m_copy->setText(tr("&Copy"));
    m_password->setAccessibleName(tr("Password"));
    m_copy->setAccessibleName(tr("Copy the password"));
    const QStringList rights{tr("Download and upload"), tr("Download only"), tr("Upload only")};
    for (int access = 0; access < rights.size(); ++access)
        m_rights->setItemText(access, rights.at(access));
    m_mayDelete->setText(tr("May &delete and replace files"));
    m_folder->setPlaceholderText(tr("the whole bucket"));
    m_nameField->setTexts(tr("&User name"), {});
    m_passwordField->setTexts(tr("&Password"), tr("Only a hash of it is stored, so copy it now. "
                                                  "The last page shows it once more."));
    m_folderField->setTexts(tr("&Folder in the bucket"),
                            tr("What the user sees as /. Empty: the whole bucket."));
    m_rightsField->setTexts(tr("&Rights"), {});
}

}  // namespace cosftp
