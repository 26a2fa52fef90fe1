// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/status_listing.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/list_job.h"
#include "ftp/listing_notice.h"
#include "ftp/session.h"

namespace cosftp {

StatusListing::StatusListing(Session &session, VirtualPath path, bool hasToBeFolder)
    : DataJob(session), m_path(std::move(path)), m_hasToBeFolder(hasToBeFolder)
{
    setSubject("STAT " + m_path.toBytes());
}

StatusListing::~StatusListing() = default;

void StatusListing::start()
{
    assertThread(*this);
    if (!mayList(m_path))
        return fail(Failure::of(Failure::Code::Denied));
    m_listing = session().tree().list(m_path, session().settings().limits.maxListEntries, this);
    connect(m_listing, &Listing::page, this, &StatusListing::onPage);
    connect(m_listing, &Listing::finished, this, &StatusListing::onFinished);
    connect(&session().control(), &Channel::drained, this, &StatusListing::continueIfTaken);
    m_listing->start();
}

void StatusListing::onPage(const QList<Entry> &entries)
{
    assertThread(*this);
    if (m_hasToBeFolder && m_listing->isOfFile())
        return fail(Failure::of(Failure::Code::NotAFolder));
    QByteArray text;
    if (!std::exchange(m_hasBegun, true))
        text = "213-Status of " + escaped(m_path.toBytes()) + ":\r\n";
    ListingView view;
    view.path = m_path;
    view.argument = m_path.name();
    view.rights = session().tree().rightsAt(m_path);
    noteListed(session().state(), m_path, entries, m_listing->isOfFile());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Entry &entry : entries) {
        const QByteArray line = view.line(entry, m_listing->isOfFile(), now);
        if (session().state().names.toClient(line))
            text += ' ' + line;
        else
            ++m_unwritable;
    }
    m_isPageWanted = true;
    session().sendText(text);
    continueIfTaken();
}

void StatusListing::continueIfTaken()
{
    if (session().control().bytesQueued() == 0 && std::exchange(m_isPageWanted, false))
        m_listing->next();
}

// A multi-line reply that has begun can only end under its own code.
void StatusListing::onFinished(const Outcome &outcome)
{
    assertThread(*this);
    const bool isMissing = !outcome && outcome.error().code == Failure::Code::NotFound;
    if (isMissing && !m_hasBegun && hasWildcard(m_path.name()))
        return finish({550, "There is no such name; patterns are for LIST and NLST.", {}, {}});
    if (!outcome && !m_hasBegun)
        return fail(outcome.error());
    QByteArray text = "End of status.";
    if (!outcome)
        text = "INCOMPLETE: "
               + session().explain(outcome.error(), Phase::Lookup, "STAT " + m_path.toBytes()).text;
    else if (m_listing->wasCut())
        text = "CUT by max_list_file; there are more.";
    if (const QByteArray words = LeftOut{m_listing->hiddenEntries(), m_unwritable}.words();
        !words.isEmpty()) {
        text += ' ' + words + '.';
        qCInfo(lcSession).noquote() << session().tag() << subject() << "is short:" << words;
    }
    finish({213, text, {}, {}});
}

void StatusListing::cancel()
{
    assertThread(*this);
    stopWork();
    finish(m_hasBegun
               ? Reply{213, "INCOMPLETE: stopped.", {}, {}}
               : session().refusal(426, "Stopped.", QStringLiteral("by the client or the server"),
                                   subject()));
}

void StatusListing::stopWork() { dismiss(m_listing); }

}  // namespace cosftp
