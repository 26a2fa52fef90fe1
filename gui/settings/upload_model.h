// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "upload_inventory.h"

#include <QAbstractTableModel>
#include <QSet>

namespace cosftp {

/// Unfinished uploads as rows; those that run at this moment are told apart.
class UploadModel final : public QAbstractTableModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadModel)

public:
    enum Column { Key, User, Started, LastActive, Parts, Bytes, State, ColumnCount };
    static constexpr int sortRole = Qt::UserRole;

    explicit UploadModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}
    ~UploadModel() override = default;

    void setUploads(const QList<UnfinishedUpload> &uploads, const QSet<QByteArray> &runningKeys);
    [[nodiscard]] const UnfinishedUpload &upload(int row) const { return m_uploads[row]; }
    /// A client is sending to this key now: aborting would break that upload.
    [[nodiscard]] bool isRunning(int row) const { return m_running.contains(m_uploads[row].key); }
    [[nodiscard]] qint64 totalBytes() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString stateText(int row) const;
    [[nodiscard]] QVariant sortValue(int row, int column) const;

    QList<UnfinishedUpload> m_uploads;
    QSet<QByteArray> m_running;
};

}  // namespace cosftp
