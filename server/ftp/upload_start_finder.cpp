// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/upload_start_finder.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "ftp/session.h"

#include <algorithm>

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds leastPause{20};
}

void UploadStartFinder::find(Session &session, const Location &location, const VirtualPath &path,
                             const UploadWish &wish, QObject *context, Handler<UploadStart> handler)
{
    (new UploadStartFinder(session, location, path, wish, context, std::move(handler)))
        ->waitForOld();
}

UploadStartFinder::UploadStartFinder(Session &session, const Location &location,
                                     const VirtualPath &path, const UploadWish &wish,
                                     QObject *context, Handler<UploadStart> handler)
    : QObject(context), m_session(session),
      m_location(location), m_place{location.mount->bucket, session.state().user.name,
                                    location.key},
      m_wish(wish), m_handler(std::move(handler)), m_running(session.services().running),
      m_address(session.clientAddress()), m_patience(session.settings().timeouts.nameWait)
{
    assertThread(session);
    m_ground.told = session.state().told(path);
    m_ground.wasListed = !m_ground.told && session.state().wasListed(path);
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &UploadStartFinder::waitForOld);
    connect(m_running.get(), &RunningUploads::changed, this, &UploadStartFinder::waitForOld,
            Qt::QueuedConnection);  // it comes also from sessions that die together with this one
}

// A line that is dead without anybody having noticed: its client is here again. An upload whose
// bytes still come is nobody else's, so it is waited for and not ended.
void UploadStartFinder::waitForOld()
{
    assertThread(*this);
    if (m_isAsked)
        return;
    const bool mayResume = m_wish.offset > 0 || m_ground.told || m_ground.wasListed;
    const std::optional<RunningUploads::Run> old = m_running->of(m_place, m_address);
    if (!old || !mayResume || m_patience.hasExpired()) {
        m_ground.isReceivedNow = old.has_value();
        return ask();
    }
    m_ground.isComingBack = true;
    const std::chrono::milliseconds limit = m_session.settings().timeouts.takeOver;
    if (!old->isEnding)
        m_running->askToPark(m_place, m_address, limit);
    const std::chrono::milliseconds rest = limit - old->pulse->silence();
    const std::chrono::milliseconds left(m_patience.remainingTime());
    m_wake.start(std::clamp(rest, leastPause, std::max(left, leastPause)));
}

void UploadStartFinder::ask()
{
    m_isAsked = true;
    ObjectStore &store = *m_location.mount->store;
    m_open = 2;
    store.head(m_location.key, this, [this](const Result<ObjectInfo> &info) { onObject(info); });
    store.access(m_location.key, this,
                 [this](const Result<NamedValues> &access) { onAccess(access); });
    const bool canGoOn = m_session.state().isBinary;  // else the counts of the two sides differ
    if (canGoOn)
        askForWaiting();
}

// Another server, maybe a dead one, may hold what the client comes back for.
void UploadStartFinder::askForWaiting()
{
    ++m_open;
    ParkedQuestion question;
    question.place = m_place;
    question.isThorough = true;
    if (!m_ground.isReceivedNow)
        question.patience = std::chrono::milliseconds(m_patience.remainingTime());
    ParkedLookup::find(*m_location.mount->store, m_session.services().parked, question, this,
                       [this](const Result<ParkedLookup::Found> &found) { onWaiting(found); });
}

void UploadStartFinder::onObject(const Result<ObjectInfo> &info)
{
    if (!info && info.error().code != Failure::Code::NotFound)
        return end(info.error());
    if (info)
        m_ground.object = *info;
    oneAnswered();
}

// Where the key of the bucket may not ask, the object gets the bucket's rights, as every other
// upload.
void UploadStartFinder::onAccess(const Result<NamedValues> &access)
{
    const bool isTolerable = !access
                             && (access.error().code == Failure::Code::NotFound
                                 || access.error().code == Failure::Code::Denied);
    if (!access && !isTolerable)
        return end(access.error());
    if (access)
        m_access = *access;
    oneAnswered();
}

void UploadStartFinder::onWaiting(const Result<ParkedLookup::Found> &found)
{
    if (!found && found.error().code != Failure::Code::Denied)
        return end(found.error());
    for (const ParkedUpload &upload : found ? *found : ParkedLookup::Found())
        if (!upload.holder.isSomebody())
            m_ground.waiting += upload;
        else if (upload.address == m_address)
            m_ground.isReceivedNow = true;
    oneAnswered();
}

void UploadStartFinder::oneAnswered()
{
    if (--m_open > 0)
        return;
    UploadStart start = chooseUploadStart(m_wish, m_ground);
    if (start.head)
        start.head->object.headers += m_access;
    end(start);
}

void UploadStartFinder::end(const Result<UploadStart> &result)
{
    assertThread(*this);
    m_isAsked = true;
    deleteLater();
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(result);
}

}  // namespace cosftp
