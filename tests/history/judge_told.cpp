// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judge_told.h"

#include <algorithm>

namespace cosftp::test {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 rememberedSizeUs = 2 * second;
constexpr qint64 rememberedListUs = 10 * second;
/// What an unanswered or troubled command left under way has landed by then.
constexpr qint64 landedUs = 20 * second;

// What a reply said that is kept names an offset; it is not what a client asks for that goes on by
// APPE: a log appender whose last STOR broke off does not resume.
std::optional<qint64> toldBy(const Record &record, const Record &asker)
{
    const QByteArray &key = asker.key;
    if (record.verb == Verb::Size && record.isAcknowledged() && record.key == key)
        return record.size;
    if (record.isUpload() && record.key == key && record.kept > 0 && asker.verb != Verb::Appe)
        return record.kept;
    const auto listed = record.listed.find(key);
    return listed == record.listed.end() ? std::nullopt : std::optional(listed->second);
}

bool isOfSameUpload(const Record &upload, const Record &record, const QByteArray &key)
{
    return upload.isUpload() && !upload.isAcknowledged() && upload.user == record.user
           && upload.key == key && (upload.isBegun || upload.code == 0);
}

// A segment begins when all is quiet, so what could wait could be there since then.
bool mayStillWait(const History &history, const Record &upload)
{
    return upload.code == 0 || upload.kept > 0 || history.hasTrouble(upload);
}

qint64 mostBytes(const Record &upload)
{
    return upload.verb == Verb::Appe ? never : upload.offset + upload.sent.count;
}

// Whoever else changed it, or may still be changing it, since this upload began.
bool isDisturbed(const History &history, const Record &upload, const Record &record,
                 const QByteArray &key)
{
    return std::any_of(history.records.begin(), history.records.end(), [&](const Record &other) {
        if (other.id == upload.id || other.id == record.id || !other.touches(key)
            || !(other.isChange() || other.verb == Verb::Mfmt)
            || other.begin.order > record.end.order)
            return false;
        const bool mayLandLater = other.code == 0 || history.hasTrouble(other);
        return mayLandLater ? other.end.us + landedUs > upload.begin.us
                            : other.end.order > upload.begin.order;
    });
}

}  // namespace

bool isWithoutEffect(const History &history, const Record &record)
{
    if (record.code == 0 || record.isAcknowledged())
        return false;
    const bool isRename = record.verb == Verb::Rename || record.verb == Verb::RenameFolder;
    const bool isInSteps = isRename || record.isUpload();
    return (isInSteps && !record.isBegun) || (!isRename && !history.hasTrouble(record));
}

QList<qint64> toldBefore(const History &history, const Record &record)
{
    QList<qint64> told;
    for (const Record &other : history.records)
        if (other.session == record.session && other.end.order < record.begin.order)
            if (const auto size = toldBy(other, record))
                told += *size;
    return told;
}

QList<qint64> toldSinceOwnChange(const History &history, const Record &record)
{
    QList<qint64> told;
    for (const Record &other : history.records) {
        if (other.session != record.session || other.end.order >= record.begin.order)
            continue;
        const bool isChange = other.isChange() || other.verb == Verb::Mfmt;
        if (isChange && other.isAcknowledged() && other.touches(record.key))
            told.clear();
        if (const auto size = toldBy(other, record))
            told += *size;
    }
    return told;
}

QList<const Record *> mayWait(const History &history, const Record &record, const QByteArray &key)
{
    QList<const Record *> uploads;
    for (const QList<Record> *records : {&history.earlier, &history.records})
        for (const Record &upload : *records)
            if (upload.id != record.id && upload.begin.order < record.end.order
                && isOfSameUpload(upload, record, key) && mayStillWait(history, upload))
                uploads += &upload;
    return uploads;
}

bool mayWaitWith(const History &history, const Record &record, const QByteArray &key, qint64 bytes)
{
    const QList<const Record *> uploads = mayWait(history, record, key);
    return std::any_of(uploads.begin(), uploads.end(), [bytes](const Record *upload) {
        return upload->kept > 0 ? upload->kept == bytes : bytes <= mostBytes(*upload);
    });
}

const Record *certainlyWaiting(const History &history, const Record &record, const QByteArray &key)
{
    const QList<const Record *> uploads = mayWait(history, record, key);
    if (uploads.size() != 1 || history.hasTroubleInSession(record))
        return nullptr;
    const Record &upload = *uploads.first();
    const bool isHere = upload.id >= history.records.first().id;
    const bool isCertain = isHere && upload.kept > 0 && upload.end.order < record.begin.order
                           && upload.address == record.address
                           && !isDisturbed(history, upload, record, key);
    return isCertain ? &upload : nullptr;
}

const Record *mustBeTold(const History &history, const Record &record, const QByteArray &key)
{
    const Record *waiting = certainlyWaiting(history, record, key);
    const bool isKnown = waiting != nullptr
                         && (waiting->server == record.server
                             || waiting->end.us + history.windowUs < record.opened.us);
    return isKnown ? waiting : nullptr;
}

bool hasAskedBefore(const History &history, const Record &record)
{
    return std::any_of(history.records.begin(), history.records.end(), [&](const Record &other) {
        const bool isQuestion = other.verb == Verb::Size || other.verb == Verb::List;
        return isQuestion && other.session == record.session && other.touches(record.key)
               && other.end.order < record.begin.order;
    });
}

qint64 seenSince(const History &history, const Record &record, const QByteArray &key)
{
    const qint64 rememberedUs = record.verb == Verb::List ? rememberedListUs : rememberedSizeUs;
    qint64 since = record.begin.order;
    for (const Record &other : history.records)
        if (other.session == record.session && other.begin.order < since && other.touches(key)
            && other.end.us + rememberedUs >= record.begin.us)
            since = other.begin.order;
    return since;
}

}  // namespace cosftp::test
