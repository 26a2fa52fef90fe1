// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/empty_state.h"

#include "common/icon_label.h"
#include "common/roles.h"

#include <QVBoxLayout>

namespace cosftp {

EmptyState::EmptyState(const QString &iconName, QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(iconName, 56, this)), m_title(new QLabel(this)),
      m_sentence(new QLabel(this)), m_button(new QPushButton(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    m_icon->setColour(Theme::Colour::Muted);
    for (QLabel *label : {m_title, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    setRole(m_title, LabelRole::Heading);
    setRole(m_sentence, LabelRole::Muted);
    setRole(m_button, ButtonRole::Primary);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionWanted);
}

void EmptyState::setTexts(const QString &title, const QString &sentence, const QString &action)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
}

void EmptyState::setIcon(const QString &iconName) { m_icon->setIcon(iconName); }

}  // namespace cosftp
