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
    session.state().isByCertificate = true;
    session.reply(232, "Logged in by certificate.");
    return true;
}

void turnAway(Session &session, const QByteArray &words)
{
    session.state().login = SessionState::Login::Greeted;
    session.closeAfterReplies();
    session.endWork({421, words, {}, {}});
}

// The settings may have changed while the password was checked.
bool isAsBefore(Session &session, const UserSettings &user)
{
    const UserSettings *now = session.settings().user(user.name);
    return now != nullptr && now->password == user.password && now->isEnabled;
}

void letIn(Session &session, const QByteArray &password, const UserSettings &user)
{
    const bool lacksCertificate =
        session.settings().tls.clientCertificate == ClientCertificate::SecondFactor
        && !hasCertificateOf(session, session.state().userName);
    if (lacksCertificate) {
        qCWarning(lcAuth).noquote() << session.tag() << "the password of" << escaped(user.name)
                                    << "was right, its certificate was missing";
        return session.refuseLogin(password);
    }
    if (const auto refusal = session.admit(user)) {
        if (refusal->words.isEmpty())
            return session.refuseLogin(password);
        return turnAway(session, refusal->words);
    }
    session.logIn(user);
    session.endWork({230, "Logged in.", {}, {}});
}

enum class Look { First, Second };

void check(Session &session, const QByteArray &password, Look look);

void answerLogin(Session &session, const QByteArray &password, Look look,
                 const Result<UserSettings> &user)
{
    if (!user && user.error().retryable) {  // no judgement of the password
        qCWarning(lcAuth).noquote() << session.tag() << "turned away:" << user.error().detail
                                    << "from" << session.peerText();
        return turnAway(session, "Too many logins at once; try again later.");
    }
    if (session.isAddressBanned())  // since the check began
        return turnAway(session, "This address is banned for now; try again later.");
    if (!user)
        return session.refuseLogin(password);
    if (!isAsBefore(session, *user) && look == Look::First)
        return check(session, password, Look::Second);
    letIn(session, password, *user);
}

void check(Session &session, const QByteArray &password, Look look)
{
    const QByteArray &name = session.state().userName;
    const LoginOrigin origin =
        session.services().gate->bans().originOf(session.control().peer().address, name);
    const auto answer = [&session, password, look](const Result<UserSettings> &found) {
        answerLogin(session, password, look, found);
    };
    session.services().users->authenticate(name, password, &session, answer, origin);
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
    session.beginPasswordCheck();
    check(session, password, Look::First);
}

void acct(Session &session, const QByteArray &) { session.reply(202, "No account is needed."); }

void rein(Session &session, const QByteArray &)
{
    session.resetLogin();
    session.state().protection = session.impliedProtection();
    session.state().wantsUtf8 = false;
    session.reply(220, "Ready for a new user.");
}

void quit(Session &session, const QByteArray &)
{
    session.reply(221, "Goodbye.");
    session.closeAfterReplies();
}

}  // namespace cosftp::commands
