// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/command_table.h"

#include "core/text.h"
#include "ftp/commands.h"

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

using enum LoginRule;
using Arg = ArgumentRule;
using enum ArgumentKind;
using enum DataRule;
constexpr DataRule noData = DataRule::None;

constexpr std::array table{
    // Access
    Command{"USER", Anytime, Arg::Required, Path, commands::user, "USER name"},
    Command{"PASS", Anytime, Arg::Optional, Path, commands::pass, "PASS password", noData,
            Ends::Nothing, Argument::Secret},
    Command{"ACCT", Needed, Arg::Required, Word, commands::acct, "ACCT account (not needed)",
            noData, Ends::Nothing, Argument::Secret},
    Command{"REIN", Needed, Arg::None, Word, commands::rein, "REIN (log out, keep the line)"},
    Command{"QUIT", Anytime, Arg::Ignored, Word, commands::quit, "QUIT"},
    Command{"HOST", Anytime, Arg::Required, Word, commands::host, "HOST name (of this server)"},
    // Security
    Command{"AUTH", Anytime, Arg::Required, Word, commands::auth,
            "AUTH TLS (encrypt from here on)"},
    Command{"PBSZ", Anytime, Arg::Required, Word, commands::pbsz, "PBSZ 0"},
    Command{"PROT", Anytime, Arg::Required, Word, commands::prot,
            "PROT P|C (encrypt data connections, or not)"},
    Command{"CCC", Needed, Arg::None, Word, commands::ccc, "CCC (back to commands in clear)"},
    // Folders and names
    Command{"CWD", Needed, Arg::Optional, Path, commands::cwd, "CWD [path] (change folder)"},
    Command{"XCWD", Needed, Arg::Optional, Path, commands::cwd, nullptr},
    Command{"CDUP", Needed, Arg::None, Word, commands::cdup, "CDUP (to the folder above)"},
    Command{"XCUP", Needed, Arg::None, Word, commands::cdup, nullptr},
    Command{"PWD", Needed, Arg::Ignored, Word, commands::pwd, "PWD (name the folder)"},
    Command{"XPWD", Needed, Arg::Ignored, Word, commands::pwd, nullptr},
    Command{"MKD", Needed, Arg::Required, Path, commands::mkd, "MKD path (make a folder)", noData,
            Ends::Rename},
    Command{"XMKD", Needed, Arg::Required, Path, commands::mkd, nullptr, noData, Ends::Rename},
    Command{"RMD", Needed, Arg::Required, Path, commands::rmd, "RMD path (remove an empty folder)",
            noData, Ends::Rename},
    Command{"XRMD", Needed, Arg::Required, Path, commands::rmd, nullptr, noData, Ends::Rename},
    Command{"DELE", Needed, Arg::Required, Path, commands::dele, "DELE path (delete a file)",
            noData, Ends::Rename},
    Command{"RNFR", Needed, Arg::Required, Path, commands::rnfr, "RNFR path (rename from)", noData,
            Ends::Rename},
    Command{"RNTO", Needed, Arg::Required, Path, commands::rnto, "RNTO path (rename to)", noData,
            Ends::Rename},
    Command{"SIZE", Needed, Arg::Required, Path, commands::size, "SIZE path (bytes in a file)"},
    // Times and checksums
    Command{"MDTM", Needed, Arg::Required, Path, commands::mdtm, "MDTM path (time of a file)"},
    Command{"MFMT", Needed, Arg::Required, Path, commands::mfmt,
            "MFMT YYYYMMDDHHMMSS path (set the time of a file)", noData, Ends::Rename},
    Command{"MFF", Needed, Arg::Required, Path, commands::mff, "MFF Modify=YYYYMMDDHHMMSS; path",
            noData, Ends::Rename},
    Command{"HASH", Needed, Arg::Required, Path, commands::hash, "HASH path (checksum of a file)",
            noData, Ends::Range},
    Command{"RANG", Needed, Arg::Required, Word, commands::rang, "RANG first last (bytes for HASH)",
            noData, Ends::Range},
    Command{"MD5", Needed, Arg::Required, Path, commands::md5, nullptr},
    Command{"XCRC", Needed, Arg::Required, Path, commands::xcrc, "XCRC path [start [end]]"},
    Command{"XMD5", Needed, Arg::Required, Path, commands::xmd5, "XMD5 path [start [end]]"},
    Command{"XSHA", Needed, Arg::Required, Path, commands::xsha1, nullptr},
    Command{"XSHA1", Needed, Arg::Required, Path, commands::xsha1, "XSHA1 path [start [end]]"},
    Command{"XSHA256", Needed, Arg::Required, Path, commands::xsha256,
            "XSHA256 path [start [end]]"},
    Command{"XSHA512", Needed, Arg::Required, Path, commands::xsha512,
            "XSHA512 path [start [end]]"},
    // Listings
    Command{"LIST", Needed, Arg::Optional, Path, commands::list, "LIST [path]", Opens, Ends::All},
    Command{"NLST", Needed, Arg::Optional, Path, commands::nlst, "NLST [path] (names only)", Opens,
            Ends::All},
    Command{"MLSD", Needed, Arg::Optional, Path, commands::mlsd,
            "MLSD [path] (facts of a folder's entries)", Opens, Ends::All},
    Command{"MLST", Needed, Arg::Optional, Path, commands::mlst,
            "MLST [path] (facts of one entry)"},
    Command{"STAT", Anytime, Arg::Optional, Path, commands::stat, "STAT [path]"},
    // Transfers
    Command{"RETR", Needed, Arg::Required, Path, commands::retr, "RETR path (send a file)", Opens,
            Ends::All},
    Command{"STOR", Needed, Arg::Required, Path, commands::stor, "STOR path (take a file)", Opens,
            Ends::All},
    Command{"APPE", Needed, Arg::Required, Path, commands::appe, "APPE path (add to a file)", Opens,
            Ends::All},
    Command{"STOU", Needed, Arg::Optional, Path, commands::stou, "STOU (take a file and name it)",
            Opens, Ends::All},
    Command{"REST", Needed, Arg::Required, Word, commands::rest,
            "REST offset (where RETR or STOR begins)", noData, Ends::Offset},
    Command{"ALLO", Needed, Arg::Required, Word, commands::allo, "ALLO bytes", noData, Ends::Bytes},
    Command{"ABOR", Needed, Arg::Ignored, Word, commands::abor, "ABOR (stop the transfer)", noData,
            Ends::All},
    // Parameters
    Command{"TYPE", Needed, Arg::Required, Word, commands::type, "TYPE A|I|L 8"},
    Command{"STRU", Needed, Arg::Required, Word, commands::stru, "STRU F"},
    Command{"MODE", Needed, Arg::Required, Word, commands::mode, "MODE S"},
    Command{"PORT", Needed, Arg::Required, Word, commands::port, "PORT h1,h2,h3,h4,p1,p2"},
    Command{"EPRT", Needed, Arg::Required, Word, commands::eprt, "EPRT |1|address|port|"},
    Command{"PASV", Needed, Arg::Ignored, Word, commands::pasv, "PASV (server listens)"},
    Command{"EPSV", Needed, Arg::Optional, Word, commands::epsv, "EPSV [1|2|ALL] (server listens)"},
    Command{"OPTS", Anytime, Arg::Required, Word, commands::opts,
            "OPTS UTF8 ON | MLST facts | HASH name"},
    Command{"LANG", Anytime, Arg::Optional, Word, commands::lang, "LANG [EN] (of the replies)"},
    // Information
    Command{"SYST", Anytime, Arg::Ignored, Word, commands::syst, "SYST"},
    Command{"FEAT", Anytime, Arg::Ignored, Word, commands::feat, "FEAT"},
    Command{"HELP", Anytime, Arg::Optional, Word, commands::help, "HELP [verb]"},
    Command{"NOOP", Anytime, Arg::Ignored, Word, commands::noop, "NOOP"},
    Command{"CLNT", Anytime, Arg::Required, Word, commands::clnt, "CLNT name (of your program)"},
    Command{"CSID", Anytime, Arg::Required, Word, commands::csid, "CSID Name=program; Version=x;"},
    Command{"AVBL", Needed, Arg::Optional, Path, commands::avbl, "AVBL [path] (bytes left)"},
    Command{"SITE", Anytime, Arg::Required, Path, commands::site, "SITE HELP", noData,
            Ends::Rename},
};

constexpr std::array absent{"ADAT", "CONF", "CPSV", "ENC",  "LPRT",
                            "LPSV", "MFCT", "MIC",  "SMNT", "SSCN"};
constexpr std::array foreign{"GET",   "POST",   "PUT",  "HEAD", "OPTIONS", "CONNECT",  "PATCH",
                             "TRACE", "DELETE", "EHLO", "HELO", "MAIL",    "STARTTLS", "PROXY"};

const QByteArray hidden = "****";

// Behind a verb that takes nothing stands what was meant for another one. The words behind SITE
// are of many servers: SITE PSWD changes a password elsewhere.
bool mayShowArgument(const Command &row, const QByteArray &argument)
{
    const bool takesOne = row.argument == Arg::Optional || row.argument == Arg::Required;
    const bool isKnown = row.handler != commands::site || commands::isSiteCommand(argument);
    return row.content == Argument::Shown && takesOne && isKnown;
}

template <std::size_t Size>
bool contains(const std::array<const char *, Size> &words, QByteArrayView verb)
{
    return std::any_of(words.begin(), words.end(), [&](const char *word) { return verb == word; });
}

}  // namespace

std::span<const Command> commandTable() { return table; }

const Command *findCommand(QByteArrayView verb)
{
    const QByteArray upper = verb.toByteArray().toUpper();
    const auto *found = std::find_if(table.begin(), table.end(),
                                     [&](const Command &command) { return upper == command.verb; });
    return found == table.end() ? nullptr : found;
}

bool isAbsentCommand(QByteArrayView verb) { return contains(absent, verb); }

bool isForeignProtocol(QByteArrayView verb)
{
    const bool isControl = !verb.isEmpty() && static_cast<unsigned char>(verb.front()) < 0x20
                           && verb.front() != '\t';  // a slip of somebody who types
    return contains(foreign, verb) || verb.startsWith("HTTP/") || verb.endsWith(':') || isControl;
}

ParsedCommand parseCommand(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    if (space < 0)
        return {line.toUpper(), {}};
    return {line.first(space).toUpper(), line.mid(space + 1)};
}

QByteArray loggableVerb(const QByteArray &verb)
{
    constexpr qsizetype mostLetters = 4;
    const bool isKnown =
        findCommand(verb) != nullptr || isAbsentCommand(verb) || contains(foreign, verb);
    const bool isShort = verb.size() <= mostLetters
                         && std::all_of(verb.begin(), verb.end(),
                                        [](char byte) { return byte >= 'A' && byte <= 'Z'; });
    return isKnown || (isShort && !verb.isEmpty()) ? verb : hidden;
}

QByteArray loggableCommand(const ParsedCommand &command)
{
    const QByteArray verb = loggableVerb(command.verb);
    const Command *row = findCommand(command.verb);
    if (verb == hidden)
        return verb;
    if (row != nullptr && row->content == Argument::Secret)  // also where nothing stands there
        return verb + ' ' + hidden;
    if (command.argument.isEmpty())
        return verb;
    const bool isShown = row != nullptr && mayShowArgument(*row, command.argument);
    return verb + ' ' + (isShown ? escapedText(escaped(command.argument)) : hidden);
}

}  // namespace cosftp
