// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace cosftp {

class IconLabel;

/// What a page shows while there is nothing to show: a picture, why, and what to do.
class EmptyState final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmptyState)

public:
    explicit EmptyState(const QString &iconName, QWidget *parent = nullptr);
    ~EmptyState() override = default;

    /// `action` empty: no button.
    void setTexts(const QString &title, const QString &sentence, const QString &action = {});
    void setIcon(const QString &iconName);
    [[nodiscard]] QPushButton *button() const { return m_button; }

Q_SIGNALS:
    void actionWanted();

private:
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_button;
};

}  // namespace cosftp
