// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wizard/setup_job.h"
#include "wizard/wizard_answers.h"

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace cosftp {

class BucketPage;
class DonePage;
class SecretStore;
class ServerLink;
class StepList;
class SummaryPage;
class TestPage;
class WelcomePage;
class WizardPage;

/// From an empty profile to a running server, or one bucket and user more in settings that exist.
/// Nothing is written before the last step; leaving at any page before leaves nothing changed.
/// accepted() when the server runs, rejected() when the user left.
class FirstRunWizard final : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FirstRunWizard)

public:
    /// `startTrial` empty: only a bucket of one's own is offered.
    FirstRunWizard(ServerLink &link, SecretStore &secrets, StartTrial startTrial,
                   QWidget *parent = nullptr);
    ~FirstRunWizard() override;

    void reject() override;

Q_SIGNALS:
    /// The user chose a language on the first page.
    void languageChosen(const QString &code);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void makePages();
    void addPage(WizardPage *page);
    [[nodiscard]] QList<WizardPage *> way() const;
    [[nodiscard]] WizardPage *present() const;
    void turnTo(WizardPage *page);
    void goOn();
    void goBack();
    void finish();
    void onFinished(const Outcome &outcome);
    void askToLeave();
    void refresh();
    [[nodiscard]] bool isSettled() const;

    ServerLink &m_link;
    SecretStore &m_secrets;
    StartTrial m_startTrial;
    Settings m_before;  ///< Ids and names in it are taken.
    WizardAnswers m_answers;
    std::unique_ptr<SetupJob> m_job;
    WelcomePage *m_welcome;
    BucketPage *m_bucket;
    TestPage *m_test;
    WizardPage *m_user;
    WizardPage *m_network;
    SummaryPage *m_summary;
    DonePage *m_done;
    QStackedWidget *m_pages;
    StepList *m_steps;
    QLabel *m_title;
    QLabel *m_subtitle;
    QPushButton *m_cancel;
    QPushButton *m_back;
    QPushButton *m_next;
};

}  // namespace cosftp
