// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/commands.h"
#include "ftp/free_name.h"
#include "ftp/retrieve_job.h"
#include "ftp/session.h"
#include "ftp/store_job.h"

#include <limits>
#include <optional>

namespace cosftp::commands {

namespace {

// 1 to 19 decimal digits, at most 2^63 - 1; no sign, no blanks.
std::optional<qint64> parseCount(const QByteArray &text)
{
    constexpr qsizetype maxDigits = 19;
    const bool isDecimal = !text.isEmpty() && text.size() <= maxDigits
                           && std::all_of(text.begin(), text.end(),
                                          [](char digit) { return digit >= '0' && digit <= '9'; });
    bool isOk = false;
    const qint64 value = text.toLongLong(&isOk);
    return isDecimal && isOk ? std::optional(value) : std::nullopt;
}

}  // namespace

void retr(Session &session, const QByteArray &path)
{
    const qint64 offset = std::exchange(session.state().restartOffset, 0);
    // Whoever asked for a range and got the whole file would take it for the range.
    if (std::exchange(session.state().hashRange, std::nullopt))
        return session.reply(450, "RANG goes with HASH; REST goes with RETR.");
    if (const auto target = session.resolve(path))
        session.run(new RetrieveJob(session, *target, session.state().isBinary ? offset : 0));
}

void stor(Session &session, const QByteArray &path)
{
    const qint64 offset = std::exchange(session.state().restartOffset, 0);
    const auto target = session.resolve(path, true);
    if (!target)
        return;
    UploadWish wish;
    if (offset > 0 && session.state().isBinary)
        wish = {UploadWish::Mode::At, offset};
    session.run(new StoreJob(session, *target, wish));
}

// RFC 959 knows no offset for APPE; whoever sends one means something that would not happen.
void appe(Session &session, const QByteArray &path)
{
    if (std::exchange(session.state().restartOffset, 0) > 0)
        return session.reply(450, "REST goes with STOR; APPE goes on at the end.");
    if (const auto target = session.resolve(path, true))
        session.run(new StoreJob(session, *target, {UploadWish::Mode::Append, 0}));
}

// What is behind STOU is ignored: the server chooses the name (RFC 1123 section 4.1.2.9).
void stou(Session &session, const QByteArray &)
{
    if (std::exchange(session.state().restartOffset, 0) > 0)
        return session.reply(450, "REST goes with STOR; STOU begins a new file.");
    const VirtualPath folder = session.state().folder;
    if (!session.tree().rightsAt(folder).canWrite)
        return session.reply(550, "Permission denied.");
    session.beginWork();
    FreeName::find(session.tree(), folder, &session, [&session](const Result<VirtualPath> &free) {
        if (!free)
            return session.failWork(free.error(), "STOU");
        session.endWorkSilently();
        session.run(new StoreJob(session, *free, {UploadWish::Mode::Unique, 0}));
    });
}

void rest(Session &session, const QByteArray &offset)
{
    const std::optional<qint64> value = parseCount(offset);
    if (!value)
        return session.reply(501, "REST takes a number of bytes.");
    if (*value > 0 && !session.state().isBinary)
        return session.reply(501, "REST works in TYPE I only.");
    session.state().restartOffset = *value;
    session.reply(350, "Restarting at " + QByteArray::number(*value) + '.');
}

void allo(Session &session, const QByteArray &size)
{
    const std::optional<qint64> value = parseCount(size.split(' ').first());
    if (!value)
        return session.reply(202, "Not needed.");
    const qint64 limit = session.settings().limits.singleFileMaxBytes;
    if (limit > 0 && *value > limit)
        return session.reply(552,
                             "Files may have at most " + QByteArray::number(limit) + " bytes.");
    session.state().announcedBytes = *value;
    session.reply(200, "Noted.");
}

void abor(Session &session, const QByteArray &) { session.abortJob(); }

}  // namespace cosftp::commands
