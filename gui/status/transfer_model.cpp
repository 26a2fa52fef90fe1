// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/transfer_model.h"

#include "common/format.h"
#include "common/theme.h"
#include "status/transfer_text.h"

namespace cosftp {

namespace {

bool isNumeric(int column)
{
    switch (column) {
    case TransferModel::Progress:
    case TransferModel::Bytes:
    case TransferModel::Size:
    case TransferModel::Speed:
    case TransferModel::Average:
    case TransferModel::Remaining:
    case TransferModel::Session:
        return true;
    default:
        return false;
    }
}

int alignment(int column)
{
    return isNumeric(column) ? int(Qt::AlignRight | Qt::AlignVCenter)
                             : int(Qt::AlignLeft | Qt::AlignVCenter);
}

// -1: the size is not known.
double share(const TransferRecord &transfer)
{
    if (transfer.expectedBytes < 0)
        return -1;
    if (transfer.expectedBytes == 0)
        return 1;
    return qMin(1.0, double(transfer.bytes) / double(transfer.expectedBytes));
}

double average(const TransferRow &row, const QDateTime &now)
{
    return averageSpeed(row.record.bytes, elapsedMs(row.record, now));
}

qint64 remaining(const TransferRow &row)
{
    return remainingSeconds(row.record.bytes, row.record.expectedBytes, row.meter.bytesPerSecond());
}

}  // namespace

bool TransferRow::take(const TransferRecord &transfer, const QDateTime &now)
{
    const double oldSpeed = meter.bytesPerSecond();
    const bool wasStalled = isStalled;
    meter.add(transfer.bytes, now.toMSecsSinceEpoch());
    isStalled = cosftp::isStalled(transfer, now);
    const bool isSame = record == transfer && !isGone && wasStalled == isStalled
                        && qFuzzyCompare(1 + oldSpeed, 1 + meter.bytesPerSecond());
    record = transfer;
    isGone = false;
    return !isSame;
}

TransferModel::TransferModel(QObject *parent) : LiveModel(parent) {}

int TransferModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

TransferRecord TransferModel::record(quint64 transferId) const
{
    const int index = rowOf(transferId);
    return index < 0 ? TransferRecord{} : row(index).record;
}

QVariant TransferModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TransferRow &transfer = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(transfer, index.column());
    case sortValueRole:
        return sortValue(transfer, index.column()).toVariant();
    case idRole:
        return transfer.id();
    case goneRole:
        return transfer.isGone;
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    case Qt::DecorationRole:
        return decoration(transfer, index.column());
    case Qt::ForegroundRole:
        return foreground(transfer, index.column());
    default:
        return {};
    }
}

QVariant TransferModel::decoration(const TransferRow &row, int column)
{
    if (column != Direction)
        return {};
    const bool isUpload = row.record.direction == TransferRecord::Direction::Upload;
    return isUpload ? Theme::instance().icon(QStringLiteral("upload"), Theme::Colour::Upload)
                    : Theme::instance().icon(QStringLiteral("download"), Theme::Colour::Download);
}

QVariant TransferModel::foreground(const TransferRow &row, int column) const
{
    if (isGreyed(row))
        return Theme::instance().colour(Theme::Colour::Muted);
    if (column == State && row.isStalled)
        return Theme::instance().colour(Theme::Colour::Warning);
    return {};
}

QString TransferModel::display(const TransferRow &row, int column) const
{
    const TransferRecord &transfer = row.record;
    switch (column) {
    case Direction:
        return TransferText::direction(transfer.direction);
    case User:
        return QString::fromUtf8(transfer.user);
    case Path:
        return QString::fromUtf8(transfer.path);
    case State:
        return row.isGone ? tr("ended") : TransferText::state(transfer, now());
    case Parts:
        return TransferText::parts(transfer);
    case Started:
        return format::dateTime(transfer.started);
    case Bucket:
        return QString::fromUtf8(transfer.bucket);
    case Key:
        return QString::fromUtf8(transfer.key);
    case Peer:
        return transfer.peer;
    case Session:
        return QString::number(transfer.sessionId);
    default:
        return numberText(row, column);
    }
}

QString TransferModel::numberText(const TransferRow &row, int column) const
{
    const TransferRecord &transfer = row.record;
    switch (column) {
    case Progress:
        return transfer.expectedBytes < 0 ? tr("size unknown") : format::percent(share(transfer));
    case Bytes:
        return format::bytes(transfer.bytes);
    case Size:
        return transfer.expectedBytes < 0 ? tr("unknown") : format::bytes(transfer.expectedBytes);
    case Speed:
        return format::speed(row.meter.bytesPerSecond());
    case Average:
        return format::speed(average(row, now()));
    case Remaining: {
        const qint64 seconds = remaining(row);
        return seconds < 0 ? QStringLiteral("-") : format::duration(std::chrono::seconds(seconds));
    }
    default:
        return {};
    }
}

SortValue TransferModel::sortValue(const TransferRow &row, int column) const
{
    const TransferRecord &transfer = row.record;
    switch (column) {
    case Direction:
        return {double(transfer.direction)};
    case Progress:
        return {share(transfer)};
    case Bytes:
        return {double(transfer.bytes)};
    case Size:
        return {double(transfer.expectedBytes)};
    case Speed:
        return {row.meter.bytesPerSecond()};
    case Average:
        return {average(row, now())};
    case Remaining:
        return {double(remaining(row))};
    case Parts:
        return {double(transfer.partsDone)};
    case Started:
        return {double(transfer.started.toMSecsSinceEpoch())};
    case Session:
        return {double(transfer.sessionId)};
    default:
        return {0, display(row, column)};
    }
}

QVariant TransferModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    const std::array<QString, ColumnCount> titles{
        tr("Direction"), tr("User"),       tr("Path"),   tr("State"),
        tr("Progress"),  tr("Moved"),      tr("Size"),   tr("Speed"),
        tr("Average"),   tr("Remaining"),  tr("Parts"),  tr("Started"),
        tr("Bucket"),    tr("Object key"), tr("Client"), tr("Session")};
    return titles[std::size_t(section)];
}

}  // namespace cosftp
