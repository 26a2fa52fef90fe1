// SPDX-License-Identifier: GPL-3.0-or-later
// The time of a file: MDTM, MFMT, MFF, SITE UTIME.
#include "ftp/commands.h"
#include "ftp/listing_format.h"
#include "ftp/session.h"

#include <algorithm>

namespace cosftp::commands {

namespace {

constexpr qsizetype timeDigits = 14;  // YYYYMMDDHHMMSS

// Kept for the answer of a command that waits for the store.
struct TimeCommand
{
    VirtualPath path;
    QDateTime time;
    QByteArray success;
    int code = 213;
};

void setTime(Session &session, const TimeCommand &command)
{
    const Handler<Done> answer = [&session, command](const Outcome &outcome) {
        session.state().forgetTold(command.path);
        if (outcome)
            return session.endWork({command.code, command.success, {}, {}});
        if (outcome.error().code == Failure::Code::Invalid)
            return session.endWork({504, "Only times since 1970 can be kept.", {}, {}});
        session.failWork(outcome.error(), "time of " + command.path.toBytes());
    };
    session.beginWork();
    session.tree().setTime(command.path, command.time, &session, answer);
}

void setTimeAt(Session &session, const QByteArray &path, const QDateTime &time,
               const QByteArray &success, int code = 213)
{
    const auto target = session.resolveFile(path);
    if (!target)
        return;
    if (session.state().device.ignoresTimesAndModes)
        return session.reply(code, success);
    setTime(session, {*target, time, success, code});
}

void tellTime(Session &session, const QByteArray &argument, const Result<Entry> &entry)
{
    if (!entry)
        return session.failWork(entry.error(), "MDTM " + argument);
    if (!entry->modified.isValid())
        return session.endWork({550, "The storage tells no time of this file.", {}, {}});
    session.endWork({213, mdtmTime(entry->modified), {}, {}});
}

// A name may begin with fourteen digits and a space, so it is looked for first.
void setUnlessThereIsSuchAFile(Session &session, const QByteArray &argument, const QDateTime &time)
{
    const auto whole = session.resolve(argument);
    if (!whole)
        return;
    const auto set = [&session, argument, time] {
        setTimeAt(session, argument.mid(argument.indexOf(' ') + 1), time, mdtmTime(time));
    };
    if (!session.tree().mayTellOf(*whole))
        return set();
    session.beginWork();
    session.tree().statFile(*whole, &session,
                            [&session, argument, set](const Result<Entry> &entry) {
                                if (entry || entry.error().code != Failure::Code::NotFound)
                                    return tellTime(session, argument, entry);
                                session.endWorkSilently();
                                set();
                            });
}

// "YYYYMMDDHHMMSS", then one space and a path.
std::optional<QDateTime> timeBefore(const QByteArray &argument)
{
    return parseTime(argument.first(std::max<qsizetype>(argument.indexOf(' '), 0)));
}

// "path atime mtime ctime UTC", as "YYYYMMDDHHMMSS" each.
bool utimeWithThreeTimes(Session &session, const QByteArray &argument)
{
    constexpr qsizetype wordsBehindPath = 4;
    const QList<QByteArray> words = argument.split(' ');
    if (words.size() <= wordsBehindPath || words.last().toUpper() != "UTC")
        return false;
    const qsizetype pathWords = words.size() - wordsBehindPath;
    const std::optional<QDateTime> time = parseTime(words.at(pathWords + 1));
    if (!time)
        return false;
    setTimeAt(session, words.first(pathWords).join(' '), *time, "Time set.", 200);
    return true;
}

}  // namespace

void mdtm(Session &session, const QByteArray &argument)
{
    if (const auto time = timeBefore(argument))
        return setUnlessThereIsSuchAFile(session, argument, *time);
    const auto target = session.resolveFile(argument);
    if (!target)
        return;
    session.beginWork();
    session.tree().showFile(*target, &session, [&session, argument](const Result<Entry> &entry) {
        tellTime(session, argument, entry);
    });
}

void mfmt(Session &session, const QByteArray &argument)
{
    const qsizetype space = argument.indexOf(' ');
    const QByteArray path = argument.mid(space + 1);
    const std::optional<QDateTime> time = timeBefore(argument);
    if (!time || path.isEmpty())
        return session.reply(501, "MFMT takes YYYYMMDDHHMMSS and a path.");
    setTimeAt(session, path, *time, "Modify=" + mdtmTime(*time) + "; " + path);
}

void mff(Session &session, const QByteArray &argument)
{
    const qsizetype space = argument.indexOf("; ");
    const QList<QByteArray> facts = argument.first(std::max<qsizetype>(space, 0)).split(';');
    const QByteArray path = argument.mid(space + 2);
    const qsizetype equals = facts.first().indexOf('=');
    if (space < 0 || equals <= 0 || path.isEmpty())
        return session.reply(501, "MFF takes fact=value; and a path.");
    if (facts.size() > 1 || facts.first().first(equals).toLower() != "modify")
        return session.reply(504, "Only the fact Modify can be set.");
    const std::optional<QDateTime> time = parseTime(facts.first().mid(equals + 1));
    if (!time)
        return session.reply(501, "Modify takes YYYYMMDDHHMMSS.");
    setTimeAt(session, path, *time, "Modify=" + mdtmTime(*time) + "; " + path);
}

void siteUtime(Session &session, const QByteArray &argument)
{
    if (utimeWithThreeTimes(session, argument))
        return;
    const qsizetype space = argument.indexOf(' ');
    QByteArray word = argument.first(std::max<qsizetype>(space, 0));
    const QByteArray path = argument.mid(space + 1);
    constexpr qsizetype withoutSeconds = timeDigits - 2;
    if (word.size() == withoutSeconds)
        word += "00";
    const std::optional<QDateTime> time = parseTime(word);
    if (!time || path.isEmpty())
        return session.reply(501, "SITE UTIME takes YYYYMMDDhhmm[ss] and a path.");
    setTimeAt(session, path, *time, "Time set.", 200);
}

}  // namespace cosftp::commands
