// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/transfer_text.h"

#include "common/format.h"
#include "status/speed_meter.h"

namespace cosftp {

namespace {

using State = TransferRecord::State;
using Waiting = TransferRecord::Waiting;

bool movesBytes(State state) { return state == State::Receiving || state == State::Sending; }

QString text(const QByteArray &bytes) { return QString::fromUtf8(bytes); }

QString seconds(qint64 ms) { return format::duration(std::chrono::seconds(ms / 1000)); }

}  // namespace

bool isEnded(const TransferRecord &transfer) { return transfer.ended.isValid(); }

bool isStalled(const TransferRecord &transfer, const QDateTime &now)
{
    const QDateTime &last = transfer.lastMoved.isValid() ? transfer.lastMoved : transfer.started;
    return !isEnded(transfer) && movesBytes(transfer.state) && last.isValid()
           && last.msecsTo(now) >= TransferText::stallMs;
}

qint64 elapsedMs(const TransferRecord &transfer, const QDateTime &now)
{
    return qMax<qint64>(0, transfer.started.msecsTo(isEnded(transfer) ? transfer.ended : now));
}

QString TransferText::direction(TransferRecord::Direction direction)
{
    return direction == TransferRecord::Direction::Upload ? tr("Upload") : tr("Download");
}

QString TransferText::state(const TransferRecord &transfer, const QDateTime &now)
{
    if (isStalled(transfer, now)) {
        switch (transfer.waitsFor) {
        case Waiting::Client:
            return tr("stalled: client");
        case Waiting::Store:
            return tr("stalled: COS");
        case Waiting::Name:
            return tr("waiting: file in use");
        case Waiting::Nobody:
            return tr("stalled");
        }
    }
    if (transfer.waitsFor == Waiting::Name && !isEnded(transfer))
        return tr("waiting: file in use");
    switch (transfer.state) {
    case State::Receiving:
        return tr("receiving");
    case State::Finishing:
        return tr("finishing: COS confirms");
    case State::Sending:
        return tr("sending");
    case State::Parked:
    case State::Done:
    case State::Failed:
        break;
    }
    return result(transfer.state);
}

QString TransferText::result(TransferRecord::State state)
{
    switch (state) {
    case State::Done:
        return tr("done");
    case State::Failed:
        return tr("failed");
    case State::Parked:
        return tr("parked, can be resumed");
    case State::Receiving:
    case State::Finishing:
    case State::Sending:
        break;
    }
    return tr("running");
}

QString TransferText::parts(const TransferRecord &transfer)
{
    if (transfer.partsDone == 0 && transfer.partsInFlight == 0)
        return {};
    return tr("%1 done, %2 in flight").arg(transfer.partsDone).arg(transfer.partsInFlight);
}

QString TransferText::keptText(const TransferRecord &transfer)
{
    return tr("The upload was interrupted. The first %1 are kept in the bucket, seen by nobody "
              "else; the client can resume it.")
        .arg(format::bytes(transfer.bytes));
}

QString TransferText::cause(const TransferRecord &transfer)
{
    if (transfer.state == State::Parked)
        return (transfer.error + QLatin1Char('\n') + keptText(transfer)).trimmed();
    if (!transfer.error.isEmpty())
        return transfer.error;
    switch (transfer.state) {
    case State::Failed:
        return transfer.direction == TransferRecord::Direction::Upload
                   ? tr("The upload ended before the file was whole: the client went away or gave "
                        "up. Nothing was changed in the bucket. Upload the file again.")
                   : tr("The download ended before the whole file was sent: the client went away "
                        "or gave up. Download the file again; clients can resume.");
    case State::Parked:
    case State::Receiving:
    case State::Finishing:
    case State::Sending:
    case State::Done:
        break;
    }
    return {};
}

QStringList TransferText::timeline(const TransferRecord &transfer)
{
    QStringList lines{
        tr("%1  started by %2 from %3")
            .arg(format::dateTime(transfer.started), text(transfer.user), transfer.peer)};
    if (transfer.lastMoved.isValid())
        lines += tr("%1  last byte moved, %2 so far")
                     .arg(format::dateTime(transfer.lastMoved), format::bytes(transfer.bytes));
    if (transfer.partsDone > 0)
        lines += tr("%n part(s) confirmed by COS", nullptr, transfer.partsDone);
    if (transfer.state == State::Finishing)
        lines += tr("The client has sent everything; COS has not confirmed the file yet");
    if (isEnded(transfer))
        lines += tr("%1  ended after %2: %3")
                     .arg(format::dateTime(transfer.ended),
                          seconds(elapsedMs(transfer, transfer.ended)), result(transfer.state));
    return lines;
}

QString TransferText::report(const TransferRecord &transfer, const QString &serverVersion)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const qint64 spent = elapsedMs(transfer, now);
    QStringList lines{
        tr("COS FTP Server %1: report on a transfer").arg(serverVersion),
        tr("%1 %2: %3")
            .arg(direction(transfer.direction), text(transfer.path), state(transfer, now)),
        tr("User: %1, client: %2, session: s%3")
            .arg(text(transfer.user), transfer.peer, QString::number(transfer.sessionId)),
        tr("Bucket: %1, key: %2").arg(text(transfer.bucket), text(transfer.key)),
        tr("Bytes: %1, expected: %2")
            .arg(QString::number(transfer.bytes), transfer.expectedBytes < 0
                                                      ? tr("not known")
                                                      : QString::number(transfer.expectedBytes)),
        tr("Started (UTC): %1").arg(transfer.started.toString(Qt::ISODateWithMs)),
        tr("Ended (UTC): %1")
            .arg(isEnded(transfer) ? transfer.ended.toString(Qt::ISODateWithMs) : tr("running")),
        tr("Average speed: %1").arg(format::speed(averageSpeed(transfer.bytes, spent)))};
    if (const QString why = cause(transfer); !why.isEmpty())
        lines += tr("Cause: %1").arg(why);
    if (!transfer.errorId.isEmpty())
        lines += tr("Reference in the client's reply and the log: %1").arg(text(transfer.errorId));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace cosftp
