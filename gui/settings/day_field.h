// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QWidget>

class QCheckBox;
class QDateEdit;
class QLabel;

namespace cosftp {

/// The last day on which a user can log in, or none.
class DayField final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DayField)

public:
    explicit DayField(QWidget *parent = nullptr);
    ~DayField() override = default;

    void setDay(const QDate &day);  ///< Without edited(). Not valid: no end.
    [[nodiscard]] QDate day() const;
    void setFocusHere();

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showPast();
    void retranslate();

    QCheckBox *m_ends;
    QDateEdit *m_day;
    QLabel *m_help;
    QLabel *m_past;
};

}  // namespace cosftp
