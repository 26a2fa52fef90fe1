// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history.h"

#include <algorithm>

namespace cosftp::test {

namespace {

bool isAtOrBelow(const QByteArray &key, const QByteArray &name)
{
    return key == name || key.startsWith(name + '/');
}

QByteArray timeText(const Moment &moment)
{
    return QByteArray::number(static_cast<double>(moment.us) / 1e6, 'f', 4);
}

QByteArray subjectText(const Record &record)
{
    QByteArray text = record.key.isEmpty() ? QByteArray("/") : record.key;
    if (!record.target.isEmpty())
        text += " to " + record.target;
    if (record.verb == Verb::RestStor)
        text += " at " + QByteArray::number(record.offset);
    if (record.isUpload())
        text += ", sends " + toText(Content{{record.sent}});
    if (record.isUpload() && !record.isWhole)
        text += ", breaks off";
    return text;
}

QByteArray answerText(const Record &record)
{
    if (record.code == 0)
        return "no answer";
    if (record.verb == Verb::Retr && record.isAcknowledged())
        return "226 with " + toText(record.read);
    if (record.verb != Verb::List || !record.isAcknowledged())
        return record.reply;
    QByteArray text = "226 with";
    for (const auto &[key, size] : record.listed)
        text += ' ' + key + '=' + QByteArray::number(size);
    return text;
}

}  // namespace

const char *nameOf(Verb verb)
{
    switch (verb) {
    case Verb::Stor:
        return "STOR";
    case Verb::RestStor:
        return "REST+STOR";
    case Verb::Appe:
        return "APPE";
    case Verb::Retr:
        return "RETR";
    case Verb::Size:
        return "SIZE";
    case Verb::List:
        return "MLSD";
    case Verb::Dele:
        return "DELE";
    case Verb::Rename:
        return "rename";
    case Verb::RenameFolder:
        return "rename folder";
    case Verb::Mfmt:
        return "MFMT";
    }
    return "";
}

bool Record::touches(const QByteArray &name) const
{
    if (verb == Verb::List)
        return folderOf(name) == key;
    if (verb == Verb::RenameFolder)
        return isAtOrBelow(name, key) || isAtOrBelow(name, target);
    return key == name || (!target.isEmpty() && target == name);
}

void History::beginSegment(std::map<QByteArray, Content> standing)
{
    constexpr qsizetype mostEarlier = 200;
    for (Record record : std::as_const(records))
        if (record.isUpload() && !record.isAcknowledged() && (record.isBegun || record.code == 0)) {
            record.newestUnder = newestUnder(record);
            earlier += record;
        }
    noteClaims();
    if (earlier.size() > mostEarlier)
        earlier.remove(0, earlier.size() - mostEarlier);
    records.clear();
    troubles.clear();
    before = std::move(standing);
}

void History::noteClaims()
{
    constexpr qint64 leaseUs = 30'000'000;
    for (const Record &record : std::as_const(records)) {
        const bool mayClaim = record.isChange() || record.verb == Verb::Mfmt;
        if (!mayClaim || record.end.us == never
            || (record.code != 0 && !hasTroubleSoonAfter(record)))
            continue;
        for (const QByteArray &key : {record.key, record.target}) {
            qint64 &until = claimedUntilUs[key];
            until = std::max(until, record.end.us + leaseUs + 2 * windowUs);
        }
    }
}

bool History::mayBeClaimed(const Record &record) const
{
    return std::any_of(claimedUntilUs.begin(), claimedUntilUs.end(), [&record](const auto &claim) {
        return !claim.first.isEmpty() && isAtOrBelow(record.key, claim.first)
               && record.begin.us < claim.second;
    });
}

OpId History::newestUnder(const Record &upload) const
{
    constexpr qint64 timesDifferUs = 2'000'000;
    OpId newest = std::max(upload.newestUnder, static_cast<OpId>(upload.end.order));
    for (const Record &record : records)
        if (record.begin.us < upload.begin.us + timesDifferUs)
            newest = std::max(newest, record.id);
    return newest;
}

bool History::hasTrouble(const Record &record) const
{
    return hasTroubleBetween(record, record.begin);
}

bool History::hasTroubleSoonAfter(const Record &record) const
{
    return hasTrouble(record)
           || std::any_of(troubles.begin(), troubles.end(), [&](const Trouble &trouble) {
                  return trouble.server == record.server && trouble.at.us >= record.end.us
                         && trouble.at.us <= record.end.us + windowUs;
              });
}

bool History::hasTroubleInSession(const Record &record) const
{
    return hasTroubleBetween(record, record.opened);
}

bool History::hasTroubleBetween(const Record &record, const Moment &begin) const
{
    return isUncertain
           || std::any_of(troubles.begin(), troubles.end(), [&](const Trouble &trouble) {
                  return trouble.server == record.server && trouble.at.order >= begin.order
                         && trouble.at.order <= record.end.order;
              });
}

QByteArray folderOf(const QByteArray &key)
{
    return key.first(std::max<qsizetype>(key.lastIndexOf('/'), 0));
}

QByteArray toText(const Record &record)
{
    return timeText(record.begin) + " .. " + timeText(record.end) + "  " + record.user + '@'
           + QByteArray::number(record.address) + " session " + QByteArray::number(record.session)
           + " server " + QByteArray::number(record.server) + "  " + QByteArray::number(record.id)
           + ' ' + nameOf(record.verb) + ' ' + subjectText(record) + "  ->  " + answerText(record);
}

QByteArray toText(const Trouble &trouble)
{
    return timeText(trouble.at) + "  server " + QByteArray::number(trouble.server) + ": "
           + trouble.what;
}

}  // namespace cosftp::test
