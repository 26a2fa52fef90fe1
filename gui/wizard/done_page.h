// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/wizard_page.h"

#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

namespace cosftp {

class CopyField;
class IconLabel;

/// The server runs: address, user, password and how to connect; or it could not be started, and
/// why.
class DonePage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DonePage)

public:
    explicit DonePage(QWidget *parent = nullptr);
    ~DonePage() override = default;

    [[nodiscard]] QString step() const override { return tr("Connect"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QString nextText() const override;
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &) override { return true; }

    /// Empty: the server runs. Else why it does not, though all is stored.
    void setProblem(const QString &problem);
    /// The server goes on with the old ports until it is started again.
    void setNeedsRestart(bool isNeeded);
    [[nodiscard]] bool isRunning() const { return m_problem.isEmpty(); }

protected:
    void retranslate() override;

private:
    struct Row
    {
        QLabel *name;
        CopyField *value;
    };
    void build();
    static Row addRow(QGridLayout &grid, const char *objectName);
    void refresh();
    void showClient();
    [[nodiscard]] QString host() const;

    WizardAnswers m_answers;
    QString m_problem;
    bool m_needsRestart = false;
    IconLabel *m_sign;
    QLabel *m_note;
    QWidget *m_access;
    Row m_address;
    Row m_user;
    Row m_password;
    QTabBar *m_clients;
    QPlainTextEdit *m_help;
    QPushButton *m_copyHelp;
};

}  // namespace cosftp
