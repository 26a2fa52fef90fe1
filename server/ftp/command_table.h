// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <span>

namespace cosftp {

class Session;

enum class LoginRule { Anytime, Needed };
enum class ArgumentRule {
    None,     ///< An argument is an error.
    Ignored,  ///< The same, but it can mean nothing else, so it is done whatever stands behind it.
    Optional,
    Required,
};
/// Whether spaces around the argument belong to it.
enum class ArgumentKind { Word, Path };
/// Whether the command opens a data connection, which has to be encrypted if the policy says so.
enum class DataRule { None, Opens };
/// What REST, ALLO, RNFR or RANG have announced for a command to come and what ends with this one,
/// also if it is refused: a STOR that was refused has used up its REST, and a second RNFR, whatever
/// becomes of it, takes the first one back. Parameters and questions may stand in between.
enum class Ends { Nothing, Rename, Offset, Bytes, Range, All };

/// Whether logs and windows may show what stands behind the verb.
enum class Argument { Shown, Secret };

/// One row per FTP command: everything that the dispatcher, HELP and the tests have to know of it.
struct Command
{
    const char *verb;
    LoginRule login;
    ArgumentRule argument;
    ArgumentKind kind;
    void (*handler)(Session &session, const QByteArray &argument);
    const char *help;  ///< "RETR path (send a file)"; null for verbs that HELP leaves out.
    DataRule data = DataRule::None;
    Ends ends = Ends::Nothing;
    Argument content = Argument::Shown;
};

std::span<const Command> commandTable();
/// Any case; null if there is no such command.
const Command *findCommand(QByteArrayView verb);
/// Known to the standards and absent on purpose: answered 502 instead of 500.
bool isAbsentCommand(QByteArrayView verb);
/// True for words of HTTP and SMTP, which only a browser or an attacker sends to an FTP port.
bool isForeignProtocol(QByteArrayView verb);

/// A command line, taken apart (ftp RFC 959 section 5.3): the verb in upper case and every byte
/// behind the one space.
struct ParsedCommand
{
    QByteArray verb;
    QByteArray argument;
};
ParsedCommand parseCommand(const QByteArray &line);
/// The verb as logs may show it. A word that is no verb of FTP may be a password, or hold one: it
/// is
/// "****" unless it is as short as RFC 959 section 5.3 has its verbs, four letters.
QByteArray loggableVerb(const QByteArray &verb);
/// The line as logs and windows may show it, escaped. Whatever stands behind the verb is "****",
/// unless the command's row says that it may be shown.
QByteArray loggableCommand(const ParsedCommand &command);

}  // namespace cosftp
