// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/theme.h"

#include <QWidget>

#include <optional>

namespace cosftp {

/// One of the theme's icons as a picture, square and sharp, in the theme's present colour.
class IconLabel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IconLabel)

public:
    /// `side` in device-independent pixels.
    explicit IconLabel(const QString &iconName, int side, QWidget *parent = nullptr);
    ~IconLabel() override = default;

    void setIcon(const QString &iconName);
    void setColour(Theme::Colour colour);
    [[nodiscard]] QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName;
    int m_side;
    std::optional<Theme::Colour> m_colour;
};

}  // namespace cosftp
