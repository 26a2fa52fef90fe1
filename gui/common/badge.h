// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/theme.h"

#include <QWidget>

class QLabel;

namespace cosftp {

/// How something is. Each has a shape of its own besides its colour.
enum class Health { Neutral, Busy, Good, Warning, Bad };

/// A small sign: hollow circle, half circle, full circle with a check, triangle, square with a
/// cross.
class StatusDot final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusDot)

public:
    explicit StatusDot(Health health = Health::Neutral, QWidget *parent = nullptr);
    ~StatusDot() override = default;

    void setHealth(Health health);
    [[nodiscard]] Health health() const { return m_health; }
    [[nodiscard]] QSize sizeHint() const override;

    /// The same sign for tables and lists; `side` in the painter's units.
    static void paint(QPainter *painter, const QRectF &square, Health health);
    static Theme::Colour colourOf(Health health);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Health m_health;
};

/// A sign and a word on a tinted ground: "Running", "Client stalls".
class Badge final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Badge)

public:
    explicit Badge(QWidget *parent = nullptr);
    ~Badge() override = default;

    void set(Health health, const QString &text);
    [[nodiscard]] Health health() const { return m_dot->health(); }
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusDot *m_dot;
    QLabel *m_label;
};

}  // namespace cosftp
