// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/server_bar.h"

#include "common/message_bar.h"
#include "link/server_link.h"

#include <QEvent>

namespace cosftp {

ServerBar::ServerBar(ServerLink &link, QWidget *parent)
    : QWidget(parent), m_link(link), m_bar(new MessageBar(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_bar);
    m_bar->closeButton()->hide();
    m_bar->button()->setObjectName(QStringLiteral("startServer"));
    connect(m_bar, &MessageBar::actionWanted, this, [this] { m_link.start(); });
    connect(&m_link, &ServerLink::statusChanged, this, [this] { show(m_link); });
    show(m_link);
}

void ServerBar::show(const ServerLink &link)
{
    const LinkStatus status = link.status();
    const QString start = status.canStartAndStop ? tr("&Start") : QString();
    setVisible(status.state != LinkStatus::State::Running);
    switch (status.state) {
    case LinkStatus::State::Running:
        m_bar->hide();
        break;
    case LinkStatus::State::Starting:
        m_bar->say(MessageBar::Kind::Info, tr("The server is starting."));
        break;
    case LinkStatus::State::Stopping:
        m_bar->say(MessageBar::Kind::Info,
                   tr("The server is stopping. Running transfers may still finish."));
        break;
    case LinkStatus::State::Stopped:
        m_bar->say(MessageBar::Kind::Warning,
                   tr("The server is stopped. What you see is its last state."), start);
        break;
    case LinkStatus::State::Failed:
        m_bar->say(MessageBar::Kind::Error, tr("The server could not run: %1").arg(status.problem),
                   start);
        break;
    }
}

void ServerBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        show(m_link);
    QWidget::changeEvent(event);
}

}  // namespace cosftp
