// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

namespace cosftp {

/// The names of the wizard's steps at its side: done, present, still to come.
class StepList final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepList)

public:
    explicit StepList(QWidget *parent = nullptr);
    ~StepList() override = default;

    void setSteps(const QStringList &steps, qsizetype present);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    QWidget *sign(qsizetype step);

    QStringList m_steps;
    qsizetype m_present = 0;
    QWidget *m_rows = nullptr;
};

}  // namespace cosftp
