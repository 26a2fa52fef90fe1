// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace cosftp {

/// What one FTP session is doing.
struct SessionRecord
{
    enum class State { Connected, LoggedIn, Working, Closing };
    quint64 sessionId = 0;
    QByteArray user;         ///< Empty before the login.
    QString peer;            ///< Address and port.
    QDateTime since;         ///< UTC.
    QByteArray lastCommand;  ///< The verb and what may be shown of its argument; never a password.
    QByteArray cwd = "/";
    State state = State::Connected;
    bool operator==(const SessionRecord &) const = default;
};

/// One file on its way.
struct TransferRecord
{
    enum class Direction { Upload, Download };
    enum class State {
        Receiving,  ///< Upload: bytes come from the client.
        Finishing,  ///< Upload: the client has ended, the store has not confirmed.
        Sending,    ///< Download: bytes go to the client.
        Done,
        Failed
    };
    quint64 transferId = 0;
    quint64 sessionId = 0;
    Direction direction = Direction::Upload;
    QByteArray path;  ///< As the user sees it.
    QByteArray bucket;
    QByteArray key;
    qint64 bytes = 0;
    qint64 expectedBytes = -1;  ///< -1: not known.
    QDateTime started;          ///< UTC.
    State state = State::Receiving;
    int partsInFlight = 0;
    bool operator==(const TransferRecord &) const = default;
};

/// Totals since the server was started.
struct Counters
{
    quint64 sessionsOpened = 0;
    quint64 loginsFailed = 0;
    quint64 uploadsDone = 0;
    quint64 uploadsFailed = 0;
    quint64 downloadsDone = 0;
    quint64 downloadsFailed = 0;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    bool operator==(const Counters &) const = default;
};

/// Everything at one moment.
struct MonitorSnapshot
{
    QList<SessionRecord> sessions;    ///< By id.
    QList<TransferRecord> transfers;  ///< By id: the running ones.
    QList<TransferRecord> ended;      ///< The last ones that ended, the newest last.
    Counters counters;
};

}  // namespace cosftp
