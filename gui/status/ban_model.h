// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_records.h"
#include "status/live_model.h"

namespace cosftp {

/// The banned addresses as a table. Rows stay where they are while bans come and go, so that the
/// selection survives; there is one ban for each address.
class BanModel final : public LiveTable
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BanModel)

public:
    enum Column { Address, Why, Since, Until, Attempts, Names, ColumnCount };

    explicit BanModel(QObject *parent = nullptr) : LiveTable(parent) {}

    void update(const QList<BanRecord> &bans);
    [[nodiscard]] const BanRecord &ban(int row) const { return m_bans.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] SortValue sortValueAt(int row, int column) const override;

    /// "too many wrong logins": in the present language.
    static QString whyText(BanRecord::Why why);

private:
    void removeMissing(const QList<BanRecord> &bans);
    [[nodiscard]] int rowOf(const QString &address) const;
    [[nodiscard]] static QString display(const BanRecord &ban, int column);

    QList<BanRecord> m_bans;
};

}  // namespace cosftp
