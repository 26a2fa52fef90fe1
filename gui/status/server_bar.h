// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cosftp {

class MessageBar;
class ServerLink;

/// Says that the server does not run, and that what is shown is what was there last; offers to
/// start it. Hidden while it runs.
class ServerBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerBar)

public:
    explicit ServerBar(ServerLink &link, QWidget *parent = nullptr);

    [[nodiscard]] MessageBar *bar() const { return m_bar; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void show(const ServerLink &link);

    ServerLink &m_link;
    MessageBar *m_bar;
};

}  // namespace cosftp
