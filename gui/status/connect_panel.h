// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/connect_help.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace cosftp {

/// How to connect with a client that one chooses, in steps that can be copied.
class ConnectPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectPanel)

public:
    explicit ConnectPanel(QWidget *parent = nullptr);

    void setServer(const ConnectPoint &point);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void showText();
    void retranslate();

    ConnectPoint m_point;
    QLabel *m_clientLabel;
    QComboBox *m_client;
    QToolButton *m_copy;
    QLabel *m_text;
};

}  // namespace cosftp
