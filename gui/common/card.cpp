// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/card.h"

#include "common/roles.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace cosftp {

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent), m_header(new QHBoxLayout), m_title(new QLabel(this)),
      m_content(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addLayout(m_header);
    layout->addLayout(m_content, 1);
    m_header->addWidget(m_title);
    m_header->addStretch();
    m_content->setSpacing(10);
    setRole(m_title, LabelRole::Heading);
    setTitle(title);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

QString Card::title() const { return m_title->text(); }

void Card::addToHeader(QWidget *widget) { m_header->addWidget(widget); }

}  // namespace cosftp
