// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/job_panel.h"

#include "common/card.h"
#include "common/roles.h"
#include "status/job_text.h"

#include <QEvent>
#include <QProgressBar>
#include <QVBoxLayout>

namespace cosftp {

namespace {

// Thousandths: the bar's numbers are int, the files of a folder may be more.
constexpr int whole = 1000;

QLabel *plainLabel(QWidget *parent, LabelRole role)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    setRole(label, role);
    return label;
}

}  // namespace

JobPanel::JobPanel(QWidget *parent)
    : QWidget(parent), m_card(new Card({}, this)), m_list(new QVBoxLayout),
      m_more(plainLabel(m_card, LabelRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_card);
    m_card->content()->addLayout(m_list);
    m_card->content()->addWidget(m_more);
    hide();
}

JobPanel::Line JobPanel::makeLine()
{
    auto *row = new QWidget(m_card);
    const Line line{row, plainLabel(row, LabelRole::Plain), plainLabel(row, LabelRole::Muted),
                    new QProgressBar(row)};
    line.bar->setTextVisible(false);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(line.title);
    layout->addWidget(line.bar);
    layout->addWidget(line.progress);
    m_list->addWidget(row);
    return line;
}

void JobPanel::show(const QList<JobRecord> &jobs, const QDateTime &now)
{
    m_jobs = jobs;
    m_now = now;
    const qsizetype shown = qMin(jobs.size(), shownJobs);
    while (m_lines.size() < shown)
        m_lines += makeLine();
    while (m_lines.size() > shown)
        delete m_lines.takeLast().whole;
    retranslate();
    setVisible(!jobs.isEmpty());
}

void JobPanel::showLine(const Line &line, const JobRecord &job) const
{
    line.title->setText(JobText::title(job));
    line.progress->setText(JobText::progress(job, m_now));
    line.bar->setAccessibleName(line.title->text());
    line.bar->setAccessibleDescription(line.progress->text());
    // Without a total the bar moves to and fro.
    line.bar->setRange(0, job.total < 0 ? 0 : whole);
    if (job.total > 0)
        line.bar->setValue(int(whole * qMin(job.done, job.total) / job.total));
}

void JobPanel::retranslate()
{
    m_card->setTitle(tr("Folders that are being renamed or deleted"));
    for (qsizetype index = 0; index < m_lines.size(); ++index)
        showLine(m_lines[index], m_jobs[index]);
    const int more = int(m_jobs.size() - m_lines.size());
    m_more->setText(tr("and %n more", nullptr, more));
    m_more->setVisible(more > 0);
}

void JobPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
