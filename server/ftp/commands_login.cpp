// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "core/text.h"
#include "ftp/commands.h"
#include "ftp/session.h"

namespace cosftp::commands {

namespace {

using ClientCertificate = TlsSettings::ClientCertificate;

// A certificate whose common name is the user's, from the authority of the settings.
bool hasCertificateOf(Session &session, const QByteArray &name)
{
    return session.isEncrypted() && session.tlsFacts().hasClientCertificate
           && session.tlsFacts().clientName.toUtf8() == name;
}

// True if the client was answered.
bool logInByCertificate(Session &session, const QByteArray &name)
{
    const UserSettings *user = session.settings().user(name);
    const bool isLogin =
        session.settings().tls.clientCertificate == ClientCertificate::InsteadOfPassword
        && user != nullptr && user->isEnabled && hasCertificateOf(session, name);
    if (!isLogin)
        return false;
    if (const auto refusal = session.admit(*user))
        return false;  // the password is asked for, and refused with the right words
    session.logIn(*user);
    session.reply(232, "Logged in by certificate.");
    return true;
}

void answerLogin(Session &session, const QByteArray &password, const Result<UserSettings> &user)
{
    if (!user && user.error().retryable) {  // no judgement of the password
        session.state().login = SessionState::Login::Greeted;
        return session.endWork({530, "Login failed.", {}, {}});
    }
    if (!user)
        return session.refuseLogin(password);
    const bool lacksCertificate =
        session.settings().tls.clientCertificate == ClientCertificate::SecondFactor
        && !hasCertificateOf(session, session.state().userName);
    if (lacksCertificate) {
        qCWarning(lcAuth).noquote() << session.tag() << "the password of" << escaped(user->name)
                                    << "was right, its certificate was missing";
        return session.refuseLogin(password);
    }
    if (const auto refusal = session.admit(*user)) {
        if (refusal->words.isEmpty())
            return session.refuseLogin(password);
        session.closeAfterReplies();
        return session.endWork({421, refusal->words, {}, {}});
    }
    session.logIn(*user);
    session.endWork({230, "Logged in.", {}, {}});
}

}  // namespace

// A user who has to encrypt is told so before a password was sent in clear, although that tells a
// stranger that there is such a user.
void user(Session &session, const QByteArray &name)
{
    session.resetLogin();
    if (!session.isEncrypted() && session.tlsNeed(name) != TlsNeed::Off)
        return session.reply(530, "Encryption is needed here: use AUTH TLS first.");
    session.state().userName = name;
    if (logInByCertificate(session, name))
        return;
    session.state().login = SessionState::Login::UserGiven;
    session.reply(331, "Password, please.");
}

void pass(Session &session, const QByteArray &password)
{
    if (session.state().login != SessionState::Login::UserGiven)
        return session.reply(503, "Send USER first.");
    if (session.isAddressBanned()) {  // since it connected
        session.reply(421, "This address is banned for now; try again later.");
        return session.closeAfterReplies();
    }
    session.beginWork();
    session.services().users->authenticate(session.state().userName, password, &session,
                                           [&session, password](const Result<UserSettings> &found) {
                                               answerLogin(session, password, found);
                                           });
}

void acct(Session &session, const QByteArray &) { session.reply(202, "No account is needed."); }

void rein(Session &session, const QByteArray &)
{
    session.resetLogin();
    session.state().protection = {};
    session.state().wantsUtf8 = false;
    session.reply(220, "Ready for a new user.");
}

void quit(Session &session, const QByteArray &)
{
    session.reply(221, "Goodbye.");
    session.closeAfterReplies();
}

}  // namespace cosftp::commands
