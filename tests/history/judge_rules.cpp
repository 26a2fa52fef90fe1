// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judge_rules.h"

#include "history/judge_told.h"

#include <algorithm>

namespace cosftp::test {

namespace {

constexpr int ruleWaiting = 5;
constexpr int ruleDamage = 11;
constexpr int ruleReason = 12;

Violation about(int rule, const Record &record, const QByteArray &why)
{
    return {rule, record.key, why + "\n  " + toText(record)};
}

Violation about(int rule, const Record &record, const QByteArray &why, const Record &other)
{
    return {rule, record.key, why + "\n  " + toText(other) + "\n  " + toText(record)};
}

QByteArray bytesText(qint64 bytes) { return QByteArray::number(bytes) + " bytes"; }

void addUntold(QList<Violation> &violations, const History &history, const Record &record,
               const QByteArray &key, qint64 told)
{
    const Record *waiting = mustBeTold(history, record, key);
    if (waiting != nullptr && waiting->kept != told)
        violations += about(ruleWaiting, record,
                            "an upload waits with " + bytesText(waiting->kept)
                                + ", and its user is told of " + bytesText(told),
                            *waiting);
}

void addWaiting(QList<Violation> &violations, const History &history, const Record &record)
{
    if (!record.isAcknowledged())
        return;
    if (record.verb == Verb::Size)
        addUntold(violations, history, record, record.key, record.size);
    for (const auto &[key, size] : record.listed)
        addUntold(violations, history, record, key, size);
    if (record.verb != Verb::Retr)
        return;
    const Record *waiting = certainlyWaiting(history, record, record.key);
    const QList<qint64> told = toldBefore(history, record);
    if (waiting != nullptr && !told.isEmpty() && told.last() == waiting->kept)
        violations += about(ruleWaiting, record,
                            "the session was told what waits, and is sent what stands", *waiting);
}

void addDamage(QList<Violation> &violations, const History &history, const Record &record)
{
    if (record.verb == Verb::Retr && record.isAcknowledged() && record.read.hasForeignBytes())
        violations += about(ruleDamage, record, "bytes that nobody sent");
    for (const auto &[key, size] : record.listed)
        if (!history.names.contains(key))
            violations += about(ruleDamage, record, "a name that nobody made: " + key);
}

// A claim whose removal did not arrive stands until its lease is over.
bool isAlone(const History &history, const Record &record)
{
    if (history.mayBeClaimed(record))
        return false;
    return std::none_of(history.records.begin(), history.records.end(), [&](const Record &other) {
        const bool mayLandLater = other.code == 0 || history.hasTroubleSoonAfter(other);
        return other.id != record.id && other.touches(record.key)
               && (other.isChange() || other.verb == Verb::Mfmt)
               && other.begin.order < record.end.order
               && (mayLandLater || other.end.order > record.begin.order);
    });
}

void addRefused(QList<Violation> &violations, const History &history, const Record &record)
{
    const bool isDue = record.isWhole && record.mayReplace && record.code != 0
                       && !record.isAcknowledged() && !history.hasTrouble(record);
    if (!isDue)
        return;
    const bool isPlain = record.verb == Verb::Stor;
    const bool isAppend = record.verb == Verb::Appe && isAlone(history, record)
                          && !hasAskedBefore(history, record)
                          && mayWait(history, record, record.key).isEmpty();
    if (isPlain || isAppend)
        violations += about(ruleReason, record, "refused without a reason");
}

}  // namespace

QList<Violation> singleViolations(const History &history)
{
    QList<Violation> violations;
    for (const Record &record : history.records) {
        addWaiting(violations, history, record);
        addDamage(violations, history, record);
        addRefused(violations, history, record);
    }
    return violations;
}

}  // namespace cosftp::test
