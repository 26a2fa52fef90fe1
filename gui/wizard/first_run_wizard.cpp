// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/first_run_wizard.h"

#include "common/roles.h"
#include "common/scroll_fit.h"
#include "common/tab_order.h"
#include "link/server_link.h"
#include "secrets/secret_store.h"
#include "wizard/bucket_page.h"
#include "wizard/done_page.h"
#include "wizard/look.h"
#include "wizard/network_page.h"
#include "wizard/step_list.h"
#include "wizard/summary_page.h"
#include "wizard/test_page.h"
#include "wizard/user_page.h"
#include "wizard/welcome_page.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMessageBox>
#include <QScrollArea>

namespace cosftp {

FirstRunWizard::FirstRunWizard(ServerLink &link, SecretStore &secrets, StartTrial startTrial,
                               QWidget *parent)
    : QDialog(parent), m_link(link), m_secrets(secrets), m_startTrial(std::move(startTrial)),
      m_before(link.settings().loaded.settings), m_answers(proposedAnswers(m_before)),
      m_pages(new QStackedWidget(this)), m_steps(new StepList(this)), m_title(new QLabel(this)),
      m_subtitle(new QLabel(this)), m_cancel(new QPushButton(this)), m_back(new QPushButton(this)),
      m_next(new QPushButton(this))
{
    build();
    makePages();
    connect(m_cancel, &QPushButton::clicked, this, &FirstRunWizard::reject);
    connect(m_back, &QPushButton::clicked, this, &FirstRunWizard::goBack);
    connect(m_next, &QPushButton::clicked, this, &FirstRunWizard::goOn);
    connect(m_welcome, &WelcomePage::wayChanged, this, &FirstRunWizard::refresh);
    connect(m_welcome, &WelcomePage::nextWanted, this, &FirstRunWizard::goOn);
    connect(m_welcome, &WelcomePage::languageChosen, this, &FirstRunWizard::languageChosen);
    connect(m_test, &TestPage::fieldWanted, this, [this](const QString &field, const QString &why) {
        turnTo(m_bucket);
        m_bucket->refuse(field, why);
    });
    turnTo(m_welcome);
}

FirstRunWizard::~FirstRunWizard() = default;

void FirstRunWizard::build()
{
    const int gap = look::gap(this);
    m_title->setObjectName(QStringLiteral("title"));
    m_back->setObjectName(QStringLiteral("back"));
    m_next->setObjectName(QStringLiteral("next"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_subtitle->setWordWrap(true);
    setRole(m_title, LabelRole::Title);
    setRole(m_subtitle, LabelRole::Muted);
    setRole(m_next, ButtonRole::Primary);
    for (QPushButton *button : {m_cancel, m_back})
        button->setAutoDefault(false);
    m_next->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(gap);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(gap * 3, gap * 3, gap * 3, gap * 2);
    content->setSpacing(gap);
    content->addWidget(m_title);
    content->addWidget(m_subtitle);
    content->addSpacing(gap);
    content->addWidget(m_pages, 1);
    content->addSpacing(gap);
    content->addLayout(buttons);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_steps);
    row->addLayout(content, 1);
    const int letter = fontMetrics().averageCharWidth();
    resize(letter * 140, letter * 92);
}

void FirstRunWizard::makePages()
{
    m_welcome = new WelcomePage(m_startTrial != nullptr);
    m_bucket = new BucketPage(m_secrets, m_before);
    m_test = new TestPage(m_link);
    m_user = new UserPage(m_before);
    m_network = new NetworkPage;
    m_summary = new SummaryPage(m_secrets, m_link.settings().fileName);
    m_done = new DonePage;
    for (WizardPage *page :
         QList<WizardPage *>{m_welcome, m_bucket, m_test, m_user, m_network, m_summary, m_done})
        addPage(page);
    orderTabs(*this);
}

// A page that is higher than the window scrolls; its buttons stay in sight.
void FirstRunWizard::addPage(WizardPage *page)
{
    auto *area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    m_pages->addWidget(area);
    measureWhenShown(*area);
    connect(page, &WizardPage::readyChanged, this, &FirstRunWizard::refresh);
}

QList<WizardPage *> FirstRunWizard::way() const
{
    if (m_welcome->way() == WizardAnswers::Way::Trial)
        return {m_welcome, m_user, m_network, m_summary, m_done};
    return {m_welcome, m_bucket, m_test, m_user, m_network, m_summary, m_done};
}

WizardPage *FirstRunWizard::present() const
{
    return static_cast<WizardPage *>(
        static_cast<QScrollArea *>(m_pages->currentWidget())->widget());
}

void FirstRunWizard::turnTo(WizardPage *page)
{
    present()->cancel();
    m_pages->setCurrentWidget(page->parentWidget()->parentWidget());
    page->enter(m_answers);
    refresh();
}

bool FirstRunWizard::isSettled() const { return present() == m_done; }

void FirstRunWizard::goOn()
{
    WizardPage *page = present();
    if (!page->isReady() || !page->leave(m_answers))
        return;
    if (page == m_summary)
        return finish();
    if (page == m_done)
        return m_done->isRunning() ? accept() : QDialog::reject();
    turnTo(way().at(way().indexOf(page) + 1));
}

void FirstRunWizard::goBack()
{
    const qsizetype position = way().indexOf(present());
    if (present() == m_done)
        return turnTo(m_network);
    if (position > 0)
        turnTo(way().at(position - 1));
}

void FirstRunWizard::finish()
{
    m_job = std::make_unique<SetupJob>(m_link, m_secrets, m_startTrial, m_answers);
    connect(m_job.get(), &SetupJob::finished, this, &FirstRunWizard::onFinished);
    m_summary->setBusy(true);
    m_job->start();
}

void FirstRunWizard::onFinished(const Outcome &outcome)
{
    m_summary->setBusy(false);
    const QString problem = outcome ? QString() : outcome.error().detail;
    if (!m_job->isWritten())
        return m_summary->showProblem(problem);
    m_answers = m_job->answers();
    m_done->setProblem(problem);
    m_done->setNeedsRestart(m_job->needsRestart());
    turnTo(m_done);
}

// Esc, the window's button and "Cancel". What is being written is not left half-way.
void FirstRunWizard::reject()
{
    if (isSettled())
        return m_done->isRunning() ? accept() : QDialog::reject();
    if (!present()->isReady() && present() == m_summary)
        return;
    if (present() == m_welcome) {
        QDialog::reject();
        return;
    }
    askToLeave();
}

void FirstRunWizard::askToLeave()
{
    auto *question = new QMessageBox(QMessageBox::Question, tr("Leave the wizard?"),
                                     tr("What you entered is lost. Nothing has been changed."),
                                     QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto *leave = question->addButton(tr("&Leave"), QMessageBox::AcceptRole);
    auto *stay = question->addButton(tr("&Stay"), QMessageBox::RejectRole);
    question->setDefaultButton(stay);
    question->setEscapeButton(stay);
    connect(leave, &QAbstractButton::clicked, this, [this] {
        present()->cancel();
        QDialog::reject();
    });
    question->open();
}

void FirstRunWizard::refresh()
{
    const WizardPage *page = present();
    const bool isBusy = page == m_summary && !page->isReady();
    QStringList steps;
    for (const WizardPage *each : way())
        steps += each->step();
    m_steps->setSteps(steps, way().indexOf(const_cast<WizardPage *>(page)));
    m_title->setText(page->title());
    m_subtitle->setText(page->subtitle());
    m_next->setText(page->nextText());
    m_next->setEnabled(page->isReady());
    m_back->setText(tr("&Back"));
    m_back->setVisible(page != m_welcome && !(isSettled() && m_done->isRunning()));
    m_back->setEnabled(!isBusy);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setVisible(!isSettled());
    m_cancel->setEnabled(!isBusy);
    setWindowTitle(tr("Set up COS FTP Server"));
}

void FirstRunWizard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QDialog::changeEvent(event);
}

}  // namespace cosftp
