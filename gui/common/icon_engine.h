// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/theme.h"

#include <QIconEngine>

#include <optional>

namespace cosftp {

/// Draws one of our single-coloured SVGs in the colour that the theme has at that moment, at the
/// resolution of the screen it is drawn on.
class IconEngine final : public QIconEngine
{
public:
    /// `colour` empty: the colour of text, with the disabled and selected states of the palette.
    explicit IconEngine(QString name, std::optional<Theme::Colour> colour = {});

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QSize actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    QString iconName() override { return m_name; }
    bool isNull() override { return m_name.isEmpty(); }

    /// The file with every "currentColor" replaced; `size` in device pixels.
    static QPixmap render(const QString &name, const QColor &colour, const QSize &size);

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode) const;

    QString m_name;
    std::optional<Theme::Colour> m_colour;
};

}  // namespace cosftp
