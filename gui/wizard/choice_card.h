// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>

namespace cosftp {

class IconLabel;

/// A large radio button: picture, heading and a few lines that say what the choice means.
class ChoiceCard final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceCard)

public:
    explicit ChoiceCard(const QString &iconName, QWidget *parent = nullptr);
    ~ChoiceCard() override = default;

    /// `heading` may have a mnemonic.
    void setTexts(const QString &heading, const QString &text);

Q_SIGNALS:
    void doubleClicked();

protected:
    [[nodiscard]] QSize sizeHint() const override;
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void refresh();

    IconLabel *m_icon;
    QLabel *m_heading;
    QLabel *m_text;
};

}  // namespace cosftp
