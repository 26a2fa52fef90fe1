// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/arguments.h"
#include "ftp/commands.h"
#include "ftp/data_job.h"
#include "ftp/list_job.h"
#include "ftp/session.h"
#include "ftp/status_listing.h"

namespace cosftp::commands {

namespace {

QByteArray uniqueSeed(Session &session, const VirtualPath &path)
{
    const Result<Location> location = session.tree().locate(path);
    return (location ? location->mount->bucket : QByteArray()) + path.toBytes();
}

void runListing(Session &session, ListingView view)
{
    view.facts = session.state().facts;
    view.rights = session.tree().rightsAt(view.path);
    session.run(new ListJob(session, std::move(view)));
}

// "folder/*.csv": the folder's entries that match, unless an object has that very name.
void runWildcard(Session &session, const ListingView &literal)
{
    constexpr qsizetype maxPatternBytes = 256;
    ListingView view = literal;
    view.pattern = literal.path.name();
    view.path = literal.path.parent();
    const qsizetype slash = literal.argument.lastIndexOf('/');
    view.argument = slash < 0 ? QByteArray() : literal.argument.first(slash + 1);
    if (view.pattern.size() > maxPatternBytes)
        return session.reply(501, "The pattern is too long.");
    session.beginWork();
    session.tree().statFile(literal.path, &session,
                            [&session, literal, view](const Result<Entry> &entry) {
                                session.endWorkSilently();
                                runListing(session, entry ? literal : view);
                            });
}

void startListing(Session &session, const QByteArray &argument, ListingView::Format format)
{
    ListingView view;
    view.format = format;
    view.argument = format == ListingView::Format::Facts ? argument : withoutListOptions(argument);
    const auto path = session.resolve(view.argument);
    if (!path)
        return;
    view.path = *path;
    if (format != ListingView::Format::Facts && hasWildcard(view.argument)
        && hasWildcard(view.path.name()))
        return runWildcard(session, view);
    runListing(session, view);
}

void sessionStatus(Session &session)
{
    QList<QByteArray> lines;
    const QByteArray user = session.loggedInUser();
    lines += user.isEmpty() ? QByteArray("Not logged in.") : "Logged in as " + user + '.';
    lines += session.isEncrypted() ? "Commands are encrypted: " + session.tlsFacts().version + ", "
                                         + session.tlsFacts().cipher + '.'
                                   : QByteArray("Commands are in clear.");
    lines += session.state().protection.isPrivate ? "Data connections are encrypted."
                                                  : "Data connections are in clear.";
    lines += session.state().isBinary ? "Type is binary." : "Type is ASCII.";
    if (session.job() != nullptr)
        lines += "Transfer running: " + QByteArray::number(session.job()->bytesMoved())
                 + " bytes so far.";
    session.reply(multiLine(211, "Status:", lines, "End of status."));
}

}  // namespace

void list(Session &session, const QByteArray &argument)
{
    startListing(session, argument, ListingView::Format::Long);
}

void nlst(Session &session, const QByteArray &argument)
{
    startListing(session, argument, ListingView::Format::Names);
}

void mlsd(Session &session, const QByteArray &path)
{
    startListing(session, path, ListingView::Format::Facts);
}

void mlst(Session &session, const QByteArray &path)
{
    const auto target = session.resolve(path);
    if (!target)
        return;
    session.beginWork();
    session.tree().show(*target, &session,
                        [&session, target = *target,
                         hasToBeFolder = namesFolder(path)](const Result<Entry> &entry) {
                            if (!entry)
                                return session.failWork(entry.error(), "MLST " + target.toBytes());
                            if (hasToBeFolder && !entry->isFolder)
                                return session.failWork(Failure::of(Failure::Code::NotAFolder),
                                                        "MLST " + target.toBytes());
                            session.state().noteTold(target, *entry);
                            const QByteArray facts = mlstFacts(*entry, session.state().facts,
                                                               session.tree().rightsAt(target),
                                                               uniqueSeed(session, target));
                            session.endWork(multiLine(250, "Listing " + target.toBytes(),
                                                      {facts + target.toBytes()}, "End"));
                        });
}

void stat(Session &session, const QByteArray &path)
{
    if (path.isEmpty())
        return sessionStatus(session);
    if (session.state().login != SessionState::Login::LoggedIn)
        return session.reply(530, "Log in with USER and PASS.");
    const QByteArray argument = withoutListOptions(path);
    if (hasWildcard(argument))
        return session.reply(550, "STAT takes no wildcards.");
    if (const auto target = session.resolve(argument))
        session.run(new StatusListing(session, *target, namesFolder(argument)));
}

}  // namespace cosftp::commands
