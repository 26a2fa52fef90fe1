// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 2228 as RFC 4217 uses it: TLS for the control connection and for data connections.
#include "ftp/commands.h"
#include "ftp/session.h"

#include <algorithm>

namespace cosftp::commands {

void auth(Session &session, const QByteArray &mechanism)
{
    static const QList<QByteArray> known{"TLS", "TLS-C", "SSL", "TLS-P"};
    if (!session.settings().tls.isOn)
        return session.reply(502, "TLS is not set up here.");
    if (!known.contains(mechanism.toUpper()))
        return session.reply(504, "Use AUTH TLS.");
    if (session.isEncrypted())
        return session.reply(503, "The connection is encrypted already.");
    // Whatever somebody on the way has added in clear must not count as said under TLS
    // (CVE-2011-0411 and its relatives).
    if (session.hasLinesAhead()) {
        session.reply(503, "Unexpected data after AUTH.");
        return session.closeAfterReplies();
    }
    if (!session.offersTls())
        return session.reply(431, "There is no certificate now; try again later.");
    session.reply(234, "Begin the TLS handshake.");
    // Old clients that ask like this never say PROT: data under TLS goes without saying (the drafts
    // before RFC 4217 had TLS-P for it, and SSL as its older name).
    const bool impliesPrivacy = mechanism.toUpper() == "SSL" || mechanism.toUpper() == "TLS-P";
    session.startTls(impliesPrivacy);
}

void pbsz(Session &session, const QByteArray &size)
{
    const auto isDigit = [](char character) { return character >= '0' && character <= '9'; };
    if (session.dataTls() == nullptr)
        return session.reply(503, "Use AUTH TLS first.");
    constexpr qsizetype maxDigits = 10;  // 2^32 - 1
    if (size.size() > maxDigits || !std::all_of(size.begin(), size.end(), isDigit))
        return session.reply(501, "PBSZ takes a number; 0 for TLS.");
    session.state().protection.hasBufferSize = true;
    session.reply(200, "PBSZ=0");
}

void prot(Session &session, const QByteArray &level)
{
    const QByteArray wanted = level.toUpper();
    SessionState::Protection &protection = session.state().protection;
    if (session.dataTls() == nullptr)
        return session.reply(503, "Use AUTH TLS first.");
    if (!protection.hasBufferSize)
        return session.reply(503, "Use PBSZ 0 first.");
    if (wanted == "S" || wanted == "E")
        return session.reply(536, "TLS knows C and P.");
    if (wanted != "C" && wanted != "P")
        return session.reply(504, "Use PROT P or PROT C.");
    if (wanted == "C" && session.tlsNeed(session.state().userName) == TlsNeed::Both)
        return session.reply(534, "Data connections have to be encrypted here.");
    protection.isPrivate = wanted == "P";
    session.reply(200, protection.isPrivate ? "Data connections are encrypted."
                                            : "Data connections are in clear.");
}

void ccc(Session &session, const QByteArray &)
{
    if (!session.isEncrypted())
        return session.reply(533, "The connection is not encrypted.");
    if (!session.settings().tls.allowsCcc
        || session.tlsNeed(session.state().userName) != TlsNeed::Off)
        return session.reply(534, "The connection stays encrypted here.");
    if (session.hasLinesAhead()) {
        session.reply(503, "Unexpected data after CCC.");
        return session.closeAfterReplies();
    }
    session.reply(200, "Back to clear; data connections stay as they are.");
    session.endTls();
}

}  // namespace cosftp::commands
