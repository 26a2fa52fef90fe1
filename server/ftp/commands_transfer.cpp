// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/arguments.h"
#include "ftp/commands.h"
#include "ftp/free_name.h"
#include "ftp/retrieve_job.h"
#include "ftp/session.h"
#include "ftp/store_job.h"

#include <algorithm>
#include <optional>

namespace cosftp::commands {

namespace {

// Whoever announced a part and got the whole would take the one for the other: a part of a file
// would be kept for all of it. False if the command was refused for that.
bool canKeepAnnounced(Session &session)
{
    const SessionState::Announced &taken = session.state().taken;
    if (taken.hashRange)
        session.reply(450, "RANG goes with HASH; REST goes with RETR and STOR.");
    else if (taken.restartOffset > 0 && !session.state().isBinary)
        session.reply(554, "REST counts the bytes of TYPE I: send TYPE I, then REST again.");
    else
        return true;
    return false;
}

// Only a control connection that stands until the end tells a whole upload from one whose client
// was killed. False if the command was refused for that.
bool isClientListening(Session &session)
{
    if (session.isHalfClosed())
        session.reply(450, "Keep the control connection open until the upload is stored.");
    return !session.isHalfClosed();
}

void runUpload(Session &session, const QByteArray &path, UploadWish::Mode mode)
{
    const SessionState::Announced taken = session.state().taken;
    if (!canKeepAnnounced(session) || !isClientListening(session))
        return;
    if (const auto target = session.resolveFile(path, true))
        session.run(new StoreJob(session, *target, {mode, taken.restartOffset, taken.bytes}));
}

}  // namespace

void retr(Session &session, const QByteArray &path)
{
    const qint64 offset = session.state().taken.restartOffset;
    if (!canKeepAnnounced(session))
        return;
    if (const auto target = session.resolveFile(path))
        session.run(new RetrieveJob(session, *target, offset));
}

void stor(Session &session, const QByteArray &path)
{
    const bool goesOn = session.state().taken.restartOffset > 0;
    runUpload(session, path, goesOn ? UploadWish::Mode::At : UploadWish::Mode::Whole);
}

// RFC 959 knows no offset for APPE. Some clients send one all the same: it has to be the end.
void appe(Session &session, const QByteArray &path)
{
    runUpload(session, path, UploadWish::Mode::Append);
}

// What is behind STOU is ignored: the server chooses the name (RFC 1123 section 4.1.2.9).
void stou(Session &session, const QByteArray &)
{
    const SessionState::Announced taken = session.state().taken;
    if (taken.restartOffset > 0)
        return session.reply(450, "REST goes with STOR; STOU begins a new file.");
    if (!canKeepAnnounced(session) || !isClientListening(session))
        return;
    const VirtualPath folder = session.state().folder;
    if (!session.tree().rightsAt(folder).canWrite)
        return session.reply(
            session.explain(Failure::of(Failure::Code::Denied), Phase::Lookup, "STOU"));
    session.beginWork();
    const UploadWish wish{UploadWish::Mode::Unique, 0, taken.bytes};
    const auto answer = [&session, wish](const Result<VirtualPath> &free) {
        if (!free)
            return session.failWork(free.error(), "STOU");
        session.endWorkSilently();
        session.run(new StoreJob(session, *free, wish));
    };
    FreeName::find(session.tree(), folder, &session, answer);
}

void rest(Session &session, const QByteArray &offset)
{
    const std::optional<qint64> value = parseCount(offset);
    if (!value)
        return session.reply(501, "REST takes a number of bytes.");
    if (*value > 0 && !session.state().isBinary)
        return session.reply(501, "REST works in TYPE I only.");
    session.state().announced.restartOffset = *value;
    session.reply(350, "Restarting at " + QByteArray::number(*value) + '.');
}

void allo(Session &session, const QByteArray &size)
{
    const std::optional<qint64> value = parseCount(size.split(' ').first());
    if (!value)
        return session.reply(202, "Not needed.");
    const qint64 ours = session.settings().limits.singleFileMaxBytes;
    const qint64 limit =
        ours > 0 ? std::min(ours, ObjectStore::maxObjectBytes) : ObjectStore::maxObjectBytes;
    if (*value > limit)
        return session.reply(session.refusal(
            552, "Files may have at most " + QByteArray::number(limit) + " bytes.",
            QStringLiteral("single_file_max_size, or the most that COS can keep"), "ALLO " + size));
    session.state().announced.bytes = *value;
    session.reply(200, "Noted.");
}

void abor(Session &session, const QByteArray &) { session.abortJob(); }

}  // namespace cosftp::commands
