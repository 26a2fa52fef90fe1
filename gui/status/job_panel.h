// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace cosftp {

class Card;

/// The folders that are being renamed or deleted, each with its progress. Hidden while there is
/// none. GUI thread.
class JobPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobPanel)

public:
    static constexpr qsizetype shownJobs = 4;

    explicit JobPanel(QWidget *parent = nullptr);
    ~JobPanel() override = default;

    void show(const QList<JobRecord> &jobs, const QDateTime &now);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line
    {
        QWidget *whole;
        QLabel *title;
        QLabel *progress;
        QProgressBar *bar;
    };

    Line makeLine();
    void showLine(const Line &line, const JobRecord &job) const;
    void retranslate();

    QList<JobRecord> m_jobs;
    QDateTime m_now;
    Card *m_card;
    QVBoxLayout *m_list;
    QList<Line> m_lines;
    QLabel *m_more;
};

}  // namespace cosftp
