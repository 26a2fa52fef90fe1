// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/step_list.h"

#include "common/icon_label.h"
#include "common/roles.h"
#include "common/theme.h"
#include "wizard/look.h"

#include <QBoxLayout>
#include <QPainter>

namespace cosftp {

StepList::StepList(QWidget *parent) : QWidget(parent)
{
    const int gap = look::gap(this);
    // Wide enough for any step as the present one, so that the pages do not move.
    setMinimumWidth(fontMetrics().averageCharWidth() * 22);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(gap * 2, gap * 3, gap * 3, gap * 2);
    column->addStretch();
}

void StepList::setSteps(const QStringList &steps, qsizetype present)
{
    m_steps = steps;
    m_present = present;
    refresh();
}

void StepList::refresh()
{
    delete m_rows;
    m_rows = new QWidget(this);
    auto *grid = new QGridLayout(m_rows);
    const int gap = look::gap(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(gap);
    grid->setColumnStretch(1, 1);
    grid->setVerticalSpacing(gap * 2);
    for (qsizetype step = 0; step < m_steps.size(); ++step) {
        auto *name = new QLabel(m_steps.at(step), m_rows);
        setRole(name, step == m_present ? LabelRole::Heading : LabelRole::Muted);
        grid->addWidget(sign(step), static_cast<int>(step), 0, Qt::AlignCenter);
        grid->addWidget(name, static_cast<int>(step), 1);
    }
    static_cast<QBoxLayout *>(layout())->insertWidget(0, m_rows);
    update();
}

QWidget *StepList::sign(qsizetype step)
{
    if (step < m_present) {
        auto *check = new IconLabel(QStringLiteral("check"), look::signSide(this), m_rows);
        check->setColour(Theme::Colour::Good);
        return check;
    }
    auto *number = new QLabel(QString::number(step + 1), m_rows);
    setRole(number, step == m_present ? LabelRole::Heading : LabelRole::Muted);
    return number;
}

void StepList::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.colour(Theme::Colour::Card));
    painter.setPen(theme.colour(Theme::Colour::CardBorder));
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

}  // namespace cosftp
