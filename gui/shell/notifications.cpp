// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/notifications.h"

#include <QCoreApplication>

namespace cosftp {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Notifications)
};

QString nameOf(const TransferRecord &transfer)
{
    const QString path = QString::fromUtf8(transfer.path);
    return path.mid(path.lastIndexOf(u'/') + 1);
}

Notification notificationOf(const TransferRecord &transfer)
{
    using Kind = Notification::Kind;
    const QString user = QString::fromUtf8(transfer.user);
    if (transfer.state == TransferRecord::State::Failed)
        return {Kind::TransferFailed, Words::tr("Transfer failed"),
                Words::tr("%1 (%2): %3").arg(nameOf(transfer), user, transfer.error),
                QStringLiteral("history"), QStringLiteral("failed")};
    return {Kind::UploadDone,
            Words::tr("Upload finished"),
            Words::tr("%1 from %2 is stored.").arg(nameOf(transfer), user),
            QStringLiteral("history"),
            {}};
}

QString manyText(Notification::Kind kind, int count)
{
    switch (kind) {
    case Notification::Kind::UploadDone:
        return Words::tr("%n more upload(s) finished.", nullptr, count);
    case Notification::Kind::TransferFailed:
        return Words::tr("%n more transfer(s) failed.", nullptr, count);
    case Notification::Kind::LoggedIn:
        return Words::tr("%n more user(s) logged in.", nullptr, count);
    case Notification::Kind::Banned:
        return Words::tr("%n more address(es) were banned.", nullptr, count);
    case Notification::Kind::ServerProblem:
        break;
    }
    return Words::tr("%n more problem(s) with the server.", nullptr, count);
}

// A failed upload and a finished one are told; downloads that went well are not news.
bool isNews(const TransferRecord &transfer)
{
    if (transfer.state == TransferRecord::State::Failed)
        return true;
    return transfer.state == TransferRecord::State::Done
           && transfer.direction == TransferRecord::Direction::Upload;
}

}  // namespace

Notifications::Notifications(ServerLink &link, QObject *parent)
    : QObject(parent), m_link(link), m_state(link.status().state)
{
    connect(&link, &ServerLink::snapshotChanged, this, &Notifications::onSnapshot);
    connect(&link, &ServerLink::statusChanged, this, &Notifications::onStatus);
}

// What was there before we looked first is not news.
void Notifications::onSnapshot()
{
    const MonitorSnapshot snapshot = m_link.snapshot();
    const bool tells = std::exchange(m_hasLooked, true);
    lookAtEnded(snapshot.ended, tells);
    lookAtSessions(snapshot.sessions, tells);
    lookAtBans(snapshot.bans, tells);
}

void Notifications::lookAtEnded(const QList<TransferRecord> &ended, bool tells)
{
    QSet<quint64> present;
    for (const TransferRecord &transfer : ended) {
        present.insert(transfer.transferId);
        if (tells && !m_ended.contains(transfer.transferId) && isNews(transfer))
            add(notificationOf(transfer));
    }
    m_ended = present;
}

void Notifications::lookAtSessions(const QList<SessionRecord> &sessions, bool tells)
{
    QSet<quint64> present;
    for (const SessionRecord &session : sessions) {
        if (session.user.isEmpty())
            continue;
        present.insert(session.sessionId);
        if (tells && !m_loggedIn.contains(session.sessionId))
            add({Notification::Kind::LoggedIn, Words::tr("User logged in"),
                 Words::tr("%1 from %2").arg(QString::fromUtf8(session.user), session.peer),
                 QStringLiteral("sessions"), QStringLiteral("session/%1").arg(session.sessionId)});
    }
    m_loggedIn = present;
}

void Notifications::lookAtBans(const QList<BanRecord> &bans, bool tells)
{
    QSet<QString> present;
    for (const BanRecord &ban : bans) {
        present.insert(ban.address);
        if (tells && !m_banned.contains(ban.address))
            add({Notification::Kind::Banned,
                 Words::tr("Address banned"),
                 Words::tr("%1 gets no session for a while: %n attempt(s) failed.", nullptr,
                           ban.attempts)
                     .arg(ban.address),
                 QStringLiteral("bans"),
                 {}});
    }
    m_banned = present;
}

void Notifications::onStatus()
{
    const LinkStatus status = m_link.status();
    const bool isNew = std::exchange(m_state, status.state) != status.state;
    if (isNew && status.state == LinkStatus::State::Failed)
        add({Notification::Kind::ServerProblem,
             Words::tr("The server does not run"),
             status.problem,
             QStringLiteral("overview"),
             {}});
}

bool Notifications::isWanted(Notification::Kind kind) const
{
    switch (kind) {
    case Notification::Kind::UploadDone:
        return m_preferences.tellsUploads;
    case Notification::Kind::TransferFailed:
        return m_preferences.tellsFailures;
    case Notification::Kind::LoggedIn:
        return m_preferences.tellsLogins;
    case Notification::Kind::Banned:
        return m_preferences.tellsBans;
    case Notification::Kind::ServerProblem:
        return m_preferences.tellsServerProblems;
    }
    return true;
}

void Notifications::add(const Notification &notification)
{
    const Notification::Kind kind = notification.kind;
    if (!isWanted(kind))
        return;
    if (const auto waiting = m_waiting.find(kind); waiting != m_waiting.end()) {
        ++waiting->count;
        waiting->last = notification;
        return;
    }
    m_waiting.insert(kind, {});
    QTimer::singleShot(m_pause, this, [this, kind] { tellWaiting(kind); });
    Q_EMIT notified(notification);
}

void Notifications::tellWaiting(Notification::Kind kind)
{
    const Waiting waiting = m_waiting.take(kind);
    if (waiting.count == 0)
        return;
    Notification notification = waiting.last;
    if (waiting.count > 1) {
        notification.text = manyText(kind, waiting.count);
        notification.place.clear();
    }
    m_waiting.insert(kind, {});
    QTimer::singleShot(m_pause, this, [this, kind] { tellWaiting(kind); });
    Q_EMIT notified(notification);
}

}  // namespace cosftp
