// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/rail_button.h"

#include "common/theme.h"

#include <QPainter>

namespace cosftp {

namespace {

constexpr int largestBadge = 999;
constexpr int badgeMargin = 10;
constexpr int badgePadding = 8;

}  // namespace

RailButton::RailButton(QWidget *parent) : QToolButton(parent)
{
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({26, 20});  // wider than the icon: room between it and the text
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
}

void RailButton::setBadge(int count)
{
    if (std::exchange(m_badge, count) == count)
        return;
    updateGeometry();
    update();
}

QString RailButton::badgeText() const
{
    return m_badge > largestBadge ? QStringLiteral("%1+").arg(largestBadge)
                                  : QString::number(m_badge);
}

// Room for the widest badge at all times: the rail does not move when a number comes or goes.
QSize RailButton::sizeHint() const
{
    const int badgeWidth = fontMetrics().horizontalAdvance(QStringLiteral("999+"));
    return QToolButton::sizeHint() + QSize(badgeWidth + 2 * badgePadding, 0);
}

void RailButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (m_badge <= 0)
        return;
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString text = badgeText();
    const int textHeight = fontMetrics().height() + 2;
    const int width =
        std::max(textHeight, fontMetrics().horizontalAdvance(text) + 2 * badgePadding - 4);
    const QRect pill(this->width() - badgeMargin - width, (height() - textHeight) / 2, width,
                     textHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.colour(Theme::Colour::Accent));
    painter.drawRoundedRect(pill, textHeight / 2.0, textHeight / 2.0);
    painter.setPen(theme.colour(Theme::Colour::OnAccent));
    painter.drawText(pill, Qt::AlignCenter, text);
}

}  // namespace cosftp
