// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_limits_form.h"

#include "settings/account_fields.h"
#include "settings/day_field.h"
#include "settings/quota_bar.h"
#include "settings/setting_field.h"

#include <QVBoxLayout>

namespace cosftp {

UserLimitsForm::UserLimitsForm(QWidget *parent)
    : QWidget(parent), m_lastDay(new DayField),
      m_quota(new AccountFields({QStringLiteral("quota_size"), QStringLiteral("quota_files")})),
      m_bar(new QuotaBar), m_others(new AccountFields(
                               {QStringLiteral("upload_speed"), QStringLiteral("download_speed"),
                                QStringLiteral("max_sessions"), QStringLiteral("allowed_networks"),
                                QStringLiteral("denied_networks"), QStringLiteral("allow_fxp")}))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    for (QWidget *part : std::initializer_list<QWidget *>{m_lastDay, m_quota, m_bar, m_others})
        layout->addWidget(part);
    connect(m_lastDay, &DayField::edited, this, &UserLimitsForm::onEdited);
    connect(m_quota, &AccountFields::edited, this, &UserLimitsForm::onEdited);
    connect(m_others, &AccountFields::edited, this, &UserLimitsForm::onEdited);
}

void UserLimitsForm::load(const UserSettings &user)
{
    m_limits = user.limits;
    m_lastDay->setDay(user.limits.lastDay);
    m_quota->load(user);
    m_others->load(user);
    m_bar->setLimits(m_limits);
}

void UserLimitsForm::store(UserSettings &user) const { user.limits = m_limits; }

void UserLimitsForm::onEdited()
{
    UserSettings user;
    user.limits = m_limits;
    m_quota->store(user);
    m_others->store(user);
    user.limits.lastDay = m_lastDay->day();
    m_limits = user.limits;
    m_bar->setLimits(m_limits);
    Q_EMIT edited();
}

void UserLimitsForm::setUsed(const std::optional<QuotaRecord> &used) { m_bar->setUsed(used); }

SettingField *UserLimitsForm::firstBad() const
{
    SettingField *bad = m_quota->firstBad();
    return bad != nullptr ? bad : m_others->firstBad();
}

bool UserLimitsForm::setFocusOn(const QString &key)
{
    if (key == QLatin1String("expires")) {
        m_lastDay->setFocusHere();
        return true;
    }
    for (const AccountFields *fields : {m_quota, m_others})
        if (SettingField *field = fields->field(key)) {
            field->setFocusHere();
            return true;
        }
    return false;
}

}  // namespace cosftp
