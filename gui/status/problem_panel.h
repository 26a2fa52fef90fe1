// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/problems.h"

#include <QWidget>

class QVBoxLayout;

namespace cosftp {

/// The last problems, each with a button that leads to the place where something can be done.
class ProblemPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemPanel)

public:
    explicit ProblemPanel(QWidget *parent = nullptr);

    void show(const QList<Problem> &problems);
    [[nodiscard]] QList<Problem> problems() const { return m_problems; }

Q_SIGNALS:
    void wanted(const QString &pageId, const QString &place);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showProblems();
    [[nodiscard]] QWidget *row(const Problem &problem);

    QList<Problem> m_problems;
    QVBoxLayout *m_list;
    QWidget *m_rows = nullptr;
};

}  // namespace cosftp
