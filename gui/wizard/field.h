// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

namespace cosftp {

class IconLabel;

/// A control with its label above and, below, a hint, or what is wrong with what it holds.
class Field final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Field)

public:
    /// Takes `control` as its child; `focus` gets the cursor, if it is another one.
    explicit Field(QWidget *control, QWidget *focus = nullptr, QWidget *parent = nullptr);
    ~Field() override = default;

    /// `label` with a mnemonic.
    void setTexts(const QString &label, const QString &hint);
    /// Shows the problem instead of the hint and puts the cursor into the control.
    void refuse(const QString &problem);
    void clearProblem();
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    void refresh();

    QWidget *m_focus;
    QLabel *m_label;
    IconLabel *m_icon;
    QLabel *m_note;
    QString m_hint;
    QString m_problem;
};

}  // namespace cosftp
