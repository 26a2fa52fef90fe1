// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/test_page.h"

#include "common/icon_label.h"
#include "common/roles.h"
#include "link/server_link.h"
#include "wizard/look.h"
#include "wizard/probe_row.h"

#include <QBoxLayout>

#include <array>

namespace cosftp {

namespace {

constexpr std::array kinds{ProbeStep::Kind::Reach,     ProbeStep::Kind::List,
                           ProbeStep::Kind::Upload,    ProbeStep::Kind::Download,
                           ProbeStep::Kind::Multipart, ProbeStep::Kind::Copy,
                           ProbeStep::Kind::Delete};

}  // namespace

TestPage::TestPage(ServerLink &link, QWidget *parent)
    : WizardPage(parent), m_link(link), m_sign(new IconLabel({}, look::signSide(this), this)),
      m_verdict(new QLabel(this)), m_again(new QPushButton(this)), m_goOn(new QCheckBox(this))
{
    m_again->setObjectName(QStringLiteral("again"));
    m_again->setAutoDefault(false);
    m_goOn->setObjectName(QStringLiteral("goOn"));
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setWordWrap(true);
    const int gap = look::gap(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(gap * 3 / 2);
    for (const ProbeStep::Kind kind : kinds) {
        m_rows += new ProbeRow(kind, this);
        connect(m_rows.last(), &ProbeRow::fieldWanted, this, &TestPage::fieldWanted);
        column->addWidget(m_rows.last());
    }
    auto *result = new QHBoxLayout;
    result->setSpacing(gap);
    result->addWidget(m_sign, 0, Qt::AlignVCenter);
    result->addWidget(m_verdict, 1);
    result->addWidget(m_again);
    column->addLayout(result);
    column->addWidget(m_goOn);
    column->addStretch();
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (isRunning())
            cancel();
        else
            start();
    });
    connect(m_goOn, &QCheckBox::toggled, this, &TestPage::readyChanged);
    retranslate();
}

TestPage::~TestPage() = default;

QString TestPage::subtitle() const
{
    return tr("The server tries each thing it will have to do, with a few small files that it "
              "removes again.");
}

bool TestPage::isReady() const
{
    return !isRunning() && ((m_isComplete && m_failedSteps == 0) || m_goOn->isChecked());
}

void TestPage::enter(const WizardAnswers &answers)
{
    const bool isNews = answers.bucket != m_bucket || !m_isComplete || m_failedSteps > 0;
    m_bucket = answers.bucket;
    if (isNews)
        start();
}

bool TestPage::leave(WizardAnswers &answers)
{
    answers.hasFailedTest = m_failedSteps > 0 || !m_isComplete;
    return isReady();
}

void TestPage::start()
{
    m_run = std::make_unique<QObject>();
    m_isComplete = false;
    m_failedSteps = 0;
    m_goOn->setChecked(false);
    for (ProbeRow *row : std::as_const(m_rows))
        row->reset(true);
    m_link.probeBucket(
        m_bucket, {}, false, m_run.get(), [this](const ProbeStep &step) { onStep(step); },
        [this] { onFinished(); });
    refresh();
}

void TestPage::cancel()
{
    if (!isRunning())
        return;
    m_run.reset();
    for (ProbeRow *row : std::as_const(m_rows))
        row->reset(false);
    refresh();
}

void TestPage::onStep(const ProbeStep &step)
{
    if (!isRunning())
        return;
    if (step.verdict == ProbeStep::Verdict::Failed)
        ++m_failedSteps;
    m_rows.at(static_cast<qsizetype>(step.kind))->setStep(step);
}

void TestPage::onFinished()
{
    if (!isRunning())
        return;
    m_run.release()->deleteLater();  // this is one of the calls that it is the context of
    m_isComplete = true;
    for (ProbeRow *row : std::as_const(m_rows))
        if (row->isWaiting())
            row->reset(false);
    refresh();
}

void TestPage::refresh()
{
    const bool isGood = m_isComplete && m_failedSteps == 0;
    m_verdict->setText(isRunning()     ? tr("Testing…")
                       : !m_isComplete ? tr("The test was stopped.")
                       : isGood        ? tr("Everything works.")
                                : tr("%n step(s) failed. Change what is named above, and test "
                                     "again.",
                                     nullptr, m_failedSteps));
    setRole(m_verdict, isRunning() ? LabelRole::Muted
                       : isGood    ? LabelRole::Good
                                   : LabelRole::Error);
    m_sign->setIcon(isGood ? QStringLiteral("check") : QStringLiteral("warning"));
    m_sign->setColour(isGood ? Theme::Colour::Good : Theme::Colour::Bad);
    m_sign->setVisible(!isRunning());
    m_again->setText(isRunning() ? tr("&Stop") : tr("&Test again"));
    m_goOn->setVisible(!isRunning() && !isGood);
    Q_EMIT readyChanged();
}

void TestPage::retranslate()
{
    m_goOn->setText(tr("&Go on all the same: clients will see errors until this is mended"));
    for (ProbeRow *row : std::as_const(m_rows))
        row->retranslate();
    refresh();
}

}  // namespace cosftp
