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

bool logInByCertificate(Session &session, const QByteArray &name)
{
    const UserSettings *user = session.settings().user(name);
    const bool isLogin =
        session.settings().tls.clientCertificate == ClientCertificate::InsteadOfPassword
        && user != nullptr && user->isEnabled && hasCertificateOf(session, name);
    if (isLogin)
        session.logIn(*user);
    return isLogin;
}

void answerLogin(Session &session, const Result<UserSettings> &user)
{
    const bool lacksCertificate =
        session.settings().tls.clientCertificate == ClientCertificate::SecondFactor
        && !hasCertificateOf(session, session.state().userName);
    if (user && lacksCertificate)
        qCWarning(lcAuth).noquote() << session.tag() << "the password of" << escaped(user->name)
                                    << "was right, its certificate was missing";
    if (user && !lacksCertificate) {
        session.logIn(*user);
        return session.endWork({230, "Logged in.", {}, {}});
    }
    session.endWork({530, "Login failed.", {}, {}});
    session.noteLoginFailure();
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
        return session.reply(232, "Logged in by certificate.");
    session.state().login = SessionState::Login::UserGiven;
    session.reply(331, "Password, please.");
}

void pass(Session &session, const QByteArray &password)
{
    if (session.state().login != SessionState::Login::UserGiven)
        return session.reply(503, "Send USER first.");
    session.beginWork();
    session.services().users->authenticate(
        session.state().userName, password, &session,
        [&session](const Result<UserSettings> &found) { answerLogin(session, found); });
}

void acct(Session &session, const QByteArray &) { session.reply(202, "No account is needed."); }

void rein(Session &session, const QByteArray &)
{
    session.resetLogin();
    session.state().protection = {};
    session.reply(220, "Ready for a new user.");
}

void quit(Session &session, const QByteArray &)
{
    session.reply(221, "Goodbye.");
    session.closeAfterReplies();
}

}  // namespace cosftp::commands
