// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/welcome_page.h"

#include "common/language.h"
#include "wizard/choice_card.h"
#include "wizard/look.h"

#include <QBoxLayout>

namespace cosftp {

WelcomePage::WelcomePage(bool isTrialPossible, QWidget *parent)
    : WizardPage(parent), m_bucket(new ChoiceCard(QStringLiteral("bucket"), this)),
      m_trial(new ChoiceCard(QStringLiteral("play"), this)), m_languageLabel(new QLabel(this)),
      m_language(new QComboBox(this))
{
    m_bucket->setObjectName(QStringLiteral("ownBucket"));
    m_trial->setObjectName(QStringLiteral("trial"));
    m_language->setObjectName(QStringLiteral("language"));
    m_bucket->setChecked(true);
    m_trial->setVisible(isTrialPossible);
    for (const QString &code : language::codes())
        m_language->addItem(language::nameOf(code), code);
    m_languageLabel->setBuddy(m_language);
    const int gap = look::gap(this);
    auto *languages = new QHBoxLayout;
    languages->addWidget(m_languageLabel);
    languages->addWidget(m_language);
    languages->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(gap * 2);
    column->addWidget(m_bucket);
    column->addWidget(m_trial);
    column->addStretch();
    column->addLayout(languages);
    connect(m_bucket, &QAbstractButton::toggled, this, &WelcomePage::wayChanged);
    connect(m_bucket, &ChoiceCard::doubleClicked, this, &WelcomePage::nextWanted);
    connect(m_trial, &ChoiceCard::doubleClicked, this, &WelcomePage::nextWanted);
    connect(m_language, &QComboBox::activated, this,
            [this] { Q_EMIT languageChosen(m_language->currentData().toString()); });
    retranslate();
}

QString WelcomePage::subtitle() const
{
    return tr("People and devices upload with FTP, and the files land in your bucket on Tencent "
              "Cloud. A few answers, and the server runs.");
}

void WelcomePage::enter(const WizardAnswers &answers)
{
    (answers.way == WizardAnswers::Way::Bucket ? m_bucket : m_trial)->setChecked(true);
    m_language->setCurrentIndex(m_language->findData(language::current()));
}

bool WelcomePage::leave(WizardAnswers &answers)
{
    answers.way = way();
    return true;
}

WizardAnswers::Way WelcomePage::way() const
{
    return m_trial->isChecked() ? WizardAnswers::Way::Trial : WizardAnswers::Way::Bucket;
}

void WelcomePage::retranslate()
{
    m_bucket->setTexts(tr("Set up &my bucket"),
                       tr("You need the name of the bucket and an API key that may use it. The "
                          "wizard tests both before anything is written."));
    m_trial->setTexts(tr("Try it without an &account"),
                      tr("Files are kept in a folder of this computer, as they would be in a "
                         "bucket. You can set up a real bucket at any time later."));
    m_languageLabel->setText(tr("&Language:"));
}

}  // namespace cosftp
