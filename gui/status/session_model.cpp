// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/session_model.h"

#include "common/format.h"
#include "common/theme.h"

namespace cosftp {

namespace {

bool isNumeric(int column)
{
    switch (column) {
    case SessionModel::Id:
    case SessionModel::Idle:
    case SessionModel::Received:
    case SessionModel::Sent:
    case SessionModel::SpeedIn:
    case SessionModel::SpeedOut:
        return true;
    default:
        return false;
    }
}

QString idleText(const QDateTime &since, const QDateTime &now)
{
    if (!since.isValid())
        return {};
    return format::duration(std::chrono::seconds(qMax<qint64>(0, since.secsTo(now))));
}

}  // namespace

bool SessionRow::take(const SessionRecord &session, const QDateTime &now)
{
    const double oldSpeed = in.bytesPerSecond() + out.bytesPerSecond();
    in.add(session.bytesIn, now.toMSecsSinceEpoch());
    out.add(session.bytesOut, now.toMSecsSinceEpoch());
    const bool isSame =
        record == session && !isGone
        && qFuzzyCompare(1 + oldSpeed, 1 + in.bytesPerSecond() + out.bytesPerSecond());
    record = session;
    isGone = false;
    return !isSame;
}

SessionModel::SessionModel(QObject *parent) : LiveModel(parent) {}

int SessionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SessionRow &session = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(session, index.column());
    case sortValueRole:
        return sortValue(session, index.column()).toVariant();
    case idRole:
        return session.id();
    case goneRole:
        return session.isGone;
    case Qt::TextAlignmentRole:
        return isNumeric(index.column()) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                         : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return isGreyed(session) ? QVariant(Theme::instance().colour(Theme::Colour::Muted))
                                 : QVariant();
    default:
        return {};
    }
}

QString SessionModel::display(const SessionRow &row, int column) const
{
    const SessionRecord &session = row.record;
    switch (column) {
    case Id:
        return QString::number(session.sessionId);
    case User:
        return session.user.isEmpty() ? tr("(not logged in)") : QString::fromUtf8(session.user);
    case Peer:
        return session.peer;
    case Encryption:
        return encryptionText(session);
    case Since:
        return format::dateTime(session.since);
    case Idle:
        return idleText(session.lastActive, now());
    case State:
        return row.isGone ? tr("ended") : stateText(session.state);
    case Command:
        return QString::fromUtf8(session.lastCommand);
    case Folder:
        return QString::fromUtf8(session.cwd);
    case Received:
        return format::bytes(session.bytesIn);
    case Sent:
        return format::bytes(session.bytesOut);
    case SpeedIn:
        return format::speed(row.in.bytesPerSecond());
    case SpeedOut:
        return format::speed(row.out.bytesPerSecond());
    default:
        return {};
    }
}

SortValue SessionModel::sortValue(const SessionRow &row, int column) const
{
    const SessionRecord &session = row.record;
    switch (column) {
    case Id:
        return {double(session.sessionId)};
    case Since:
        return {double(session.since.toMSecsSinceEpoch())};
    case Idle:
        // The idle time itself changes every second; its order is the reverse of this one.
        return {double(-session.lastActive.toMSecsSinceEpoch())};
    case State:
        return {double(session.state)};
    case Received:
        return {double(session.bytesIn)};
    case Sent:
        return {double(session.bytesOut)};
    case SpeedIn:
        return {row.in.bytesPerSecond()};
    case SpeedOut:
        return {row.out.bytesPerSecond()};
    default:
        return {0, display(row, column)};
    }
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(section) ? int(Qt::AlignRight | Qt::AlignVCenter)
                                  : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Id:
        return tr("No.");
    case User:
        return tr("User");
    case Peer:
        return tr("Client");
    case Encryption:
        return tr("Encryption");
    case Since:
        return tr("Since");
    case Idle:
        return tr("Idle");
    case State:
        return tr("State");
    case Command:
        return tr("Command");
    case Folder:
        return tr("Folder");
    case Received:
        return tr("Received");
    case Sent:
        return tr("Sent");
    case SpeedIn:
        return tr("Upload speed");
    case SpeedOut:
        return tr("Download speed");
    default:
        return {};
    }
}

QString SessionModel::stateText(SessionRecord::State state)
{
    switch (state) {
    case SessionRecord::State::Connected:
        return tr("connected");
    case SessionRecord::State::LoggedIn:
        return tr("logged in");
    case SessionRecord::State::Working:
        return tr("working");
    case SessionRecord::State::Closing:
        return tr("closing");
    }
    return {};
}

QString SessionModel::encryptionText(const SessionRecord &session)
{
    return session.tls.isEmpty() ? tr("not encrypted") : QString::fromLatin1(session.tls);
}

}  // namespace cosftp
