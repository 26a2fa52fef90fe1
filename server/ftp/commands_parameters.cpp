// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "ftp/commands.h"
#include "ftp/data_addresses.h"
#include "ftp/session.h"
#include "net/data_endpoint.h"
#include "net/endpoint_format.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <functional>

namespace cosftp::commands {

using namespace std::chrono_literals;

namespace {

bool isIpv6(Session &session)
{
    return session.control().local().address.protocol() == QAbstractSocket::IPv6Protocol;
}

int ownFamily(Session &session) { return familyNumber(session.control().local().address); }

// RFC 2428 section 2: the families that would do stand in parentheses.
void refuseFamily(Session &session)
{
    session.setDataEndpoint(nullptr);
    session.reply(522, "Network protocol not supported, use ("
                           + QByteArray::number(ownFamily(session)) + ')');
}

using Told = std::function<Reply(quint16 port)>;

Reply noPort(Session &session, const Failure &failure)
{
    if (failure.code == Failure::Code::InUse) {
        qCWarning(lcNet).noquote() << session.tag() << "no passive port:" << failure.detail;
        return {425,
                "Another session of your address waits for its data connection; try again, "
                "or use TLS.",
                {},
                {}};
    }
    const QByteArray reference = session.explain(failure, Phase::Lookup, "PASV").reference;
    const QByteArray text = failure.code == Failure::Code::Internal
                                ? "The server has too many files open for a data connection"
                                : "No free port for a data connection";
    return {425, text + "; try again later. [" + reference + ']', {}, {}, reference};
}

// Where all have one port, another session's turn may have to pass first.
void tryListening(Session &session, const Told &told, const QDeadlineTimer &patience)
{
    quint16 port = 0;
    const Result<DataEndpoint *> endpoint = awaitData(session, &port);
    if (endpoint) {
        session.setDataEndpoint(*endpoint);
        return session.endWork(told(port));
    }
    if (endpoint.error().code != Failure::Code::InUse || patience.hasExpired())
        return session.endWork(noPort(session, endpoint.error()));
    QTimer::singleShot(20ms, &session,
                       [&session, told, patience] { tryListening(session, told, patience); });
}

// Opens a passive listener, and tells its port.
void listen(Session &session, const Told &told)
{
    session.setDataEndpoint(nullptr);
    session.beginWork();
    tryListening(session, told, QDeadlineTimer(5s));
}

bool mayBeActive(Session &session)
{
    if (session.state().isEpsvOnly)
        session.reply(503, "Only EPSV after EPSV ALL.");
    else if (!session.settings().network.allowsActive)
        session.reply(502, "Only passive data connections are offered here.");
    else
        return true;
    return false;
}

// Devices behind a NAT name the address that they have there; the one that they come from is right.
void useActive(Session &session, const Endpoint &asked)
{
    session.setDataEndpoint(nullptr);
    Endpoint target = asked;
    if (session.state().device.usesPeerForPort)
        target.address = session.control().peer().address;
    const Outcome allowed = mayConnectTo(session, target);
    if (!allowed) {
        qCWarning(lcNet).noquote()
            << session.tag() << "active data address refused:" << target.toString()
            << describe(allowed.error());
        return session.reply(501, "Only your own address and ports from 1024 on are allowed.");
    }
    session.setDataEndpoint(connectForData(target, activeSource(session), &session));
    session.reply(200, "Data address noted.");
}

void optsMlst(Session &session, const QByteArray &facts)
{
    if (facts.contains(' ') || !session.state().facts.select(facts))
        return session.reply(501, "MLST takes facts, each with a semicolon.");
    const QByteArray selected = session.state().facts.selected();
    session.reply(200, selected.isEmpty() ? QByteArray("MLST OPTS") : "MLST OPTS " + selected);
}

// Windows' Explorer shows nonsense unless it hears a 2yz; many clients ask before they log in.
void optsUtf8(Session &session, const QByteArray &value)
{
    const bool isOn = value.isEmpty() || value == "ON";
    if (!isOn && value != "OFF")
        return session.reply(501, "OPTS UTF8 takes ON or OFF.");
    if (!isOn && !session.state().names.hasChoice())
        return session.reply(504, "Names are always UTF-8.");
    session.state().wantsUtf8 = isOn;
    session.state().names.setUtf8(isOn);
    session.reply(200, isOn ? "Always in UTF8 mode." : "Names are in the other charset.");
}

// WinSCP asks before it goes on with an upload, and begins anew after a 4yz.
void optsRestStor(Session &session)
{
    const Rights rights = session.tree().rightsAt(session.state().folder);
    if (rights.canWrite || rights.canOverwrite)
        return session.reply(200, "REST before STOR is understood.");
    session.reply(451, "Nothing can be written here.");
}

}  // namespace

void type(Session &session, const QByteArray &argument)
{
    const QByteArray value = argument.toUpper();
    if (value == "A" || value == "A N") {
        session.state().isBinary = session.state().device.storesAsciiAsBinary;
        return session.reply(200, "Type is ASCII.");
    }
    if (value == "I" || value == "L 8" || value == "L8") {
        session.state().isBinary = true;
        return session.reply(200, "Type is binary.");
    }
    const bool isKnown =
        value == "E" || value.startsWith("E ") || value.startsWith("A ") || value.startsWith('L');
    session.reply(isKnown ? 504 : 501, "Use TYPE A or TYPE I.");
}

void stru(Session &session, const QByteArray &argument)
{
    const QByteArray value = argument.toUpper();
    if (value == "F")
        return session.reply(200, "Structure is file.");
    session.reply(value == "R" || value == "P" ? 504 : 501, "Use STRU F.");
}

void mode(Session &session, const QByteArray &argument)
{
    const QByteArray value = argument.toUpper();
    if (value == "S")
        return session.reply(200, "Mode is stream.");
    session.reply(value == "B" || value == "C" || value == "Z" ? 504 : 501, "Use MODE S.");
}

void port(Session &session, const QByteArray &argument)
{
    if (!mayBeActive(session))
        return;
    if (isIpv6(session))
        return session.reply(522, "Network protocol not supported, use EPRT (2)");
    const Result<Endpoint> target = parsePort(argument);
    if (!target) {
        session.setDataEndpoint(nullptr);
        return session.reply(501, "PORT takes h1,h2,h3,h4,p1,p2.");
    }
    useActive(session, *target);
}

void eprt(Session &session, const QByteArray &argument)
{
    if (!mayBeActive(session))
        return;
    const EprtArgument target = parseEprt(argument);
    switch (target.syntax) {
    case ExtendedSyntax::Malformed:
        session.setDataEndpoint(nullptr);
        return session.reply(501, "EPRT takes |family|address|port|.");
    case ExtendedSyntax::UnsupportedFamily:
        return refuseFamily(session);
    case ExtendedSyntax::Ok:
        break;
    }
    if (familyNumber(target.endpoint.address) != ownFamily(session))
        return refuseFamily(session);
    useActive(session, target.endpoint);
}

void pasv(Session &session, const QByteArray &)
{
    if (session.state().isEpsvOnly)
        return session.reply(503, "Only EPSV after EPSV ALL.");
    if (isIpv6(session))
        return session.reply(500, "Use EPSV on IPv6.");
    listen(session, [&session](quint16 port) -> Reply {
        const QHostAddress address = session.services().masquerade->announcedTo(
            session.control().peer().address, session.control().local().address);
        return {227, format227({address, port}), {}, {}};
    });
}

void epsv(Session &session, const QByteArray &argument)
{
    if (!session.state().device.offersEpsv)
        return session.reply(502, "Use PASV or PORT.");
    switch (parseEpsv(argument)) {
    case EpsvRequest::Malformed:
        return session.reply(501, "EPSV takes 1, 2 or ALL.");
    case EpsvRequest::UnsupportedFamily:
        return refuseFamily(session);
    case EpsvRequest::All:
        session.state().isEpsvOnly = true;
        session.setDataEndpoint(nullptr);
        return session.reply(200, "EPSV only from now on.");
    case EpsvRequest::Ipv4:
        if (isIpv6(session))
            return refuseFamily(session);
        break;
    case EpsvRequest::Ipv6:
        if (!isIpv6(session))
            return refuseFamily(session);
        break;
    case EpsvRequest::Any:
        break;
    }
    listen(session, [](quint16 port) -> Reply { return {229, format229(port), {}, {}}; });
}

void opts(Session &session, const QByteArray &argument)
{
    const qsizetype space = argument.indexOf(' ');
    const QByteArray option = (space < 0 ? argument : argument.first(space)).toUpper();
    const QByteArray value = space < 0 ? QByteArray() : argument.mid(space + 1).trimmed();
    if (option == "UTF8" || option == "UTF-8")
        return optsUtf8(session, value.toUpper());
    if (session.state().login != SessionState::Login::LoggedIn)
        return session.reply(530, "Log in with USER and PASS.");
    if (option == "MLST")
        return optsMlst(session, value);
    if (option == "HASH")
        return optsHash(session, value);
    if (option == "REST" && value.toUpper() == "STOR")
        return optsRestStor(session);
    session.reply(501, "Unknown option.");
}

void lang(Session &session, const QByteArray &tag)
{
    const QByteArray language = tag.toUpper();
    if (tag.isEmpty() || language == "EN" || language.startsWith("EN-"))
        return session.reply(200, "Replies are in English.");
    session.reply(504, "Replies are in English only.");
}

}  // namespace cosftp::commands
