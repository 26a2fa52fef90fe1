// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/tray.h"

#include "shell/tray_icons.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cosftp {

namespace {

constexpr std::chrono::seconds panelLook{2};

}  // namespace

Tray::Tray(std::function<bool()> isAvailable, QObject *parent)
    : QObject(parent), m_isAvailable(std::move(isAvailable)), m_menu(std::make_unique<QMenu>())
{
    buildMenu();
    auto *look = new QTimer(this);
    look->setInterval(panelLook);
    connect(look, &QTimer::timeout, this, &Tray::lookForPanel);
    connect(&Theme::instance(), &Theme::changed, this, &Tray::refresh);
    look->start();
    m_menu->installEventFilter(this);
    retranslate();
    lookForPanel();
}

Tray::~Tray() = default;

QAction *Tray::addPageAction(const QString &pageId)
{
    QAction *action = m_menu->addAction(QString());
    connect(action, &QAction::triggered, this, [this, pageId] { Q_EMIT pageWanted(pageId); });
    return action;
}

void Tray::buildMenu()
{
    m_toggle = m_menu->addAction(QString());
    m_menu->setDefaultAction(m_toggle);
    m_menu->addSeparator();
    m_sessions = addPageAction(QStringLiteral("sessions"));
    m_transfers = addPageAction(QStringLiteral("transfers"));
    m_menu->addSeparator();
    m_pause = m_menu->addAction(QString());
    m_pause->setCheckable(true);
    m_copy = m_menu->addAction(QString());
    m_menu->addSeparator();
    m_log = addPageAction(QStringLiteral("log"));
    m_settings = addPageAction(QStringLiteral("settings"));
    m_test = m_menu->addAction(QString());
    m_about = m_menu->addAction(QString());
    m_menu->addSeparator();
    m_startStop = m_menu->addAction(QString());
    m_menu->addSeparator();
    m_quit = m_menu->addAction(QString());
    connect(m_toggle, &QAction::triggered, this, &Tray::toggleWanted);
    connect(m_pause, &QAction::triggered, this,
            [this](bool isPaused) { Q_EMIT acceptingWanted(!isPaused); });
    connect(m_copy, &QAction::triggered, this, &Tray::copyAddress);
    connect(m_test, &QAction::triggered, this, &Tray::networkTestWanted);
    connect(m_about, &QAction::triggered, this, &Tray::aboutWanted);
    connect(m_startStop, &QAction::triggered, this, &Tray::onStartStop);
    connect(m_quit, &QAction::triggered, this, &Tray::quitWanted);
}

void Tray::lookForPanel()
{
    const bool isAvailable = m_isAvailable();
    if (isAvailable == isShown())
        return;
    if (isAvailable)
        makeIcon();
    else
        m_icon.reset();
    Q_EMIT shownChanged(isAvailable);
}

// A new icon for a new panel: one that was shown to the panel before would stay unseen.
void Tray::makeIcon()
{
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, &Tray::onActivated);
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &Tray::messageClicked);
    m_drawn.clear();
    refresh();
    m_icon->show();
}

void Tray::onActivated(QSystemTrayIcon::ActivationReason reason)
{
    if (reason == QSystemTrayIcon::Trigger)
        Q_EMIT toggleWanted();
}

void Tray::showServer(const LinkStatus &status, const Activity &activity)
{
    m_status = status;
    m_activity = activity;
    refresh();
}

void Tray::setMonochrome(bool isMonochrome)
{
    m_isMonochrome = isMonochrome;
    refresh();
}

void Tray::setWindowVisible(bool isVisible)
{
    m_isWindowVisible = isVisible;
    refreshActions();
}

bool Tray::say(const QString &title, const QString &text)
{
    if (m_icon == nullptr || !QSystemTrayIcon::supportsMessages())
        return false;
    m_icon->showMessage(title, text, Theme::instance().programIcon());
    return true;
}

QString Tray::toolTip() const { return tooltipText(m_status, m_activity); }

void Tray::refresh()
{
    refreshActions();
    if (m_icon == nullptr)
        return;
    m_icon->setToolTip(toolTip());
    const QColor colour = Theme::instance().colour(Theme::Colour::Text);
    const QString wanted = QString::number(static_cast<int>(m_activity.state))
                           + (m_isMonochrome ? colour.name() : QString());
    if (std::exchange(m_drawn, wanted) != wanted)
        m_icon->setIcon(m_isMonochrome ? trayIcon(m_activity.state, colour)
                                       : trayIcon(m_activity.state));
}

void Tray::refreshActions()
{
    const bool isRunning = m_status.state == LinkStatus::State::Running;
    const bool isBetween = m_status.state == LinkStatus::State::Starting
                           || m_status.state == LinkStatus::State::Stopping;
    m_toggle->setText(m_isWindowVisible ? tr("&Hide window") : tr("S&how window"));
    m_pause->setChecked(isRunning && !m_status.isAccepting);
    m_pause->setEnabled(isRunning);
    m_copy->setEnabled(!m_status.address.isEmpty());
    m_startStop->setVisible(m_status.canStartAndStop);
    m_startStop->setEnabled(!isBetween);
    m_startStop->setText(isRunning ? tr("Sto&p server") : tr("Sta&rt server"));
}

bool Tray::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QObject::eventFilter(watched, event);
}

void Tray::retranslate()
{
    m_sessions->setText(tr("&Sessions..."));
    m_transfers->setText(tr("&Transfers..."));
    m_pause->setText(tr("Pause &new connections"));
    m_copy->setText(tr("&Copy server address"));
    m_log->setText(tr("Open &log"));
    m_settings->setText(tr("S&ettings..."));
    m_test->setText(tr("Test net&work..."));
    m_about->setText(tr("&About"));
    m_quit->setText(tr("&Quit"));
    refresh();
}

void Tray::copyAddress()
{
    QGuiApplication::clipboard()->setText(copyableAddress(m_status.address));
}

void Tray::onStartStop()
{
    if (m_status.state == LinkStatus::State::Running)
        Q_EMIT stopWanted();
    else
        Q_EMIT startWanted();
}

}  // namespace cosftp
