// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"
#include "status/live_model.h"
#include "status/speed_meter.h"

namespace cosftp {

struct TransferRow
{
    TransferRecord record;
    SpeedMeter meter;
    bool isGone = false;
    bool isStalled = false;

    static quint64 idOf(const TransferRecord &record) { return record.transferId; }
    [[nodiscard]] quint64 id() const { return record.transferId; }
    bool take(const TransferRecord &transfer, const QDateTime &now);
    bool leave() { return !std::exchange(isGone, true); }
};

/// The running transfers as a table.
class TransferModel final : public LiveModel<TransferRecord, TransferRow>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferModel)

public:
    enum Column {
        Direction,
        User,
        Path,
        State,
        Progress,
        Bytes,
        Size,
        Speed,
        Average,
        Remaining,
        Parts,
        Started,
        Bucket,
        Key,
        Peer,
        Session,
        ColumnCount
    };

    explicit TransferModel(QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] SortValue sortValueAt(int index, int column) const override
    {
        return sortValue(row(index), column);
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// What the server told last, for a row that this model has or had not: default-built.
    [[nodiscard]] TransferRecord record(quint64 transferId) const;

private:
    [[nodiscard]] QString display(const TransferRow &row, int column) const;
    [[nodiscard]] QString numberText(const TransferRow &row, int column) const;
    [[nodiscard]] SortValue sortValue(const TransferRow &row, int column) const;
    [[nodiscard]] static QVariant decoration(const TransferRow &row, int column);
    [[nodiscard]] QVariant foreground(const TransferRow &row, int column) const;
};

}  // namespace cosftp
