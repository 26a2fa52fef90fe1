// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QCoreApplication>

namespace cosftp {

/// A transfer in words, in the present language.
class TransferText
{
    Q_DECLARE_TR_FUNCTIONS(TransferText)

public:
    /// No byte has moved for so long: it is called stalled.
    static constexpr qint64 stallMs = 2000;

    static QString direction(TransferRecord::Direction direction);  ///< "Upload"
    /// "receiving", "stalled: client", "finishing: waiting for COS", "parked", ...
    static QString state(const TransferRecord &transfer, const QDateTime &now);
    /// The result of one that has ended: "done", "parked", "failed".
    static QString result(TransferRecord::State state);
    /// "3 done, 2 in flight"; empty for downloads and uploads in one piece.
    static QString parts(const TransferRecord &transfer);
    /// Why it failed and what to do about it; empty if it did not.
    static QString cause(const TransferRecord &transfer);
    /// What happened when, one line each, the first thing first.
    static QStringList timeline(const TransferRecord &transfer);
    /// Everything that helps somebody else to find the reason: plain text of several lines.
    static QString report(const TransferRecord &transfer, const QString &serverVersion);

private:
    static QString keptText(const TransferRecord &transfer);
};

/// True if it runs and no byte has moved for TransferText::stallMs.
bool isStalled(const TransferRecord &transfer, const QDateTime &now);
bool isEnded(const TransferRecord &transfer);
/// From the begin to the end, or to `now` while it runs.
qint64 elapsedMs(const TransferRecord &transfer, const QDateTime &now);

}  // namespace cosftp
