// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/list_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/arguments.h"
#include "ftp/session.h"

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

ListJob::ListJob(Session &session, ListingView view) : DataJob(session), m_view(std::move(view))
{
    setSubject("listing of " + m_view.path.toBytes());
}

ListJob::~ListJob() = default;

void ListJob::start()
{
    assertThread(*this);
    if (!mayList(m_view.path))
        return fail(Failure::of(Failure::Code::Denied));
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

void ListJob::onPage(const QList<Entry> &entries)
{
    assertThread(*this);
    const bool isOfFile = m_listing->isOfFile();
    if (isOfFile && m_view.format == ListingView::Format::Facts)
        return finish({501, "MLSD is for folders; use MLST.", {}, {}});
    if (isOfFile && namesFolder(m_view.argument))
        return fail(Failure::of(Failure::Code::NotAFolder));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (m_view.format != ListingView::Format::Names)
        noteListed(session().state(), m_view.path, entries, isOfFile);
    for (const Entry &entry : entries)
        if (m_view.pattern.isEmpty() || matchesWildcard(entry.name, m_view.pattern))
            append(m_view.line(entry, isOfFile, now));
    m_isPageWanted = true;
    if (step() == Step::Starting)
        return openData({150, "Here comes the listing.", {}, {}});
    pump();
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
        finish({426, "The data connection was closed before all was sent.", {}, {}});
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
    if (!outcome)
        return fail(outcome.error());
    m_isListed = true;
    if (step() != Step::Moving || m_pendingFrom < m_pending.size())
        return;  // pump() comes back here
    if (const int hidden = m_listing->hiddenEntries() + m_unwritable; hidden > 0)
        qCInfo(lcSession).noquote()
            << session().tag() << hidden << "entries of" << escaped(m_view.path.toBytes())
            << "left out: names that FTP cannot show";
    QByteArray text = "Listing done.";
    if (m_listing->wasCut()) {
        const QByteArray limit = QByteArray::number(session().settings().limits.maxListEntries);
        text = "Listing CUT after " + limit + " entries (max_list_file); there are more.";
        qCWarning(lcSession).noquote()
            << session().tag() << "listing of" << escaped(m_view.path.toBytes()) << "cut after"
            << limit << "entries by max_list_file";
    }
    channel()->disconnect(this);
    closeOut({226, text, {}, {}});
}

void ListJob::stopWork() { dismiss(m_listing); }

}  // namespace cosftp
