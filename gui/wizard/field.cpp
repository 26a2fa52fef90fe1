// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/field.h"

#include "common/icon_label.h"
#include "common/roles.h"
#include "wizard/look.h"

#include <QBoxLayout>

namespace cosftp {

Field::Field(QWidget *control, QWidget *focus, QWidget *parent)
    : QWidget(parent), m_focus(focus == nullptr ? control : focus), m_label(new QLabel(this)),
      m_icon(new IconLabel(QStringLiteral("warning"), look::signSide(this), this)),
      m_note(new QLabel(this))
{
    setFocusProxy(m_focus);
    m_icon->setColour(Theme::Colour::Bad);
    m_label->setBuddy(m_focus);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *note = new QHBoxLayout;
    note->setSpacing(look::gap(this) / 2);
    note->addWidget(m_icon, 0, Qt::AlignTop);
    note->addWidget(m_note, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::gap(this) / 2);
    column->addWidget(m_label);
    column->addWidget(control);
    column->addLayout(note);
    refresh();
}

void Field::setTexts(const QString &label, const QString &hint)
{
    m_label->setText(label);
    m_hint = hint;
    refresh();
}

void Field::refuse(const QString &problem)
{
    m_problem = problem;
    refresh();
    m_focus->setFocus(Qt::OtherFocusReason);
}

void Field::clearProblem()
{
    if (m_problem.isEmpty())
        return;
    m_problem.clear();
    refresh();
}

void Field::refresh()
{
    const bool isBad = !m_problem.isEmpty();
    const QString text = isBad ? m_problem : m_hint;
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    m_icon->setVisible(isBad);
    setRole(m_note, isBad ? LabelRole::Error : LabelRole::Muted);
    setInvalid(m_focus, isBad);
    m_focus->setAccessibleDescription(text);
}

}  // namespace cosftp
