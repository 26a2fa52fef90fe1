// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/probe_row.h"

#include "common/icon_label.h"
#include "common/problem_text.h"
#include "common/roles.h"
#include "wizard/look.h"

#include <QBoxLayout>
#include <QLocale>

namespace cosftp {

ProbeRow::ProbeRow(ProbeStep::Kind kind, QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel({}, look::signSide(this), this)),
      m_name(new QLabel(this)), m_time(new QLabel(this)), m_note(new QLabel(this)),
      m_fix(new QPushButton(this))
{
    m_step.kind = kind;
    m_note->setWordWrap(true);
    setRole(m_note, LabelRole::Muted);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_fix->setObjectName(QStringLiteral("fix"));
    m_fix->setAutoDefault(false);
    const int gap = look::gap(this);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(gap);
    grid->setVerticalSpacing(gap / 2);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_time, 0, 2, Qt::AlignRight);
    grid->addWidget(m_note, 1, 1);
    grid->addWidget(m_fix, 1, 2, Qt::AlignTop | Qt::AlignRight);
    grid->setColumnStretch(1, 1);
    connect(m_fix, &QPushButton::clicked, this,
            [this] { Q_EMIT fieldWanted(m_step.field, explanation()); });
    refresh();
}

void ProbeRow::reset(bool isRunning)
{
    const ProbeStep::Kind kind = m_step.kind;
    m_step = {};
    m_step.kind = kind;
    m_sign = isRunning ? Sign::Waiting : Sign::Skipped;
    refresh();
}

void ProbeRow::setStep(const ProbeStep &step)
{
    m_step = step;
    switch (step.verdict) {
    case ProbeStep::Verdict::Passed:
        m_sign = Sign::Passed;
        break;
    case ProbeStep::Verdict::Failed:
        m_sign = Sign::Failed;
        break;
    case ProbeStep::Verdict::Skipped:
        m_sign = Sign::Skipped;
        break;
    }
    refresh();
}

QString ProbeRow::nameOf(ProbeStep::Kind kind)
{
    switch (kind) {
    case ProbeStep::Kind::Reach:
        return tr("Reach the bucket");
    case ProbeStep::Kind::List:
        return tr("List its files");
    case ProbeStep::Kind::Upload:
        return tr("Upload a small file");
    case ProbeStep::Kind::Download:
        return tr("Download it again");
    case ProbeStep::Kind::Multipart:
        return tr("Upload in parts (large files)");
    case ProbeStep::Kind::Copy:
        return tr("Copy (renaming)");
    case ProbeStep::Kind::Delete:
        return tr("Delete");
    }
    return {};
}

QString ProbeRow::explanation() const
{
    QStringList lines;
    if (!m_step.advice.isEmpty())
        lines += translatedAdvice(m_step.advice);
    if (!m_step.problem.isEmpty())
        lines += tr("The store said: %1").arg(m_step.problem);
    return lines.join(QLatin1Char('\n'));
}

void ProbeRow::refresh()
{
    struct Look
    {
        const char *icon;
        Theme::Colour colour;
        QString word;
    };
    const QList<Look> looks{{"refresh", Theme::Colour::Muted, tr("waiting")},
                            {"check", Theme::Colour::Good, tr("passed")},
                            {"cross", Theme::Colour::Bad, tr("failed")},
                            {"pause", Theme::Colour::Muted, tr("not tried")}};
    const Look &now = looks.at(static_cast<qsizetype>(m_sign));
    const bool hasFailed = m_sign == Sign::Failed;
    m_icon->setIcon(QString::fromLatin1(now.icon));
    m_icon->setColour(now.colour);
    m_name->setText(nameOf(m_step.kind));
    m_time->setText(m_sign == Sign::Passed
                        ? tr("%1 ms").arg(QLocale().toString(m_step.milliseconds))
                        : now.word);
    setRole(m_time, hasFailed ? LabelRole::Error : LabelRole::Muted);
    m_note->setText(explanation());
    m_note->setVisible(hasFailed);
    m_fix->setText(tr("Change the field…"));
    m_fix->setAccessibleName(tr("Change the field that \"%1\" names").arg(m_name->text()));
    m_fix->setVisible(hasFailed && !m_step.field.isEmpty());
    setAccessibleName(m_name->text() + QStringLiteral(": ") + now.word);
}

void ProbeRow::retranslate() { refresh(); }

}  // namespace cosftp
