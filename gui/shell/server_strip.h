// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/activity.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace cosftp {

/// The strip above all pages: how the server is, and what can be done with it.
class ServerStrip final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerStrip)

public:
    explicit ServerStrip(QWidget *parent = nullptr);
    ~ServerStrip() override = default;

    void show(const LinkStatus &status, const Activity &activity);
    using QFrame::show;
    [[nodiscard]] QPushButton *startStopButton() const { return m_startStop; }
    [[nodiscard]] QPushButton *pauseButton() const { return m_pause; }
    [[nodiscard]] Badge *badge() const { return m_badge; }

Q_SIGNALS:
    void startWanted();
    void stopWanted();
    void acceptingWanted(bool isAccepting);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refreshButtons();
    void onStartStop();
    void copyAddress();

    LinkStatus m_status;
    Activity m_activity;
    Badge *m_badge;
    QLabel *m_address;
    QToolButton *m_copy;
    QLabel *m_numbers;
    QPushButton *m_pause;
    QPushButton *m_startStop;
};

}  // namespace cosftp
