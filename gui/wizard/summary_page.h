// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/wizard_page.h"

#include <QGridLayout>
#include <QLabel>

namespace cosftp {

class IconLabel;
class SecretStore;

/// What will be written and what happens then; and, if it could not be done, why not.
class SummaryPage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SummaryPage)

public:
    SummaryPage(const SecretStore &secrets, QString settingsFile, QWidget *parent = nullptr);
    ~SummaryPage() override = default;

    [[nodiscard]] QString step() const override { return tr("Summary"); }
    [[nodiscard]] QString title() const override { return tr("Ready to start"); }
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QString nextText() const override { return tr("&Finish and start"); }
    [[nodiscard]] bool isReady() const override { return !m_isBusy; }
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &) override { return true; }

    void setBusy(bool isBusy);
    void showProblem(const QString &problem);

protected:
    void retranslate() override;

private:
    using Rows = QList<std::pair<QString, QString>>;
    [[nodiscard]] Rows rows() const;
    [[nodiscard]] QString placeText() const;
    [[nodiscard]] QString keeperText() const;
    [[nodiscard]] QString rightsText() const;
    void refresh();

    const SecretStore &m_secrets;
    QString m_settingsFile;
    WizardAnswers m_answers;
    bool m_isBusy = false;
    QString m_problem;
    QList<QLabel *> m_labels;  ///< Two for each row.
    QGridLayout *m_grid;
    IconLabel *m_sign;
    QLabel *m_note;
};

}  // namespace cosftp
