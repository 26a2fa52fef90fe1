// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"

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
    QByteArray tls;          ///< "TLSv1.3"; empty: the control connection is in clear.
    QDateTime since;         ///< UTC.
    QByteArray lastCommand;  ///< The verb and what may be shown of its argument; never a password.
    QByteArray cwd = "/";
    State state = State::Connected;
    QDateTime lastActive;  ///< UTC: the last command or byte.
    qint64 bytesIn = 0;    ///< File data of all its transfers so far.
    qint64 bytesOut = 0;
    bool operator==(const SessionRecord &) const = default;
};

/// One line of what client and server said to each other on the control connection.
struct DialogueLine
{
    quint64 number = 0;  ///< 1, 2, ... in its session: a gap means lines were dropped.
    QDateTime at;        ///< UTC.
    bool isReply = false;
    QByteArray text;  ///< Without line end; a password is shown as "****".
    bool operator==(const DialogueLine &) const = default;
};

/// One file on its way.
struct TransferRecord
{
    enum class Direction { Upload, Download };
    enum class State {
        Receiving,  ///< Upload: bytes come from the client.
        Finishing,  ///< Upload: the client has ended, the store has not confirmed.
        Sending,    ///< Download: bytes go to the client.
        Parked,     ///< Upload that did not end: its bytes are kept in the bucket, to be resumed.
        Done,
        Failed
    };
    /// Whose turn it is while no byte moves.
    enum class Waiting {
        Nobody,
        Client,
        Store,
        Name  ///< Somebody else is changing the file.
    };
    quint64 transferId = 0;
    quint64 sessionId = 0;
    Direction direction = Direction::Upload;
    QByteArray user;
    QString peer;     ///< Address and port of the control connection.
    QByteArray path;  ///< As the user sees it.
    QByteArray bucket;
    QByteArray key;
    qint64 bytes = 0;           ///< Moved so far; once Parked: kept in the bucket.
    qint64 expectedBytes = -1;  ///< -1: not known.
    QDateTime started;          ///< UTC.
    State state = State::Receiving;
    int partsInFlight = 0;
    int partsDone = 0;    ///< Confirmed by the store; 0 for a single PUT and for downloads.
    QDateTime lastMoved;  ///< UTC: when the last byte moved.
    Waiting waitsFor = Waiting::Nobody;
    QDateTime ended;  ///< UTC; not valid while it runs.
    QString
        error;  ///< Why it failed, for people: cause, COS code, what to do. Empty if it did not.
    QByteArray errorId;  ///< The id that the client's reply and the log line carry.
    bool operator==(const TransferRecord &) const = default;
};

/// Work over a whole folder, which goes on when its client has left.
struct JobRecord
{
    enum class Kind { Rename, Remove };
    quint64 jobId = 0;
    quint64 sessionId = 0;
    Kind kind = Kind::Rename;
    QByteArray user;
    QByteArray bucket;
    QByteArray from;    ///< As the user sees it.
    QByteArray to;      ///< Empty for Remove.
    QDateTime started;  ///< UTC.
    qint64 done = 0;    ///< Objects.
    qint64 total = -1;  ///< Objects; -1: still being counted.
    bool operator==(const JobRecord &) const = default;
};

/// What the server found in a bucket when it last looked for uploads that nobody ended.
struct CleanupRecord
{
    QByteArray bucket;
    QDateTime at;  ///< UTC.
    int open = 0;
    qint64 openBytes = 0;
    int resumable = 0;
    int removed = 0;
    qint64 removedBytes = 0;
    int failed = 0;  ///< Could not be removed; the next round tries again.
    bool operator==(const CleanupRecord &) const = default;
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
    QList<JobRecord> jobs;            ///< By id: the running ones.
    QList<CleanupRecord> cleanups;    ///< By bucket: the last round.
    QList<BanRecord> bans;            ///< In the order in which they began.
    QList<QuotaRecord> quotas;        ///< By user: those with a quota that have logged in.
    Counters counters;
};

}  // namespace cosftp
