// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/commands.h"
#include "ftp/session.h"

namespace cosftp::commands {

void user(Session &session, const QByteArray &name)
{
    session.resetLogin();
    session.state().userName = name;
    session.state().login = SessionState::Login::UserGiven;
    session.reply(331, "Password, please.");
}

void pass(Session &session, const QByteArray &password)
{
    if (session.state().login != SessionState::Login::UserGiven)
        return session.reply(503, "Send USER first.");
    session.beginWork();
    session.services().users->authenticate(
        session.state().userName, password, &session, [&session](const Result<UserSettings> &user) {
            if (user) {
                session.logIn(*user);
                return session.endWork({230, "Logged in.", {}, {}});
            }
            session.endWork({530, "Login failed.", {}, {}});
            session.noteLoginFailure();
        });
}

void acct(Session &session, const QByteArray &) { session.reply(202, "No account is needed."); }

void rein(Session &session, const QByteArray &)
{
    session.resetLogin();
    session.reply(220, "Ready for a new user.");
}

void quit(Session &session, const QByteArray &)
{
    session.reply(221, "Goodbye.");
    session.closeAfterReplies();
}

}  // namespace cosftp::commands
