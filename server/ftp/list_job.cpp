// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/list_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/arguments.h"
#include "ftp/listing_notice.h"
#include "ftp/session.h"

#include <algorithm>

namespace cosftp {

void noteListed(SessionState &state, const VirtualPath &path, const QList<Entry> &entries,
                bool isOfFile)
{
    for (const Entry &entry : entries)
        if (isOfFile || !entry.uploadId.isEmpty())
            state.noteTold(isOfFile ? path : path.child(entry.name), entry);
    if (!isOfFile)
        state.noteListed(path);
}

QByteArray ListingView::line(const Entry &entry, bool isOfFile, const QDateTime &now) const
{
    switch (format) {
    case Format::Long:
        return listLine(entry, isOfFile ? argument : entry.name, rights, now);
    case Format::Facts:
        return mlstFacts(entry, facts, rights, bucket + path.child(entry.name).toBytes())
               + entry.name + "\r\n";
    case Format::Names:
        break;
    }
    if (isOfFile)
        return argument + "\r\n";
    if (argument.isEmpty())
        return entry.name + "\r\n";
    return (argument.endsWith('/') ? argument : argument + '/') + entry.name + "\r\n";
}

ListJob::ListJob(Session &session, ListingView view, std::optional<ListingView> other)
    : DataJob(session), m_view(std::move(view)), m_other(std::move(other))
{
    setSubject("listing of " + m_view.path.toBytes());
}

ListJob::~ListJob() = default;

void ListJob::start()
{
    assertThread(*this);
    if (m_view.pattern.isTooLong())
        return finish({501, "The pattern is too long.", {}, {}});
    if (!mayList(m_view.path))
        return m_other ? takeOther() : fail(Failure::of(Failure::Code::Denied));
    if (const Result<Location> location = session().tree().locate(m_view.path))
        m_view.bucket = location->mount->bucket;
    startListing();
}

void ListJob::startListing()
{
    m_listing =
        session().tree().list(m_view.path, session().settings().limits.maxListEntries, this);
    connect(m_listing, &Listing::page, this, &ListJob::onPage);
    connect(m_listing, &Listing::finished, this, &ListJob::onFinished);
    m_listing->start();
}

void ListJob::takeOther()
{
    m_view = *std::exchange(m_other, std::nullopt);
    dismiss(m_listing);
    m_pending.clear();
    m_unwritable = 0;
    m_isListed = false;
    start();
}

// Pages come in the order of names, so what has not come in its place will not come.
bool ListJob::isNameFound(const QList<Entry> &entries)
{
    const QByteArray name = m_other->path.name();
    const bool isFound = std::any_of(entries.begin(), entries.end(),
                                     [&name](const Entry &entry) { return entry.name == name; });
    if (isFound || entries.isEmpty())
        return isFound;
    const Entry &last = entries.last();
    if ((last.isFolder ? last.name + '/' : last.name) > name + '/')
        m_other.reset();
    return false;
}

void ListJob::askForName()
{
    session().tree().stat(m_other->path, this, [this](const Result<Entry> &entry) {
        if (step() != Step::Starting)
            return;
        if (entry)
            return takeOther();
        m_other.reset();
        openListing();
    });
}

void ListJob::openListing() { openData({150, "Here comes the listing.", {}, {}}); }

// One page is kept back for the name that may come on the next one. Brackets that match nothing are
// the name of something that does not exist.
void ListJob::holdOrOpen()
{
    const bool hasNothing = m_pending.isEmpty() && m_unwritable == 0;
    if (m_other && std::exchange(m_isPageHeld, true))
        return askForName();
    if (!m_other && !(m_view.pattern.isRatherName() && hasNothing))
        return openListing();
    m_isPageWanted = false;
    m_listing->next();
}

void ListJob::onPage(const QList<Entry> &entries)
{
    assertThread(*this);
    const bool isOfFile = m_listing->isOfFile();
    if (m_other && !m_view.pattern.isEveryName() && isNameFound(entries))
        return takeOther();
    if (m_view.pattern.isEveryName())
        m_other.reset();  // the name was meant
    if (isOfFile && m_view.format == ListingView::Format::Facts)
        return finish({501, "MLSD is for folders; use MLST.", {}, {}});
    if (isOfFile && namesFolder(m_view.argument))
        return fail(Failure::of(Failure::Code::NotAFolder));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (m_view.format != ListingView::Format::Names)
        noteListed(session().state(), m_view.path, entries, isOfFile);
    for (const Entry &entry : entries)
        if (m_view.pattern.matches(entry.name) && (entry.isFolder || !m_view.isOfFolders))
            append(m_view.line(entry, isOfFile, now));
    m_isPageWanted = true;
    step() == Step::Starting ? holdOrOpen() : pump();
}

void ListJob::append(const QByteArray &line)
{
    if (const std::optional<QByteArray> bytes = session().state().names.toClient(line))
        m_pending += *bytes;
    else
        ++m_unwritable;
}

void ListJob::dataReady()
{
    assertThread(*this);
    connect(channel(), &Channel::writable, this, &ListJob::pump);
    connect(channel(), &Channel::broken, this, [this] {
        stopWork();
        finishRefused(426, "The data connection was closed before all was sent.",
                      QStringLiteral("the client closed or reset it"));
    });
    pump();
}

void ListJob::pump()
{
    if (step() != Step::Moving)
        return;
    if (m_pendingFrom < m_pending.size()) {
        const qint64 count = channel()->write(m_pending.constData() + m_pendingFrom,
                                              m_pending.size() - m_pendingFrom);
        if (count < 0)
            return;  // broken() comes
        noteMoved(count);
        m_pendingFrom += count;
    }
    setWaitingForPeer(m_pendingFrom < m_pending.size());
    if (m_pendingFrom < m_pending.size())
        return;
    m_pending.clear();
    m_pendingFrom = 0;
    if (std::exchange(m_isPageWanted, false))
        m_listing->next();
    else if (m_isListed)
        onFinished(Done{});
}

void ListJob::onFinished(const Outcome &outcome)
{
    assertThread(*this);
    const bool isNotThere = !outcome
                            && (outcome.error().code == Failure::Code::NotFound
                                || outcome.error().code == Failure::Code::Denied);
    if (isNotThere && m_other)
        return takeOther();
    if (!outcome)
        return fail(outcome.error());
    m_isListed = true;
    if (step() == Step::Starting)
        return allHeld();
    if (step() != Step::Moving || m_pendingFrom < m_pending.size())
        return;  // pump() comes back here
    channel()->disconnect(this);
    closeOut({226, endWords(), {}, {}});
}

// What the listing has not got is said to the client, who may take it for the whole, and to the
// log.
QByteArray ListJob::endWords() const
{
    QByteArray text = "Listing done.";
    if (m_listing->wasCut()) {
        const QByteArray limit = QByteArray::number(session().settings().limits.maxListEntries);
        text = "Listing CUT after " + limit + " entries (max_list_file); there are more.";
        qCWarning(lcSession).noquote()
            << session().tag() << "listing of" << escaped(m_view.path.toBytes()) << "cut after"
            << limit << "entries by max_list_file";
    }
    const QByteArray leftOut = LeftOut{m_listing->hiddenEntries(), m_unwritable}.words();
    if (leftOut.isEmpty())
        return text;
    qCInfo(lcSession).noquote() << session().tag() << "listing of" << escaped(m_view.path.toBytes())
                                << "is short:" << leftOut;
    return text + ' ' + leftOut + '.';
}

// The folder has ended before anything was sent.
void ListJob::allHeld()
{
    if (m_other && m_listing->wasCut())
        return askForName();
    m_other.reset();
    if (m_view.pattern.isRatherName() && m_pending.isEmpty() && m_unwritable == 0)
        return fail(Failure::of(Failure::Code::NotFound));
    openListing();
}

void ListJob::stopWork() { dismiss(m_listing); }

}  // namespace cosftp
