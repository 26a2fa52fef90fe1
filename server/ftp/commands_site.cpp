// SPDX-License-Identifier: GPL-3.0-or-later
// SITE: what no RFC has a verb for.
#include "ftp/command_table.h"
#include "ftp/commands.h"
#include "ftp/session.h"

#include <algorithm>
#include <array>

namespace cosftp::commands {

namespace {

struct SiteCommand
{
    const char *word;
    LoginRule login;
    void (*handler)(Session &session, const QByteArray &argument);
    const char *help;
};

void siteHelpReply(Session &session, const QByteArray &)
{
    session.reply(multiLine(214, "SITE commands:", siteHelp(), "End"));
}

bool isOctalMode(const QByteArray &word)
{
    constexpr qsizetype mostDigits = 4;
    return !word.isEmpty() && word.size() <= mostDigits
           && std::all_of(word.begin(), word.end(),
                          [](char digit) { return digit >= '0' && digit <= '7'; });
}

// An object store has no modes; the clients that send this (lftp, FileZilla) take 504 for "not
// here", and devices give up.
void answerMode(Session &session)
{
    if (session.state().device.ignoresTimesAndModes)
        return session.reply(200, "Noted; the storage keeps no modes.");
    session.reply(504, "The storage keeps no modes.");
}

void siteChmod(Session &session, const QByteArray &argument)
{
    const qsizetype space = argument.indexOf(' ');
    const bool hasPath = space >= 0 && space + 1 < argument.size();
    if (!hasPath || !isOctalMode(argument.first(space)))
        return session.reply(501, "SITE CHMOD takes an octal mode and a path.");
    if (session.resolve(argument.mid(space + 1)))
        answerMode(session);
}

void siteUmask(Session &session, const QByteArray &mode)
{
    if (!mode.isEmpty() && !isOctalMode(mode))
        return session.reply(501, "SITE UMASK takes an octal mode.");
    answerMode(session);
}

// The finished file under the name, if there is one, stays.
void siteDiscard(Session &session, const QByteArray &path)
{
    if (path.isEmpty())
        return session.reply(501, "SITE DISCARD takes a path.");
    const auto target = session.resolveFile(path);
    if (!target)
        return;
    session.beginWork();
    session.tree().discardUnfinished(
        *target, &session, [&session, target = *target](const Outcome &discarded) {
            session.state().forgetTold(target);
            if (discarded)
                return session.endWork({250, "The interrupted upload is given up.", {}, {}});
            if (discarded.error().code == Failure::Code::NotFound)
                return session.endWork(
                    {550, "No interrupted upload of yours waits there.", {}, {}});
            session.failWork(discarded.error(), "SITE DISCARD " + target.toBytes());
        });
}

// A client may give up its patience, and take it back up to what the settings say.
void siteIdle(Session &session, const QByteArray &argument)
{
    constexpr int leastSeconds = 10;
    const auto most = session.settings().timeouts.idle;
    if (argument.isEmpty())
        return session.reply(200, "The idle time is "
                                      + QByteArray::number(qint64{session.idleTime().count()})
                                      + " seconds.");
    bool isNumber = false;
    const int seconds = argument.toInt(&isNumber);
    if (!isNumber || argument.front() == '+' || seconds < 0)
        return session.reply(501, "SITE IDLE takes a number of seconds.");
    if (seconds < leastSeconds || std::chrono::seconds(seconds) > most)
        return session.reply(504, "The idle time can be " + QByteArray::number(leastSeconds)
                                      + " to " + QByteArray::number(qint64{most.count()})
                                      + " seconds.");
    session.setIdleTime(std::chrono::seconds(seconds));
    session.reply(200, "Idle time set.");
}

constexpr std::array table{
    SiteCommand{"CHMOD", LoginRule::Needed, siteChmod, "CHMOD mode path (modes are not kept)"},
    SiteCommand{"DISCARD", LoginRule::Needed, siteDiscard,
                "DISCARD path (your interrupted upload of that name)"},
    SiteCommand{"HELP", LoginRule::Anytime, siteHelpReply, "HELP"},
    SiteCommand{"IDLE", LoginRule::Needed, siteIdle, "IDLE [seconds]"},
    SiteCommand{"RMDIR", LoginRule::Needed, siteRmdir, "RMDIR path (a folder with all it holds)"},
    SiteCommand{"UMASK", LoginRule::Needed, siteUmask, "UMASK [mode] (modes are not kept)"},
    SiteCommand{"UTIME", LoginRule::Needed, siteUtime, "UTIME YYYYMMDDhhmm[ss] path"},
};

QByteArray wordOf(const QByteArray &argument) { return argument.split(' ').first(); }

const SiteCommand *find(const QByteArray &word)
{
    const QByteArray upper = word.toUpper();
    const auto *found = std::find_if(table.begin(), table.end(),
                                     [&](const SiteCommand &row) { return upper == row.word; });
    return found == table.end() ? nullptr : found;
}

}  // namespace

QList<QByteArray> siteHelp()
{
    QList<QByteArray> lines;
    for (const SiteCommand &command : table)
        lines += command.help;
    return lines;
}

bool isSiteCommand(const QByteArray &argument) { return find(wordOf(argument)) != nullptr; }

void site(Session &session, const QByteArray &argument)
{
    const QByteArray word = wordOf(argument);
    const SiteCommand *command = find(word);
    if (command == nullptr)
        return session.reply(501, "Unknown SITE command.");
    if (command->login == LoginRule::Needed
        && session.state().login != SessionState::Login::LoggedIn)
        return session.reply(530, "Log in with USER and PASS.");
    command->handler(session, argument.mid(word.size() + 1));
}

}  // namespace cosftp::commands
