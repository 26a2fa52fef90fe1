// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/wizard_page.h"

#include <QComboBox>
#include <QLabel>

namespace cosftp {

class ChoiceCard;

/// Which way: a bucket of one's own, or none for the time being. And the language.
class WelcomePage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WelcomePage)

public:
    /// `isTrialPossible`: there is an embedded store to try.
    explicit WelcomePage(bool isTrialPossible, QWidget *parent = nullptr);
    ~WelcomePage() override = default;

    [[nodiscard]] QString step() const override { return tr("Welcome"); }
    [[nodiscard]] QString title() const override { return tr("Welcome to COS FTP Server"); }
    [[nodiscard]] QString subtitle() const override;
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &answers) override;
    [[nodiscard]] WizardAnswers::Way way() const;

Q_SIGNALS:
    void wayChanged();
    void nextWanted();  ///< A card was double-clicked.
    void languageChosen(const QString &code);

protected:
    void retranslate() override;

private:
    ChoiceCard *m_bucket;
    ChoiceCard *m_trial;
    QLabel *m_languageLabel;
    QComboBox *m_language;
};

}  // namespace cosftp
