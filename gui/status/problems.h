// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/server_link.h"

#include <QList>

namespace cosftp {

struct BucketHealth;

/// Something the user should know, and where to do something about it.
struct Problem
{
    enum class Severity { Warning, Error };
    Severity severity = Severity::Warning;
    QDateTime at;    ///< UTC; not valid for what is wrong all the time.
    QString text;    ///< One sentence.
    QString advice;  ///< Cause and what to do; may be empty.
    QString action;  ///< The button's text.
    QString pageId;  ///< For Page::pageWanted().
    QString place;
    bool operator==(const Problem &) const = default;
};

/// What is wrong with the settings file, and what it warns of.
QList<Problem> settingsProblems(const SettingsDocument &document);
/// Transfers that failed, the newest first.
QList<Problem> transferProblems(const QList<TransferRecord> &ended);
/// Warnings and errors of the log, the newest first. Lines about failed transfers are left out:
/// the transfer tells more.
QList<Problem> logProblems(const QList<LogRecord> &records, const QList<TransferRecord> &ended);
/// Buckets that were not reached or whose key is not good.
QList<Problem> bucketProblems(const QList<BucketHealth> &buckets);
/// Clients from the Internet are told, or would be told, an address that only works inside: data
/// connections fail then.
/// Without the lines of the log that say the same of a bucket as bucketProblems() does.
QList<Problem> withoutEchoes(QList<Problem> logProblems, const QList<BucketHealth> &buckets);
QList<Problem> passiveProblems(const LinkStatus &status, const QStringList &localAddresses,
                               const QList<SessionRecord> &sessions);
/// Users from the Internet have logged in without encryption: their passwords can be read on the
/// way.
QList<Problem> plainLoginProblems(const QList<SessionRecord> &sessions);
/// What lasts first, then the newest; at most `limit`.
QList<Problem> sortedProblems(QList<Problem> problems, qsizetype limit);

}  // namespace cosftp
