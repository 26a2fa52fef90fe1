// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QDate>

#include <optional>

namespace cosftp {

/// Which ended transfers are wanted, and in which order.
struct HistoryQuery
{
    enum class SortBy {
        Ended,
        Direction,
        User,
        Path,
        Result,
        Bytes,
        Duration,
        Speed,
        Bucket,
        Peer
    };
    QString user;  ///< A part of the name; empty: all.
    QString path;  ///< A part of the path; empty: all.
    std::optional<TransferRecord::State> result;
    std::optional<TransferRecord::Direction> direction;
    QDate from;  ///< Local date of the end; not valid: no limit.
    QDate to;    ///< Inclusive.
    SortBy sortBy = SortBy::Ended;
    Qt::SortOrder order = Qt::DescendingOrder;
    bool operator==(const HistoryQuery &) const = default;

    /// Whether it leaves anything out.
    [[nodiscard]] bool isFiltered() const
    {
        return !user.isEmpty() || !path.isEmpty() || result || direction || from.isValid()
               || to.isValid();
    }
};

/// What a row of the history stands for, in every run of the server: its transfers are numbered
/// anew at each start, but no two with one number start in the same millisecond.
struct HistoryKey
{
    qint64 startedMs = 0;
    quint64 transferId = 0;
    bool operator==(const HistoryKey &) const = default;
};
inline HistoryKey historyKey(const TransferRecord &transfer)
{
    return {transfer.started.toMSecsSinceEpoch(), transfer.transferId};
}
inline size_t qHash(const HistoryKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.startedMs, key.transferId);
}

}  // namespace cosftp
