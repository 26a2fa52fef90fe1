// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"
#include "shell/preferences.h"

#include <QMap>
#include <QObject>
#include <QSet>

namespace cosftp {

/// Something worth telling a user who does not look at the window.
struct Notification
{
    enum class Kind { UploadDone, TransferFailed, LoggedIn, Banned, ServerProblem };
    Kind kind = Kind::ServerProblem;
    QString title;
    QString text;
    QString pageId;  ///< Where a click leads.
    QString place;
};

/// Makes notifications from what changes on the server. The first event of a kind is told at once;
/// those that follow within ten seconds are counted and told together: a camera that stores
/// twenty pictures makes two messages, not twenty.
class Notifications final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Notifications)

public:
    explicit Notifications(ServerLink &link, QObject *parent = nullptr);
    ~Notifications() override = default;

    void setPreferences(const Preferences &preferences) { m_preferences = preferences; }
    /// For tests: the time in which events are collected.
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }

Q_SIGNALS:
    void notified(const cosftp::Notification &notification);

private:
    struct Waiting
    {
        int count = 0;
        Notification last;
    };

    void onSnapshot();
    void onStatus();
    void lookAtEnded(const QList<TransferRecord> &ended, bool tells);
    void lookAtSessions(const QList<SessionRecord> &sessions, bool tells);
    void lookAtBans(const QList<BanRecord> &bans, bool tells);
    void add(const Notification &notification);
    void tellWaiting(Notification::Kind kind);
    [[nodiscard]] bool isWanted(Notification::Kind kind) const;

    ServerLink &m_link;
    Preferences m_preferences;
    std::chrono::milliseconds m_pause{10'000};
    QMap<Notification::Kind, Waiting> m_waiting;  ///< Kinds told less than the pause ago.
    QSet<quint64> m_ended;                        ///< Transfers that were looked at.
    QSet<quint64> m_loggedIn;                     ///< Sessions that were looked at.
    QSet<QString> m_banned;                       ///< Addresses that were looked at.
    LinkStatus::State m_state = LinkStatus::State::Stopped;
    bool m_hasLooked = false;
};

}  // namespace cosftp
