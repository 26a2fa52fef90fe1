// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_editor.h"

#include "common/card.h"
#include "common/copy_field.h"
#include "common/roles.h"
#include "common/tab_order.h"
#include "password_hashing.h"
#include "settings/mount_list.h"
#include "settings/password_text.h"
#include "settings/setting_field.h"
#include "settings/setting_row.h"

#include <QEvent>
#include <QTimer>

namespace cosftp {

namespace {

constexpr std::chrono::milliseconds typingPause{250};

// What the name of a section can hold.
QString nameProblem(const QString &name, const QList<QByteArray> &others)
{
    if (name.isEmpty() || name.trimmed() != name)
        return UserEditor::tr("A name without blanks around it is needed.");
    for (const QChar letter : name)
        if (letter.category() == QChar::Other_Control)
            return UserEditor::tr("The name has a character that cannot be typed.");
    if (name.contains(QLatin1String(" #")) || name.contains(QLatin1String(" ;")))
        return UserEditor::tr("The name cannot have '#' or ';' behind a blank.");
    if (others.contains(name.toUtf8()))
        return UserEditor::tr("Another user has this name already.");
    return {};
}

// The row of the settings table, so that label, help and choices are those of everywhere else.
const SettingRow<AccountDraft> &interruptedRow()
{
    const auto *row =
        rowAt(accountRows(), {QStringLiteral("USER"), QStringLiteral("interrupted_uploads")});
    Q_ASSERT(row != nullptr);
    return *row;
}

}  // namespace

UserEditor::UserEditor(QWidget *parent)
    : QWidget(parent), m_pause(new QTimer(this)), m_account(new Card), m_folders(new Card),
      m_enabled(new QCheckBox), m_nameLabel(new QLabel), m_name(new QLineEdit),
      m_nameProblem(new QLabel), m_passwordLabel(new QLabel), m_password(new QLineEdit),
      m_generate(new QPushButton), m_strength(new QLabel), m_generated(new CopyField),
      m_mounts(new MountList), m_mayDelete(new QCheckBox),
      m_interrupted(new SettingField(interruptedRow().info, {}))
{
    m_enabled->setObjectName(QStringLiteral("userEnabled"));
    m_name->setObjectName(QStringLiteral("userName"));
    m_nameProblem->setObjectName(QStringLiteral("userNameProblem"));
    m_password->setObjectName(QStringLiteral("userPassword"));
    m_generate->setObjectName(QStringLiteral("generatePassword"));
    m_strength->setObjectName(QStringLiteral("passwordStrength"));
    m_generated->setObjectName(QStringLiteral("generatedPassword"));
    m_mayDelete->setObjectName(QStringLiteral("userMayDelete"));
    m_password->setEchoMode(QLineEdit::Password);
    m_nameLabel->setBuddy(m_name);
    m_passwordLabel->setBuddy(m_password);
    setRole(m_nameProblem, LabelRole::Error);
    setRole(m_strength, LabelRole::Muted);
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPause);
    build();
    connect(m_enabled, &QCheckBox::clicked, this, &UserEditor::onEdited);
    connect(m_mayDelete, &QCheckBox::clicked, this, &UserEditor::onEdited);
    connect(m_interrupted, &SettingField::edited, this, &UserEditor::onEdited);
    connect(m_mounts, &MountList::edited, this, &UserEditor::onEdited);
    connect(m_name, &QLineEdit::textEdited, this, &UserEditor::onName);
    connect(m_password, &QLineEdit::textChanged, this, &UserEditor::onPassword);
    connect(m_pause, &QTimer::timeout, this, &UserEditor::hashPassword);
    connect(m_generate, &QPushButton::clicked, this, &UserEditor::generate);
    retranslate();
}

void UserEditor::build()
{
    auto *password = new QHBoxLayout;
    password->addWidget(m_password, 1);
    password->addWidget(m_generate);
    QVBoxLayout *account = m_account->content();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_enabled, m_nameLabel, m_name,
                                                            m_nameProblem, m_passwordLabel})
        account->addWidget(widget);
    account->addLayout(password);
    account->addWidget(m_strength);
    account->addWidget(m_generated);
    m_folders->content()->addWidget(m_mounts);
    m_folders->content()->addWidget(m_mayDelete);
    m_folders->content()->addSpacing(10);
    m_folders->content()->addWidget(m_interrupted);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_account);
    layout->addWidget(m_folders);
}

void UserEditor::load(const UserSettings &user, const QList<QByteArray> &otherNames,
                      const QStringList &bucketIds)
{
    m_isLoading = true;
    delete std::exchange(m_hashing, nullptr);
    m_pause->stop();
    m_hashProblem.clear();
    m_user = user;
    m_stored = user;
    m_otherNames = otherNames;
    m_enabled->setChecked(user.isEnabled);
    m_name->setText(QString::fromUtf8(user.name));
    m_password->clear();
    m_generated->hide();
    m_mounts->load(user.mounts, bucketIds);
    orderTabs(*this);
    const auto keeps = [](const MountSettings &mount) {
        return mount.rights.canWrite && !mount.rights.canDelete;
    };
    m_mayDelete->setChecked(std::none_of(user.mounts.begin(), user.mounts.end(), keeps));
    AccountDraft draft;
    draft.user = user;
    m_interrupted->setText(interruptedRow().write(draft));
    onName();
    m_isLoading = false;
    retranslate();
}

void UserEditor::onEdited()
{
    m_user.isEnabled = m_enabled->isChecked();
    AccountDraft draft;
    (void)interruptedRow().read(m_interrupted->text(), draft);  // one of its own choices
    m_user.interruptedUploads = draft.user.interruptedUploads;
    if (m_mounts->isValid()) {
        m_user.mounts = m_mounts->mounts();
        for (MountSettings &mount : m_user.mounts)
            mount.rights.canDelete = mount.rights.canWrite && m_mayDelete->isChecked();
    }
    Q_EMIT edited();
}

void UserEditor::onName()
{
    const QString problem = nameProblem(m_name->text(), m_otherNames);
    m_nameProblem->setText(problem);
    m_nameProblem->setVisible(!problem.isEmpty());
    setInvalid(m_name, !problem.isEmpty());
    showStrength();
    if (m_isLoading)
        return;
    const QByteArray name = m_name->text().toUtf8();
    if (problem.isEmpty() && std::exchange(m_user.name, name) != name)
        Q_EMIT nameEdited(name);
    Q_EMIT edited();
}

void UserEditor::onPassword()
{
    if (m_isLoading)
        return;
    if (m_password->text() != m_generated->text())
        m_generated->hide();
    delete std::exchange(m_hashing, nullptr);
    m_hashProblem.clear();
    showStrength();
    m_user.password = m_stored.password;  // until the hash is there
    m_user.passwordIsHash = m_stored.passwordIsHash;
    m_pause->stop();
    if (!m_password->text().isEmpty()) {
        m_hashing = new QObject(this);
        m_pause->start();
    }
    Q_EMIT edited();
}

void UserEditor::hashPassword()
{
    hashPasswordLater(m_password->text().toUtf8(), m_hashing,
                      [this](const Result<QByteArray> &hash) {
                          std::exchange(m_hashing, nullptr)->deleteLater();
                          if (hash) {
                              m_user.password = *hash;
                              m_user.passwordIsHash = true;
                          } else {
                              m_hashProblem = tr("This password cannot be used: it is too long.");
                          }
                          showStrength();
                          Q_EMIT edited();
                          Q_EMIT hashed();
                      });
}

void UserEditor::generate()
{
    const QString password = generatedUserPassword();
    m_generated->setText(password);
    m_password->setText(password);
    m_generated->show();
    m_generated->button()->setFocus();
}

void UserEditor::showStrength()
{
    const QString text = m_password->text();
    const bool isMissing = text.isEmpty() && m_user.password.isEmpty();
    QString shown = m_hashProblem;
    if (shown.isEmpty())
        shown = isMissing ? tr("A password is needed.")
                          : strengthText(strengthOf(text, m_name->text()));
    m_strength->setText(shown);
    m_strength->setVisible(!shown.isEmpty());
    setInvalid(m_password, isMissing || !m_hashProblem.isEmpty());
}

QWidget *UserEditor::firstBad() const
{
    if (!m_nameProblem->text().isEmpty())
        return m_name;
    const bool hasPassword = !m_user.password.isEmpty() || m_hashing != nullptr;
    if (!hasPassword || !m_hashProblem.isEmpty())
        return m_password;
    return m_mounts->isValid() ? nullptr : m_mounts;
}

void UserEditor::setFocusOn(const QString &key)
{
    if (key.startsWith(QLatin1String("password")))
        m_password->setFocus();
    else if (key == QLatin1String("enabled"))
        m_enabled->setFocus();
    else if (key == QLatin1String("interrupted_uploads"))
        m_interrupted->setFocusHere();
    else if (key == QLatin1String("delete_enable"))
        m_mayDelete->setFocus();
    else if (QWidget *path = m_mounts->findChild<QWidget *>(QStringLiteral("mountBucket")))
        path->setFocus();
}

void UserEditor::retranslate()
{
    m_account->setTitle(tr("User"));
    m_folders->setTitle(tr("Folders and rights"));
    m_enabled->setText(tr("M&ay log in"));
    m_nameLabel->setText(tr("Na&me"));
    m_passwordLabel->setText(tr("&Password"));
    m_password->setPlaceholderText(
        m_user.password.isEmpty() ? QString() : tr("Stored. Leave empty to keep it."));
    m_generate->setText(tr("&Generate"));
    m_generated->setName(tr("New password, shown only now"));
    m_mayDelete->setText(tr("May delete &where uploads are allowed"));
    showStrength();
}

void UserEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        onName();
    }
    QWidget::changeEvent(event);
}

}  // namespace cosftp
