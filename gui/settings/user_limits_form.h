// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"
#include "settings/settings.h"

#include <QWidget>

#include <optional>

namespace cosftp {

class AccountFields;
class DayField;
class QuotaBar;
class SettingField;

/// Until when, from where and how much: the limits of one user.
class UserLimitsForm final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UserLimitsForm)

public:
    explicit UserLimitsForm(QWidget *parent = nullptr);
    ~UserLimitsForm() override = default;

    void load(const UserSettings &user);
    /// Puts what is valid into the user.
    void store(UserSettings &user) const;
    void setUsed(const std::optional<QuotaRecord> &used);
    [[nodiscard]] SettingField *firstBad() const;
    /// false if there is no such setting here.
    bool setFocusOn(const QString &key);

Q_SIGNALS:
    void edited();

private:
    void onEdited();

    UserLimits m_limits;  ///< As they are edited.
    DayField *m_lastDay;
    AccountFields *m_quota;
    QuotaBar *m_bar;
    AccountFields *m_others;
};

}  // namespace cosftp
