// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/icon_label.h"

#include <QPainter>

namespace cosftp {

IconLabel::IconLabel(const QString &iconName, int side, QWidget *parent)
    : QWidget(parent), m_iconName(iconName), m_side(side)
{
    setFixedSize(side, side);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconLabel::setIcon(const QString &iconName)
{
    m_iconName = iconName;
    update();
}

void IconLabel::setColour(Theme::Colour colour)
{
    m_colour = colour;
    update();
}

void IconLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    const QIcon icon = m_colour ? theme.icon(m_iconName, *m_colour) : theme.icon(m_iconName);
    icon.paint(&painter, rect(), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

}  // namespace cosftp
