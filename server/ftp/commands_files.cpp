// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/arguments.h"
#include "ftp/commands.h"
#include "ftp/folder_command.h"
#include "ftp/session.h"
#include "transfer/settled_uploads.h"

namespace cosftp::commands {

namespace {

const Reply writtenReply{450, "The file is being written now; try again later.", {}, {}};

// Within beginWork(). What an upload writes at this moment has no end that could be waited for, so
// 450 ends the work; but whoever comes back after his line broke finds his old upload settled
// first.
void unlessWritten(Session &session, const VirtualPath &path, const std::function<void()> &next)
{
    const Result<Location> at = session.tree().locate(path);
    const std::shared_ptr<RunningUploads> uploads = session.services().running;
    if (!at || !uploads->isWritten(at->mount->bucket, at->key))
        return next();
    const UploadPlace place{at->mount->bucket, session.state().user.name, at->key};
    SettledUploads::await({session.services().parked, uploads, place}, &session,
                          [&session, uploads, place, next](const Outcome &) {
                              uploads->isWritten(place.bucket, place.key)
                                  ? session.endWork(writtenReply)
                                  : next();
                          });
}

void removeFile(Session &session, const VirtualPath &path)
{
    session.tree().removeFile(path, &session, [&session, path](const Outcome &removed) {
        session.state().forgetTold(path);
        if (removed)
            session.endWork({250, "File deleted.", {}, {}});
        else
            session.failWork(removed.error(), "DELE " + path.toBytes());
    });
}

void takeSource(Session &session, const VirtualPath &source, bool hasToBeFolder)
{
    const auto answer = [&session, source, hasToBeFolder](const Result<Entry> &entry) {
        if (!entry)
            return session.failWork(entry.error(), "RNFR " + source.toBytes());
        if (hasToBeFolder && !entry->isFolder)
            return session.failWork(Failure::of(Failure::Code::NotAFolder),
                                    "RNFR " + source.toBytes());
        session.state().announced.renameSource = RenameSource{source, entry->isFolder};
        session.endWork({350, "Send RNTO with the new name.", {}, {}});
    };
    session.tree().stat(source, &session, answer);
}

// Simple firmware takes 550 for the end of everything.
void answerExisting(Session &session, const VirtualPath &path)
{
    session.tree().enter(path, &session, [&session, path](const Outcome &isFolder) {
        if (isFolder)
            return session.endWork(pathReply(path.toBytes(), "is there already."));
        session.failWork(Failure::of(Failure::Code::Exists), "MKD " + path.toBytes());
    });
}

void makeFolder(Session &session, const VirtualPath &path)
{
    session.tree().makeFolder(path, &session, [&session, path](const Outcome &made) {
        if (made)
            return session.endWork(pathReply(path.toBytes(), "made."));
        const bool isThere = made.error().code == Failure::Code::Exists;
        if (isThere && session.state().device.answersExistingMkd)
            return answerExisting(session, path);
        session.failWork(made.error(), "MKD " + path.toBytes());
    });
}

}  // namespace

// The folders above are there as soon as something is inside, so nothing has to be made for them.
void mkd(Session &session, const QByteArray &path)
{
    const auto target = session.resolve(path, true);
    if (!target)
        return;
    const Quota quota = session.quota();
    if (session.services().quotas->isFull(session.state().user.name, quota, 0, 1))
        return session.reply(session.refusal(552, "The quota of this account is used up.",
                                             QStringLiteral("quota_files"),
                                             "MKD " + target->toBytes()));
    session.beginWork();
    if (session.state().device.makesMissingFolders)
        return makeFolder(session, *target);
    session.tree().enter(target->parent(), &session,
                         [&session, target = *target](const Outcome &isFolder) {
                             if (isFolder)
                                 return makeFolder(session, target);
                             session.failWork(isFolder.error(), "MKD " + target.toBytes());
                         });
}

void rmd(Session &session, const QByteArray &path)
{
    const auto target = session.resolve(path);
    if (target && target->isRoot())
        return session.reply(550, "The root cannot be removed.");
    if (!target)
        return;
    session.beginWork();
    session.tree().removeFolder(*target, &session, [&session, target](const Outcome &removed) {
        if (removed)
            session.endWork({250, "Folder removed.", {}, {}});
        else
            session.failWork(removed.error(), "RMD " + target->toBytes());
    });
}

void dele(Session &session, const QByteArray &path)
{
    const auto target = session.resolveFile(path);
    if (!target)
        return;
    session.beginWork();
    if (!session.tree().rightsAt(*target).canDelete)  // says nothing of other people's uploads
        return removeFile(session, *target);
    unlessWritten(session, *target, [&session, target] { removeFile(session, *target); });
}

void rnfr(Session &session, const QByteArray &path)
{
    const auto source = session.resolve(path);
    if (!source)
        return;
    if (source->isRoot() || !session.tree().rightsAt(*source).canRename)
        return session.reply(session.explain(Failure::of(Failure::Code::Denied), Phase::Lookup,
                                             "RNFR " + source->toBytes()));
    session.beginWork();
    unlessWritten(session, *source, [&session, source, isFolder = namesFolder(path)] {
        takeSource(session, *source, isFolder);
    });
}

void rnto(Session &session, const QByteArray &path)
{
    const std::optional<RenameSource> source = session.state().taken.renameSource;
    if (!source)
        return session.reply(503, "Send RNFR directly before RNTO.");
    const auto target =
        source->isFolder ? session.resolve(path, true) : session.resolveFile(path, true);
    if (!target)
        return;
    session.run(new FolderCommand(session, JobRecord::Kind::Rename, source->path, *target));
}

void siteRmdir(Session &session, const QByteArray &path)
{
    if (path.isEmpty())
        return session.reply(501, "SITE RMDIR takes a path.");
    const auto target = session.resolve(path);
    if (!target)
        return;
    if (target->isRoot() || !session.tree().rightsAt(*target).canDelete)
        return session.reply(session.explain(Failure::of(Failure::Code::Denied), Phase::Lookup,
                                             "SITE RMDIR " + target->toBytes()));
    session.run(new FolderCommand(session, JobRecord::Kind::Remove, *target, {}));
}

void size(Session &session, const QByteArray &path)
{
    if (!session.state().isBinary)
        return session.reply(550, "SIZE not allowed in ASCII mode.");
    const auto target = session.resolveFile(path);
    if (!target)
        return;
    session.beginWork();
    const auto answer = [&session, path, target = *target](const Result<Entry> &entry) {
        if (!entry && entry.error().code == Failure::Code::NotFound)
            session.state().noteToldMissing(target);
        if (!entry)
            return session.failWork(entry.error(), "SIZE " + path);
        session.state().noteTold(target, *entry);
        session.endWork({213, QByteArray::number(entry->sizeBytes), {}, {}});
    };
    session.tree().showFile(*target, &session, answer);
}

}  // namespace cosftp::commands
