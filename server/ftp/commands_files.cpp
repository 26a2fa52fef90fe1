// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/commands.h"
#include "ftp/folder_command.h"
#include "ftp/session.h"

namespace cosftp::commands {

namespace {

// The common end of commands that answer with one fixed reply.
Handler<Done> answering(Session &session, const QByteArray &subject, const Reply &success)
{
    return [&session, subject, success](const Outcome &outcome) {
        if (outcome)
            session.endWork(success);
        else
            session.failWork(outcome.error(), subject);
    };
}

}  // namespace

void mkd(Session &session, const QByteArray &path)
{
    const auto target = session.resolve(path, true);
    if (!target)
        return;
    session.beginWork();
    session.tree().makeFolder(
        *target, &session,
        answering(session, "MKD " + target->toBytes(), pathReply(target->toBytes(), "made.")));
}

void rmd(Session &session, const QByteArray &path)
{
    const auto target = session.resolve(path);
    if (!target)
        return;
    if (target->isRoot())
        return session.reply(550, "The root cannot be removed.");
    session.beginWork();
    session.tree().removeFolder(
        *target, &session,
        answering(session, "RMD " + target->toBytes(), {250, "Folder removed.", {}, {}}));
}

void dele(Session &session, const QByteArray &path)
{
    const auto target = session.resolve(path);
    if (!target)
        return;
    session.beginWork();
    session.tree().removeFile(
        *target, &session,
        answering(session, "DELE " + target->toBytes(), {250, "File deleted.", {}, {}}));
}

void rnfr(Session &session, const QByteArray &path)
{
    const auto source = session.resolve(path);
    if (!source)
        return;
    session.state().renameSource.reset();
    if (source->isRoot() || !session.tree().rightsAt(*source).canWrite)
        return session.reply(550, "Permission denied.");
    session.beginWork();
    session.tree().stat(*source, &session,
                        [&session, source = *source](const Result<Entry> &entry) {
                            if (!entry)
                                return session.failWork(entry.error(), "RNFR " + source.toBytes());
                            session.state().renameSource = source;
                            session.endWork({350, "Send RNTO with the new name.", {}, {}});
                        });
}

void rnto(Session &session, const QByteArray &path)
{
    const auto source = std::exchange(session.state().renameSource, std::nullopt);
    if (!source)
        return session.reply(503, "Send RNFR first.");
    const auto target = session.resolve(path, true);
    if (!target)
        return;
    session.run(new FolderCommand(session, JobRecord::Kind::Rename, *source, *target));
}

void siteRmdir(Session &session, const QByteArray &path)
{
    if (path.isEmpty())
        return session.reply(501, "SITE RMDIR takes a path.");
    const auto target = session.resolve(path);
    if (!target)
        return;
    if (target->isRoot() || !session.tree().rightsAt(*target).canDelete)
        return session.reply(550, "Permission denied.");
    session.run(new FolderCommand(session, JobRecord::Kind::Remove, *target, {}));
}

void size(Session &session, const QByteArray &path)
{
    if (!session.state().isBinary)
        return session.reply(550, "SIZE not allowed in ASCII mode.");
    const auto target = session.resolve(path);
    if (!target)
        return;
    session.beginWork();
    session.tree().statFile(*target, &session, [&session, path](const Result<Entry> &entry) {
        if (!entry)
            return session.failWork(entry.error(), "SIZE " + path);
        session.endWork({213, QByteArray::number(entry->sizeBytes), {}, {}});
    });
}

}  // namespace cosftp::commands
