// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "core/text.h"
#include "ftp/command_table.h"
#include "ftp/commands.h"
#include "ftp/session.h"

#include <algorithm>

namespace cosftp::commands {

namespace {

QList<QByteArray> siteWords() { return {"CHMOD", "HELP", "RMDIR", "UTIME"}; }

}  // namespace

void syst(Session &session, const QByteArray &) { session.reply(215, "UNIX Type: L8"); }

void feat(Session &session, const QByteArray &)
{
    QList<QByteArray> lines{
        "CLNT",        "EPRT", "EPSV", "MDTM", "MFMT", "MLST " + session.state().facts.featLine(),
        "REST STREAM", "SIZE", "TVFS", "UTF8"};
    if (session.settings().limits.hashMaxBytes > 0)
        lines += checksumFeatures(session.state());
    if (session.settings().tls.isOn)
        lines += {"AUTH SSL", "AUTH TLS"};
    if (session.settings().tls.isOn || session.dataTls() != nullptr)
        lines += {"PBSZ", "PROT"};
    std::sort(lines.begin(), lines.end());
    session.reply(multiLine(211, "Features:", lines, "End"));
}

void help(Session &session, const QByteArray &verb)
{
    if (!verb.isEmpty()) {
        if (verb.toUpper() == "SITE")
            return session.reply(multiLine(214, "SITE commands:", siteWords(), "End"));
        const Command *command = findCommand(verb);
        if (command == nullptr)
            return session.reply(501, "Unknown command.");
        const char *text = command->help != nullptr ? command->help : command->verb;
        return session.reply(214, text);
    }
    QList<QByteArray> lines;
    for (const Command &command : commandTable())
        if (command.help != nullptr)
            lines += command.help;
    session.reply(multiLine(214, "Commands:", lines, "End"));
}

void noop(Session &session, const QByteArray &) { session.reply(200, "Here."); }

void clnt(Session &session, const QByteArray &name)
{
    qCInfo(lcSession).noquote() << session.tag() << "client program:" << escaped(name, 128);
    session.reply(200, "Noted.");
}

void site(Session &session, const QByteArray &argument)
{
    const QByteArray word = argument.split(' ').first().toUpper();
    if (word == "HELP")
        return session.reply(multiLine(214, "SITE commands:", siteWords(), "End"));
    if (session.state().login != SessionState::Login::LoggedIn)
        return session.reply(530, "Log in with USER and PASS.");
    // An object store has no modes; the clients that send this (lftp, FileZilla) take 504 for "not
    // here".
    if (word == "CHMOD" || word == "UMASK")
        return session.reply(504, "The storage keeps no modes.");
    const QByteArray rest = argument.mid(word.size() + 1);
    if (word == "UTIME")
        return siteUtime(session, rest);
    if (word == "RMDIR")
        return siteRmdir(session, rest);
    session.reply(501, "Unknown SITE command.");
}

}  // namespace cosftp::commands
