// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/device_form.h"

#include "common/roles.h"
#include "settings/account_fields.h"
#include "settings/setting_field.h"
#include "settings/setting_text.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace cosftp {

namespace {

const QString profileKey = QStringLiteral("profile");

const QStringList &choiceKeys()
{
    static const QStringList keys{QStringLiteral("charset"),
                                  QStringLiteral("make_missing_folders"),
                                  QStringLiteral("mkd_existing_ok"),
                                  QStringLiteral("port_uses_peer"),
                                  QStringLiteral("epsv"),
                                  QStringLiteral("ascii_as_binary"),
                                  QStringLiteral("ignore_times_modes")};
    return keys;
}

// What a profile switches on, each said as if the user had set it.
DeviceSettings spelledOut(DeviceSettings::Profile profile)
{
    const DeviceSwitches switches = DeviceSettings::switchesOf(profile);
    return {.profile = profile,
            .makesMissingFolders = switches.makesMissingFolders,
            .answersExistingMkd = switches.answersExistingMkd,
            .usesPeerForPort = switches.usesPeerForPort,
            .offersEpsv = switches.offersEpsv,
            .storesAsciiAsBinary = switches.storesAsciiAsBinary,
            .ignoresTimesAndModes = switches.ignoresTimesAndModes,
            .charset = switches.charset};
}

QString textOf(const QString &key, const DeviceSettings &device)
{
    AccountDraft draft;
    draft.user.device = device;
    return userRow(key).write(draft);
}

QString shown(const QString &text)
{
    if (text == QLatin1String("true"))
        return DeviceForm::tr("on");
    return text == QLatin1String("false") ? DeviceForm::tr("off") : settingText::choice(text);
}

}  // namespace

DeviceForm::DeviceForm(QWidget *parent)
    : QWidget(parent), m_profile(new SettingField(userRow(profileKey).info, {}))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_profile);
    for (const QString &key : choiceKeys())
        addChoice(key);
    connect(m_profile, &SettingField::edited, this, &DeviceForm::onEdited);
    retranslate();
}

void DeviceForm::addChoice(const QString &key)
{
    const SettingInfo &info = userRow(key).info;
    const Choice choice{key, new QLabel, new QComboBox, new QLabel};
    choice.combo->setObjectName(key);
    choice.combo->setFocusPolicy(Qt::StrongFocus);
    choice.combo->addItem(QString(), QString());
    const QStringList texts = info.kind == SettingInfo::Kind::Choice
                                  ? info.choices
                                  : QStringList{QStringLiteral("true"), QStringLiteral("false")};
    for (const QString &text : texts)
        choice.combo->addItem(QString(), text);
    choice.label->setBuddy(choice.combo);
    choice.help->setWordWrap(true);
    setRole(choice.help, LabelRole::Muted);
    auto *lines = static_cast<QVBoxLayout *>(layout());
    lines->addSpacing(10);
    lines->addWidget(choice.label);
    lines->addWidget(choice.combo, 0, Qt::AlignLeft);
    lines->addWidget(choice.help);
    connect(choice.combo, &QComboBox::activated, this, &DeviceForm::onEdited);
    m_choices += choice;
}

void DeviceForm::load(const DeviceSettings &device)
{
    m_profile->setText(textOf(profileKey, device));
    for (const Choice &choice : m_choices)
        choice.combo->setCurrentIndex(choice.combo->findData(textOf(choice.key, device)));
    showProfile();
}

DeviceSettings DeviceForm::device() const
{
    AccountDraft draft;
    (void)userRow(profileKey).read(m_profile->text(), draft);  // one of its own choices
    for (const Choice &choice : m_choices)
        if (const QString text = choice.combo->currentData().toString(); !text.isEmpty())
            (void)userRow(choice.key).read(text, draft);  // the same
    return draft.user.device;
}

QWidget *DeviceForm::control(const QString &key) const
{
    if (key == profileKey)
        return m_profile->control();
    for (const Choice &choice : m_choices)
        if (choice.key == key)
            return choice.combo;
    return nullptr;
}

void DeviceForm::onEdited()
{
    showProfile();
    Q_EMIT edited();
}

void DeviceForm::showProfile()
{
    const DeviceSettings profile = spelledOut(device().profile);
    for (const Choice &choice : m_choices)
        choice.combo->setItemText(0,
                                  tr("As the device: %1").arg(shown(textOf(choice.key, profile))));
}

void DeviceForm::retranslate()
{
    for (const Choice &choice : m_choices) {
        const SettingInfo &info = userRow(choice.key).info;
        choice.label->setText(settingText::label(info));
        choice.combo->setAccessibleName(settingText::label(info));
        choice.help->setText(settingText::help(info));
        for (int index = 1; index < choice.combo->count(); ++index)
            choice.combo->setItemText(index, shown(choice.combo->itemData(index).toString()));
    }
    showProfile();
}

void DeviceForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
