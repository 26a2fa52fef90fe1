// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

#include <QWidget>

namespace cosftp {

class SettingField;

/// The row of the settings table that stands in [USER] with this key.
const SettingRow<AccountDraft> &userRow(const QString &key);

/// Some settings of a user as the settings table describes them, one below the other, so that
/// label, help, choices and checks are those of everywhere else.
class AccountFields final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountFields)

public:
    explicit AccountFields(const QStringList &keys, QWidget *parent = nullptr);
    ~AccountFields() override = default;

    void load(const UserSettings &user);
    /// Puts what is valid into the user.
    void store(UserSettings &user) const;
    /// The first field that cannot be taken; nullptr if there is none.
    [[nodiscard]] SettingField *firstBad() const;
    [[nodiscard]] SettingField *field(const QString &key) const;

Q_SIGNALS:
    void edited();

private:
    QList<SettingField *> m_fields;
};

}  // namespace cosftp
