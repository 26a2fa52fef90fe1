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

// "folder/*.csv": the folder's entries that match.
ListingView patternView(const ListingView &literal)
{
    ListingView view = literal;
    view.pattern = NamePattern(literal.path.name());
    view.path = literal.path.parent();
    view.isOfFolders = namesFolder(literal.argument);
    while (namesFolder(view.argument))
        view.argument.chop(1);
    view.argument.truncate(view.argument.lastIndexOf('/') + 1);
    return view;
}

void startListing(Session &session, const QByteArray &argument, ListingView::Format format)
{
    ListingView name;
    name.format = format;
    name.argument = format == ListingView::Format::Facts ? argument : withoutListOptions(argument);
    name.facts = session.state().facts;
    const auto path = session.resolve(name.argument);
    if (!path)
        return;
    name.path = *path;
    name.rights = session.tree().rightsAt(name.path);
    const bool mayBePattern = format != ListingView::Format::Facts && hasWildcard(name.argument)
                              && hasWildcard(name.path.name());
    if (!mayBePattern)
        return session.run(new ListJob(session, name));
    ListingView pattern = patternView(name);
    pattern.rights = session.tree().rightsAt(pattern.path);
    if (pattern.pattern.isRatherName() || pattern.pattern.isTooLong())
        return session.run(new ListJob(session, name, pattern));
    session.run(new ListJob(session, pattern, name));
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
    if (const auto target = session.resolve(argument))
        session.run(new StatusListing(session, *target, namesFolder(argument)));
}

}  // namespace cosftp::commands
