// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/wizard_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QToolButton>

namespace cosftp {

class Field;

/// The first one who may log in, with a password that is shown here and at the end, then never
/// again.
class UserPage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UserPage)

public:
    explicit UserPage(Settings present, QWidget *parent = nullptr);
    ~UserPage() override = default;

    [[nodiscard]] QString step() const override { return tr("User"); }
    [[nodiscard]] QString title() const override { return tr("The first user"); }
    [[nodiscard]] QString subtitle() const override;
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &answers) override;

protected:
    void retranslate() override;

private:
    void build();
    void refreshIcons();
    [[nodiscard]] bool isNameGood();
    [[nodiscard]] bool isPasswordGood();
    [[nodiscard]] bool isFolderGood();
    [[nodiscard]] Rights rights() const;

    Settings m_present;
    bool m_isFilled = false;
    QLineEdit *m_name;
    QLineEdit *m_password;
    QToolButton *m_generate;
    QToolButton *m_copy;
    QLineEdit *m_folder;
    QComboBox *m_rights;
    QCheckBox *m_mayDelete;
    Field *m_nameField;
    Field *m_passwordField;
    Field *m_folderField;
    Field *m_rightsField;
};

}  // namespace cosftp
