// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/server_strip.h"

#include "common/format.h"
#include "common/roles.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

namespace cosftp {

ServerStrip::ServerStrip(QWidget *parent)
    : QFrame(parent), m_badge(new Badge(this)), m_address(new QLabel(this)),
      m_copy(new QToolButton(this)), m_numbers(new QLabel(this)), m_pause(new QPushButton(this)),
      m_startStop(new QPushButton(this))
{
    setObjectName(QStringLiteral("strip"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(18, 10, 18, 10);
    layout->setSpacing(12);
    layout->addWidget(m_badge);
    layout->addWidget(m_address);
    layout->addWidget(m_copy);
    layout->addWidget(m_numbers, 1);
    layout->addWidget(m_pause);
    layout->addWidget(m_startStop);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setIcon(Theme::instance().icon(QStringLiteral("copy")));
    m_numbers->setMinimumWidth(0);
    m_numbers->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_numbers->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setRole(m_numbers, LabelRole::Muted);
    connect(m_copy, &QToolButton::clicked, this, &ServerStrip::copyAddress);
    connect(m_startStop, &QPushButton::clicked, this, &ServerStrip::onStartStop);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { Q_EMIT acceptingWanted(!m_status.isAccepting); });
    retranslate();
}

void ServerStrip::show(const LinkStatus &status, const Activity &activity)
{
    m_status = status;
    m_activity = activity;
    retranslate();
}

void ServerStrip::retranslate()
{
    m_badge->set(healthOf(m_status), stateText(m_status));
    const QString address = copyableAddress(m_status.address);
    m_address->setText(address);
    m_address->setAccessibleName(tr("Address of the server: %1").arg(address));
    m_copy->setVisible(!address.isEmpty());
    m_copy->setToolTip(tr("Copy the server's address"));
    m_copy->setAccessibleName(m_copy->toolTip());
    const bool isRunning = m_status.state == LinkStatus::State::Running
                           || m_status.state == LinkStatus::State::Stopping;
    m_numbers->setText(isRunning ? tr("%n session(s)", nullptr, m_activity.sessions)
                                       + QStringLiteral("   ")
                                       + tr("Up %1   Down %2")
                                             .arg(format::speedNow(m_activity.uploadSpeed),
                                                  format::speedNow(m_activity.downloadSpeed))
                                 : QString());
    m_numbers->setToolTip(m_numbers->text());  // a narrow window cuts them
    refreshButtons();
}

void ServerStrip::refreshButtons()
{
    const bool isRunning = m_status.state == LinkStatus::State::Running;
    const bool isBetween = m_status.state == LinkStatus::State::Starting
                           || m_status.state == LinkStatus::State::Stopping;
    const Theme &theme = Theme::instance();
    m_pause->setVisible(isRunning);
    m_pause->setText(m_status.isAccepting ? tr("Pause") : tr("Resume"));
    m_pause->setToolTip(m_status.isAccepting ? tr("Take no new connections; those that exist go on")
                                             : tr("Take new connections again"));
    m_pause->setIcon(
        theme.icon(m_status.isAccepting ? QStringLiteral("pause") : QStringLiteral("play")));
    m_startStop->setVisible(m_status.canStartAndStop);
    m_startStop->setEnabled(!isBetween);
    m_startStop->setText(isRunning ? tr("Stop server") : tr("Start server"));
    setRole(m_startStop, isRunning || isBetween ? ButtonRole::Plain : ButtonRole::Primary);
    m_startStop->setIcon(isRunning || isBetween
                             ? theme.icon(QStringLiteral("stop"))
                             : theme.icon(QStringLiteral("play"), Theme::Colour::OnAccent));
}

void ServerStrip::onStartStop()
{
    if (m_status.state == LinkStatus::State::Running)
        Q_EMIT stopWanted();
    else
        Q_EMIT startWanted();
}

void ServerStrip::copyAddress() { QGuiApplication::clipboard()->setText(m_address->text()); }

void ServerStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace cosftp
