// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/commands.h"
#include "ftp/session.h"

namespace cosftp::commands {

namespace {

void enter(Session &session, const VirtualPath &path)
{
    session.beginWork();
    session.tree().visit(path, &session, [&session, path](const Outcome &outcome) {
        if (!outcome)
            return session.failWork(outcome.error(), "CWD " + path.toBytes());
        session.state().folder = path;
        session.endWork({250, "Folder changed.", {}, {}});
    });
}

}  // namespace

void cwd(Session &session, const QByteArray &path)
{
    if (const auto target = session.resolve(path.isEmpty() ? QByteArray("/") : path))
        enter(session, *target);
}

// The folder above exists as long as this one did, so the store is not asked.
void cdup(Session &session, const QByteArray &)
{
    session.state().folder = session.state().folder.parent();
    session.reply(250, "Folder changed.");
}

void pwd(Session &session, const QByteArray &)
{
    session.reply(pathReply(session.state().folder.toBytes(), "is the current folder."));
}

}  // namespace cosftp::commands
