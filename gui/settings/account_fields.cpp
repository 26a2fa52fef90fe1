// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/account_fields.h"

#include "settings/setting_field.h"

#include <QVBoxLayout>

namespace cosftp {

namespace {

QString keyOf(const SettingField *field) { return field->info().places.first().key; }

}  // namespace

const SettingRow<AccountDraft> &userRow(const QString &key)
{
    const auto *row = rowAt(accountRows(), {QStringLiteral("USER"), key});
    Q_ASSERT(row != nullptr);
    return *row;
}

AccountFields::AccountFields(const QStringList &keys, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    for (const QString &key : keys) {
        const SettingRow<AccountDraft> *row = &userRow(key);
        auto *field = new SettingField(row->info, [row](const QString &text) {
            AccountDraft ignored;
            return row->read(text, ignored);
        });
        connect(field, &SettingField::edited, this, &AccountFields::edited);
        layout->addWidget(field);
        m_fields += field;
    }
}

void AccountFields::load(const UserSettings &user)
{
    AccountDraft draft;
    draft.user = user;
    for (SettingField *field : m_fields)
        field->setText(userRow(keyOf(field)).write(draft));
}

void AccountFields::store(UserSettings &user) const
{
    AccountDraft draft;
    draft.user = user;
    for (const SettingField *field : m_fields)
        (void)userRow(keyOf(field)).read(field->text(), draft);  // told at the field
    user = draft.user;
}

SettingField *AccountFields::firstBad() const
{
    for (SettingField *field : m_fields)
        if (!field->problem().isEmpty())
            return field;
    return nullptr;
}

SettingField *AccountFields::field(const QString &key) const
{
    for (SettingField *field : m_fields)
        if (keyOf(field) == key)
            return field;
    return nullptr;
}

}  // namespace cosftp
