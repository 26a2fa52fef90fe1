// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace cosftp {

/// An entry of the side rail: icon, title, and a number at its right end.
class RailButton final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RailButton)

public:
    explicit RailButton(QWidget *parent = nullptr);
    ~RailButton() override = default;

    /// 0: no number.
    void setBadge(int count);
    [[nodiscard]] int badge() const { return m_badge; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString badgeText() const;

    int m_badge = 0;
};

}  // namespace cosftp
