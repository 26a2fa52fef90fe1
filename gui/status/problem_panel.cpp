// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/problem_panel.h"

#include "common/format.h"
#include "common/icon_label.h"
#include "common/roles.h"

#include <QEvent>

namespace cosftp {

namespace {

constexpr int iconSide = 20;

QLabel *textLabel(const QString &text, LabelRole role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setRole(label, role);
    return label;
}

}  // namespace

ProblemPanel::ProblemPanel(QWidget *parent) : QWidget(parent), m_list(new QVBoxLayout(this))
{
    m_list->setContentsMargins({});
    showProblems();
}

void ProblemPanel::show(const QList<Problem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    showProblems();
}

void ProblemPanel::showProblems()
{
    delete m_rows;
    m_rows = new QWidget(this);
    auto *layout = new QVBoxLayout(m_rows);
    layout->setContentsMargins({});
    if (m_problems.isEmpty())
        layout->addWidget(textLabel(tr("All is well: no problems."), LabelRole::Muted, m_rows));
    for (const Problem &problem : std::as_const(m_problems))
        layout->addWidget(row(problem));
    m_list->addWidget(m_rows);
}

QWidget *ProblemPanel::row(const Problem &problem)
{
    const bool isError = problem.severity == Problem::Severity::Error;
    auto *line = new QWidget(m_rows);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 2, 0, 2);
    auto *icon = new IconLabel(isError ? QStringLiteral("abort") : QStringLiteral("warning"),
                               iconSide, line);
    icon->setColour(isError ? Theme::Colour::Bad : Theme::Colour::Warning);
    icon->setAccessibleName(isError ? tr("Error") : tr("Warning"));
    auto *texts = new QVBoxLayout;
    texts->addWidget(textLabel(problem.text, LabelRole::Plain, line));
    if (!problem.advice.isEmpty())
        texts->addWidget(textLabel(problem.advice, LabelRole::Muted, line));
    auto *time = textLabel(format::time(problem.at), LabelRole::Muted, line);
    time->setWordWrap(false);
    time->setToolTip(format::dateTime(problem.at));
    auto *button = new QPushButton(problem.action, line);
    button->setAccessibleDescription(problem.text);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addWidget(time, 0, Qt::AlignTop);
    layout->addWidget(button, 0, Qt::AlignTop);
    connect(button, &QPushButton::clicked, this,
            [this, problem] { Q_EMIT wanted(problem.pageId, problem.place); });
    return line;
}

void ProblemPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showProblems();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
