// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/badge.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>

namespace cosftp {

namespace {

QColor tintOf(Health health)
{
    const Theme &theme = Theme::instance();
    switch (health) {
    case Health::Neutral:
        return theme.colour(Theme::Colour::Window);
    case Health::Busy:
        return theme.colour(Theme::Colour::InfoTint);
    case Health::Good:
        return theme.colour(Theme::Colour::GoodTint);
    case Health::Warning:
        return theme.colour(Theme::Colour::WarningTint);
    case Health::Bad:
        return theme.colour(Theme::Colour::BadTint);
    }
    return {};
}

// In a square of 16 by 16.
void paintGood(QPainter *painter)
{
    painter->drawEllipse(QRectF(1, 1, 14, 14));
    painter->setPen(QPen(Theme::instance().colour(Theme::Colour::Card), 2, Qt::SolidLine,
                         Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF({{4.5, 8.3}, {7, 10.8}, {11.5, 5.5}}));
}

void paintWarning(QPainter *painter)
{
    painter->drawPolygon(QPolygonF({{8, 1}, {15.5, 14.5}, {0.5, 14.5}}));
    painter->setPen(
        QPen(Theme::instance().colour(Theme::Colour::Card), 2, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(QPointF(8, 6), QPointF(8, 9.5));
    painter->drawPoint(QPointF(8, 12.3));
}

void paintBad(QPainter *painter)
{
    painter->drawRoundedRect(QRectF(1, 1, 14, 14), 3, 3);
    painter->setPen(
        QPen(Theme::instance().colour(Theme::Colour::Card), 2, Qt::SolidLine, Qt::RoundCap));
    painter->drawLine(QPointF(5, 5), QPointF(11, 11));
    painter->drawLine(QPointF(11, 5), QPointF(5, 11));
}

void paintBusy(QPainter *painter, const QColor &colour)
{
    painter->drawPie(QRectF(1.5, 1.5, 13, 13), 90 * 16, -180 * 16);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colour, 1.8));
    painter->drawEllipse(QRectF(2, 2, 12, 12));
}

}  // namespace

StatusDot::StatusDot(Health health, QWidget *parent) : QWidget(parent), m_health(health)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusDot::setHealth(Health health)
{
    m_health = health;
    update();
}

QSize StatusDot::sizeHint() const
{
    const int side = std::max(12, fontMetrics().ascent());
    return {side, side};
}

Theme::Colour StatusDot::colourOf(Health health)
{
    switch (health) {
    case Health::Neutral:
        return Theme::Colour::Muted;
    case Health::Busy:
        return Theme::Colour::Accent;
    case Health::Good:
        return Theme::Colour::Good;
    case Health::Warning:
        return Theme::Colour::Warning;
    case Health::Bad:
        return Theme::Colour::Bad;
    }
    return Theme::Colour::Muted;
}

void StatusDot::paint(QPainter *painter, const QRectF &square, Health health)
{
    const QColor colour = Theme::instance().colour(colourOf(health));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(square.topLeft());
    painter->scale(square.width() / 16.0, square.height() / 16.0);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    switch (health) {
    case Health::Neutral:
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colour, 2));
        painter->drawEllipse(QRectF(2, 2, 12, 12));
        break;
    case Health::Busy:
        paintBusy(painter, colour);
        break;
    case Health::Good:
        paintGood(painter);
        break;
    case Health::Warning:
        paintWarning(painter);
        break;
    case Health::Bad:
        paintBad(painter);
        break;
    }
    painter->restore();
}

void StatusDot::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    paint(&painter, rect(), m_health);
}

Badge::Badge(QWidget *parent)
    : QWidget(parent), m_dot(new StatusDot(Health::Neutral, this)), m_label(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(9, 3, 11, 3);
    layout->setSpacing(6);
    layout->addWidget(m_dot);
    layout->addWidget(m_label);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void Badge::set(Health health, const QString &text)
{
    const bool isNew = text != m_label->text();
    m_dot->setHealth(health);
    m_label->setText(text);
    setAccessibleName(text);
    update();
    if (isNew) {
        // A screen reader says what has changed.
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
}

QString Badge::text() const { return m_label->text(); }

void Badge::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tintOf(m_dot->health()));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(rect(), radius, radius);
}

}  // namespace cosftp
