// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/activity.h"

#include "common/format.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkInterface>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Activity)
};

constexpr qint64 gaugeMs = 3000;
constexpr std::chrono::seconds failureWarns{std::chrono::minutes(5)};

bool hasRecentFailure(const MonitorSnapshot &snapshot, const QDateTime &now)
{
    return std::any_of(snapshot.ended.cbegin(), snapshot.ended.cend(), [now](const auto &ended) {
        return ended.state == TransferRecord::State::Failed
               && ended.ended.secsTo(now) < failureWarns.count();
    });
}

TrayState stateOf(const LinkStatus &status, int transfers, bool warns)
{
    switch (status.state) {
    case LinkStatus::State::Failed:
        return TrayState::Unreachable;
    case LinkStatus::State::Stopped:
    case LinkStatus::State::Starting:
        return TrayState::Stopped;
    case LinkStatus::State::Stopping:
        return TrayState::Paused;
    case LinkStatus::State::Running:
        break;
    }
    if (!status.isAccepting)
        return TrayState::Paused;
    if (warns)
        return TrayState::Warning;
    return transfers > 0 ? TrayState::Transferring : TrayState::Idle;
}

// The address that another machine would use: the first one of a real interface.
QString firstOwnAddress()
{
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (!address.isLoopback() && !address.isLinkLocal()
            && address.protocol() == QAbstractSocket::IPv4Protocol)
            return address.toString();
    }
    return QStringLiteral("127.0.0.1");
}

}  // namespace

void SpeedGauge::add(const Counters &counters, qint64 nowMs)
{
    // Counters that have gone back are those of another server.
    if (!m_samples.isEmpty()
        && (counters.bytesIn < m_samples.last().in || counters.bytesOut < m_samples.last().out))
        m_samples.clear();
    m_samples.append({nowMs, counters.bytesIn, counters.bytesOut});
    while (m_samples.size() > 2 && nowMs - m_samples.at(1).atMs >= gaugeMs)
        m_samples.removeFirst();
}

double SpeedGauge::speed(quint64 Sample::*bytes) const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &first = m_samples.first();
    const Sample &last = m_samples.last();
    const qint64 elapsedMs = last.atMs - first.atMs;
    if (elapsedMs <= 0)
        return 0;
    return static_cast<double>(last.*bytes - first.*bytes) * 1000.0
           / static_cast<double>(elapsedMs);
}

double SpeedGauge::uploadSpeed() const { return speed(&Sample::in); }

double SpeedGauge::downloadSpeed() const { return speed(&Sample::out); }

Activity activityOf(const LinkStatus &status, const MonitorSnapshot &snapshot, const QDateTime &now)
{
    Activity activity;
    if (status.state == LinkStatus::State::Running || status.state == LinkStatus::State::Stopping) {
        activity.sessions = static_cast<int>(snapshot.sessions.size());
        for (const TransferRecord &transfer : snapshot.transfers) {
            const bool isUpload = transfer.direction == TransferRecord::Direction::Upload;
            ++(isUpload ? activity.uploads : activity.downloads);
        }
    }
    activity.state = stateOf(status, activity.transfers(), hasRecentFailure(snapshot, now));
    return activity;
}

QString stateText(const LinkStatus &status)
{
    switch (status.state) {
    case LinkStatus::State::Stopped:
        return Words::tr("Stopped");
    case LinkStatus::State::Starting:
        return Words::tr("Starting");
    case LinkStatus::State::Stopping:
        return Words::tr("Stopping");
    case LinkStatus::State::Failed:
        return Words::tr("Not running");
    case LinkStatus::State::Running:
        break;
    }
    return status.isAccepting ? Words::tr("Running") : Words::tr("No new connections");
}

Health healthOf(const LinkStatus &status)
{
    switch (status.state) {
    case LinkStatus::State::Stopped:
        return Health::Neutral;
    case LinkStatus::State::Starting:
    case LinkStatus::State::Stopping:
        return Health::Busy;
    case LinkStatus::State::Failed:
        return Health::Bad;
    case LinkStatus::State::Running:
        break;
    }
    return status.isAccepting ? Health::Good : Health::Warning;
}

QString tooltipText(const LinkStatus &status, const Activity &activity)
{
    QStringList lines{Words::tr("COS FTP Server: %1").arg(stateText(status))};
    if (status.state == LinkStatus::State::Failed)
        lines.append(status.problem);
    if (status.state == LinkStatus::State::Running || status.state == LinkStatus::State::Stopping) {
        lines.append(Words::tr("%n session(s)", nullptr, activity.sessions) + QStringLiteral(", ")
                     + Words::tr("%n running transfer(s)", nullptr, activity.transfers()));
        lines.append(
            Words::tr("Up %1, down %2")
                .arg(format::speed(activity.uploadSpeed), format::speed(activity.downloadSpeed)));
    }
    if (activity.state == TrayState::Warning)
        lines.append(Words::tr("A transfer failed in the last minutes"));
    return lines.join(u'\n');
}

QString copyableAddress(const QString &address)
{
    for (const auto *any : {"0.0.0.0:", "[::]:"}) {
        if (address.startsWith(QLatin1StringView(any)))
            return firstOwnAddress() + address.mid(address.lastIndexOf(u':'));
    }
    return address;
}

}  // namespace cosftp
