// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/upload_model.h"

#include "common/format.h"

namespace cosftp {

namespace {

bool isNumeric(int column) { return column == UploadModel::Parts || column == UploadModel::Bytes; }

}  // namespace

void UploadModel::setUploads(const QList<UnfinishedUpload> &uploads,
                             const QSet<QByteArray> &runningKeys)
{
    beginResetModel();
    m_uploads = uploads;
    m_running = runningKeys;
    endResetModel();
}

qint64 UploadModel::totalBytes() const
{
    qint64 total = 0;
    for (const UnfinishedUpload &upload : m_uploads)
        total += upload.bytes;
    return total;
}

int UploadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_uploads.size());
}

int UploadModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UploadModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == sortRole)
        return sortValue(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QString UploadModel::stateText(int row) const
{
    if (isRunning(row))
        return tr("running now");
    switch (m_uploads[row].fate) {
    case UnfinishedUpload::Fate::Resumable:
        return tr("interrupted, can be resumed");
    case UnfinishedUpload::Fate::Expired:
        return tr("too old to be resumed");
    case UnfinishedUpload::Fate::Unknown:
        return tr("not known to this server");
    case UnfinishedUpload::Fate::Orphan:
        return tr("not known, idle for long");
    }
    return {};
}

QString UploadModel::text(int row, int column) const
{
    const UnfinishedUpload &upload = m_uploads[row];
    switch (column) {
    case Key:
        return QString::fromUtf8(upload.key);
    case User:
        return QString::fromUtf8(upload.user);
    case Started:
        return format::dateTime(upload.started);
    case LastActive:
        return format::dateTime(upload.lastActive);
    case Parts:
        return QString::number(upload.parts);
    case Bytes:
        return format::bytes(upload.bytes);
    case State:
        return stateText(row);
    default:
        return {};
    }
}

QVariant UploadModel::sortValue(int row, int column) const
{
    const UnfinishedUpload &upload = m_uploads[row];
    switch (column) {
    case Started:
        return upload.started;
    case LastActive:
        return upload.lastActive;
    case Parts:
        return upload.parts;
    case Bytes:
        return upload.bytes;
    default:
        return text(row, column);
    }
}

QVariant UploadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Key:
        return tr("Object key");
    case User:
        return tr("User");
    case Started:
        return tr("Started");
    case LastActive:
        return tr("Last part");
    case Parts:
        return tr("Parts");
    case Bytes:
        return tr("Size");
    case State:
        return tr("State");
    default:
        return {};
    }
}

}  // namespace cosftp
