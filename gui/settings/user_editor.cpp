// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_editor.h"

#include "common/card.h"
#include "common/copy_field.h"
#include "common/roles.h"
#include "common/scroll_fit.h"
#include "common/tab_order.h"
#include "password_hashing.h"
#include "settings/account_fields.h"
#include "settings/device_form.h"
#include "settings/folder_rights_list.h"
#include "settings/mount_list.h"
#include "settings/password_text.h"
#include "settings/setting_field.h"
#include "settings/user_limits_form.h"

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

}  // namespace

UserEditor::UserEditor(QWidget *parent)
    : QWidget(parent), m_pause(new QTimer(this)), m_account(new Card), m_folders(new Card),
      m_limitsCard(new Card), m_deviceCard(new Card), m_enabled(new QCheckBox),
      m_nameLabel(new QLabel), m_name(new QLineEdit), m_nameProblem(new QLabel),
      m_passwordLabel(new QLabel), m_password(new QLineEdit), m_generate(new QPushButton),
      m_strength(new QLabel), m_generated(new CopyField),
      m_encryption(new AccountFields({QStringLiteral("tls_required")})), m_mounts(new MountList),
      m_folderRights(new FolderRightsList),
      m_interrupted(new AccountFields({QStringLiteral("interrupted_uploads")})),
      m_limits(new UserLimitsForm), m_device(new DeviceForm)
{
    nameParts();
    m_password->setEchoMode(QLineEdit::Password);
    m_nameLabel->setBuddy(m_name);
    m_passwordLabel->setBuddy(m_password);
    setRole(m_nameProblem, LabelRole::Error);
    setRole(m_strength, LabelRole::Muted);
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPause);
    build();
    connectAll();
    retranslate();
}

void UserEditor::nameParts()
{
    m_enabled->setObjectName(QStringLiteral("userEnabled"));
    m_name->setObjectName(QStringLiteral("userName"));
    m_nameProblem->setObjectName(QStringLiteral("userNameProblem"));
    m_password->setObjectName(QStringLiteral("userPassword"));
    m_generate->setObjectName(QStringLiteral("generatePassword"));
    m_strength->setObjectName(QStringLiteral("passwordStrength"));
    m_generated->setObjectName(QStringLiteral("generatedPassword"));
}

void UserEditor::build()
{
    auto *password = new QHBoxLayout;
    password->addWidget(m_password, 1);
    password->addWidget(m_generate);
    auto *names = new QVBoxLayout;  // a label and its field stand together
    names->setSpacing(3);
    for (QWidget *widget : {static_cast<QWidget *>(m_nameLabel), static_cast<QWidget *>(m_name),
                            static_cast<QWidget *>(m_nameProblem)})
        names->addWidget(widget);
    names->addSpacing(11);
    names->addWidget(m_passwordLabel);
    names->addLayout(password);
    names->addWidget(m_strength);
    names->addWidget(m_generated);
    QVBoxLayout *account = m_account->content();
    account->setSpacing(14);
    account->addWidget(m_enabled);
    account->addLayout(names);
    account->addWidget(m_encryption);
    m_folders->content()->addWidget(m_mounts);
    m_folders->content()->addSpacing(10);
    m_folders->content()->addWidget(m_folderRights);
    m_folders->content()->addSpacing(10);
    m_folders->content()->addWidget(m_interrupted);
    m_limitsCard->content()->addWidget(m_limits);
    m_deviceCard->content()->addWidget(m_device);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (Card *card : {m_account, m_folders, m_limitsCard, m_deviceCard})
        layout->addWidget(card);
}

void UserEditor::connectAll()
{
    connect(m_enabled, &QCheckBox::clicked, this, &UserEditor::onEdited);
    connect(m_encryption, &AccountFields::edited, this, &UserEditor::onEdited);
    connect(m_mounts, &MountList::edited, this, &UserEditor::onEdited);
    connect(m_folderRights, &FolderRightsList::edited, this, &UserEditor::onEdited);
    connect(m_interrupted, &AccountFields::edited, this, &UserEditor::onEdited);
    connect(m_limits, &UserLimitsForm::edited, this, &UserEditor::onEdited);
    connect(m_device, &DeviceForm::edited, this, &UserEditor::onEdited);
    connect(m_name, &QLineEdit::textEdited, this, &UserEditor::onName);
    connect(m_password, &QLineEdit::textChanged, this, &UserEditor::onPassword);
    connect(m_pause, &QTimer::timeout, this, &UserEditor::hashPassword);
    connect(m_generate, &QPushButton::clicked, this, &UserEditor::generate);
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
    loadParts(user, bucketIds);
    onName();
    m_isLoading = false;
    retranslate();
}

void UserEditor::loadParts(const UserSettings &user, const QStringList &bucketIds)
{
    m_encryption->load(user);
    m_mounts->load(user.mounts, bucketIds);
    m_folderRights->load(user.folderRights);
    m_interrupted->load(user);
    m_limits->load(user);
    m_device->load(user.device);
    orderTabs(*this);
}

void UserEditor::onEdited()
{
    m_user.isEnabled = m_enabled->isChecked();
    m_encryption->store(m_user);
    m_interrupted->store(m_user);
    m_limits->store(m_user);
    m_user.device = m_device->device();
    if (m_mounts->isValid())
        m_user.mounts = m_mounts->mounts();
    if (m_folderRights->isValid())
        m_user.folderRights = m_folderRights->folders();
    Q_EMIT edited();
}

void UserEditor::setUsed(const std::optional<QuotaRecord> &used) { m_limits->setUsed(used); }

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
    if (!m_mounts->isValid())
        return m_mounts;
    if (!m_folderRights->isValid())
        return m_folderRights;
    const SettingField *bad = m_limits->firstBad();
    return bad == nullptr ? nullptr : bad->control();
}

void UserEditor::setFocusOn(const QString &key)
{
    if (m_limits->setFocusOn(key))
        return;
    QWidget *control = m_device->control(key);
    for (const AccountFields *fields : {m_encryption, m_interrupted})
        if (const SettingField *field = fields->field(key))
            control = field->control();
    if (key.startsWith(QLatin1String("password")))
        control = m_password;
    else if (key == QLatin1String("enabled"))
        control = m_enabled;
    else if (key == QLatin1String("folder_rights"))
        control = m_folderRights->findChild<QWidget *>(QStringLiteral("addFolderRights"));
    else if (key == QLatin1String("authority") || key == QLatin1String("delete_enable"))
        control = m_mounts->findChild<QWidget *>(QStringLiteral("rightsSet"));
    if (control == nullptr)
        control = m_mounts->findChild<QWidget *>(QStringLiteral("mountBucket"));
    if (control != nullptr)
        showFocused(*control);
}

void UserEditor::retranslate()
{
    m_account->setTitle(tr("User"));
    m_folders->setTitle(tr("Folders and rights"));
    m_limitsCard->setTitle(tr("Limits"));
    m_deviceCard->setTitle(tr("Device"));
    m_enabled->setText(tr("M&ay log in"));
    m_nameLabel->setText(tr("Na&me"));
    m_passwordLabel->setText(tr("&Password"));
    m_password->setPlaceholderText(
        m_user.password.isEmpty() ? QString() : tr("Stored. Leave empty to keep it."));
    m_generate->setText(tr("&Generate"));
    m_generated->setName(tr("New password, shown only now"));
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
