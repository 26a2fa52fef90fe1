// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"
#include "status/live_model.h"
#include "status/speed_meter.h"

namespace cosftp {

struct SessionRow
{
    SessionRecord record;
    SpeedMeter in;
    SpeedMeter out;
    bool isGone = false;

    static quint64 idOf(const SessionRecord &record) { return record.sessionId; }
    [[nodiscard]] quint64 id() const { return record.sessionId; }
    bool take(const SessionRecord &session, const QDateTime &now);
    bool leave() { return !std::exchange(isGone, true); }
};

/// The sessions of the server as a table. Times that only pass are not told as changes: a view
/// repaints them from now().
class SessionModel final : public LiveModel<SessionRecord, SessionRow>
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionModel)

public:
    enum Column {
        Id,
        User,
        Peer,
        Encryption,
        Since,
        Idle,
        State,
        Command,
        Folder,
        Received,
        Sent,
        SpeedIn,
        SpeedOut,
        ColumnCount
    };

    explicit SessionModel(QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] SortValue sortValueAt(int index, int column) const override
    {
        return sortValue(row(index), column);
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// "logged in": in the present language.
    static QString stateText(SessionRecord::State state);
    /// "TLSv1.3", or that it is not encrypted.
    static QString encryptionText(const SessionRecord &session);

private:
    [[nodiscard]] QString display(const SessionRow &row, int column) const;
    [[nodiscard]] SortValue sortValue(const SessionRow &row, int column) const;
};

}  // namespace cosftp
