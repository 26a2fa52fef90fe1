// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bucket_probe.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace cosftp {

class IconLabel;

/// What one step of a bucket's test found: a sign, a name, how long it took and, if it failed,
/// what to do, with a button that leads to the field.
class ProbeRow final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProbeRow)

public:
    explicit ProbeRow(ProbeStep::Kind kind, QWidget *parent = nullptr);
    ~ProbeRow() override = default;

    void reset(bool isRunning);
    void setStep(const ProbeStep &step);
    void retranslate();
    [[nodiscard]] bool isWaiting() const { return m_sign == Sign::Waiting; }

    [[nodiscard]] static QString nameOf(ProbeStep::Kind kind);

Q_SIGNALS:
    void fieldWanted(const QString &field, const QString &problem);

private:
    enum class Sign { Waiting, Passed, Failed, Skipped };
    void refresh();
    [[nodiscard]] QString explanation() const;

    ProbeStep m_step;
    Sign m_sign = Sign::Waiting;
    IconLabel *m_icon;
    QLabel *m_name;
    QLabel *m_time;
    QLabel *m_note;
    QPushButton *m_fix;
};

}  // namespace cosftp
