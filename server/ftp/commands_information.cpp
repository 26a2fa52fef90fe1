// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "core/text.h"
#include "ftp/command_table.h"
#include "ftp/commands.h"
#include "ftp/session.h"

#include <algorithm>

namespace cosftp::commands {

namespace {

// draft-peterson-streamlined-ftp-command-extensions: "Name=value;" again and again, a name among
// them.
bool isClientSoftware(const QByteArray &facts)
{
    bool hasName = false;
    if (!facts.endsWith(';'))
        return false;
    for (const QByteArray &fact : facts.first(facts.size() - 1).split(';')) {
        const qsizetype equals = fact.indexOf('=');
        if (equals <= 0)
            return false;
        hasName = hasName || fact.first(equals).trimmed().toLower() == "name";
    }
    return hasName;
}

bool isHostName(const QByteArray &name, bool isAddress)
{
    const auto isAllowed = [isAddress](char letter) {
        const bool isWord = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                            || (letter >= '0' && letter <= '9');
        return isWord || letter == '.' || (isAddress ? letter == ':' : letter == '-');
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isAllowed);
}

// Who was shown the certificate of one name must not go on as if at another (RFC 7151).
bool namedAnotherHost(Session &session, const QByteArray &name)
{
    if (!session.isEncrypted())
        return false;
    const QByteArray &told = session.tlsFacts().hostName;
    return !told.isEmpty() && told.compare(name, Qt::CaseInsensitive) != 0;
}

}  // namespace

void syst(Session &session, const QByteArray &) { session.reply(215, "UNIX Type: L8"); }

void feat(Session &session, const QByteArray &)
{
    QList<QByteArray> lines{
        "CLNT",        "LANG EN*", "MDTM", "MFMT", "MLST " + session.state().facts.featLine(),
        "REST STREAM", "SIZE",     "TVFS"};
    if (session.state().user.limits.quotaBytes > 0)
        lines += "AVBL";
    if (session.settings().network.allowsActive)
        lines += "EPRT";
    if (session.state().device.offersEpsv)
        lines += "EPSV";
    if (!session.settings().network.hostNames.isEmpty())
        lines += "HOST";
    if (session.state().names.speaksUtf8())
        lines += "UTF8";
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
            return session.reply(multiLine(214, "SITE commands:", siteHelp(), "End"));
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

void csid(Session &session, const QByteArray &facts)
{
    if (!isClientSoftware(facts))
        return session.reply(501, "CSID takes Name=program; and more of that kind.");
    qCInfo(lcSession).noquote() << session.tag() << "client program:" << escaped(facts, 128);
    session.reply(200, "Name=COS FTP Server;");  // no version: that helps attackers only
}

// RFC 7151. The names make no difference; a client that asks wants to hear that it is right here.
void host(Session &session, const QByteArray &name)
{
    const QStringList &served = session.settings().network.hostNames;
    if (served.isEmpty())
        return session.reply(502, "This server goes by no name.");
    const bool isAddress = name.startsWith('[') && name.endsWith(']');
    const QByteArray plain = isAddress ? name.mid(1, name.size() - 2) : name;
    if (!isHostName(plain, isAddress))
        return session.reply(501, "HOST takes a name, or an IPv6 address in brackets.");
    if (session.state().login != SessionState::Login::Greeted)
        return session.reply(503, "HOST comes before USER.");
    if (!served.contains(QString::fromLatin1(plain), Qt::CaseInsensitive))
        return session.reply(504, "No such host here.");
    if (namedAnotherHost(session, plain))
        return session.reply(504, "The TLS handshake named another host.");
    session.reply(220, "Ready.");
}

// Buckets have no end, so only a quota can tell; it is the same for all folders of a user.
void avbl(Session &session, const QByteArray &path)
{
    if (!session.resolve(path))
        return;
    const qint64 most = session.quota().bytes;
    if (most <= 0)
        return session.reply(502, "There is no limit.");
    const qint64 used = session.services().quotas->record(session.state().user.name).bytes;
    session.reply(213, QByteArray::number(std::max<qint64>(most - used, 0)));
}

}  // namespace cosftp::commands
