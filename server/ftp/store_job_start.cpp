// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StoreJob that comes before the data: may this be stored, and what does it come
// behind?
#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"
#include "ftp/store_job.h"
#include "ftp/upload_start_finder.h"

#include <algorithm>

namespace cosftp {

qint64 StoreJob::limitBytes() const { return session().settings().limits.singleFileMaxBytes; }

void StoreJob::start()
{
    assertThread(*this);
    const std::optional<Location> location = locateFile(m_path, [](const Rights &rights) {
        return rights.canWrite || rights.canOverwrite || rights.canAppend;
    });
    if (!location)
        return;
    m_mount = location->mount;
    m_key = location->key;
    if (limitBytes() > 0 && m_announcedBytes > limitBytes())
        return fail(Failure::of(Failure::Code::TooLarge,
                                QStringLiteral("ALLO announced %1 bytes").arg(m_announcedBytes)));
    m_wish.readsFirst() ? holdName() : checkRights();
}

KeyHolder StoreJob::holder() const
{
    const bool isAppend = m_wish.mode == UploadWish::Mode::Append;
    return {session().id(), session().state().user.name, isAppend ? "APPE" : "STOR"};
}

// From the first question to the publishing nobody else may change what these bytes come behind:
// first in this process, then over all servers.
void StoreJob::holdName()
{
    constexpr std::chrono::milliseconds shownAfter{250};
    m_waitingTimer.start(shownAfter);
    m_nameWait.setRemainingTime(session().settings().timeouts.nameWait);
    session().services().guards.keys->take({{m_mount->bucket, m_key}}, holder(),
                                           session().settings().timeouts.nameWait, this,
                                           [this](const Result<HeldKeys> &hold) { onHeld(hold); });
}

void StoreJob::onHeld(const Result<HeldKeys> &hold)
{
    if (step() != Step::Starting)
        return;
    if (!hold)
        return fail(hold.error());
    m_name = *hold;
    ClaimWish wish;
    wish.subject = m_key;
    wish.bucket = m_mount->bucket;
    wish.holder = holder().text();
    wish.patience = std::chrono::milliseconds(m_nameWait.remainingTime());
    wish.heldUntilGone = m_name;
    BucketClaim::take(*m_mount->store, wish, this,
                      [this](const Result<BucketClaim::Held> &claim) { onClaimed(claim); });
}

void StoreJob::onClaimed(const Result<BucketClaim::Held> &claim)
{
    if (step() != Step::Starting)
        return;
    if (!claim)
        return fail(claim.error());
    m_claim = *claim;
    checkRights();
}

void StoreJob::showWaiting()
{
    if (step() != Step::Starting || m_claim != nullptr)
        return;
    beginRecord();
    m_record.setWaitsFor(TransferRecord::Waiting::Name);
}

// The claim keeps the name until the store has forgotten it: else the next one here would meet it.
void StoreJob::releaseName()
{
    m_claim.reset();
    m_name.reset();
}

// What lies under the name matters only to who may do one of the two, and to quotas; it costs one
// question.
void StoreJob::checkRights()
{
    const Rights rights = session().tree().rightsAt(m_path);
    const bool mayChange =
        m_wish.mode == UploadWish::Mode::Append ? rights.canAppend : rights.canOverwrite;
    const bool isDecided = rights.canWrite == mayChange;
    if (isDecided && !mayChange)
        return fail(Failure::of(Failure::Code::Denied));
    if (isDecided && !session().quota().isSet())
        return beginStoring();
    session().tree().statFile(m_path, this,
                              [this](const Result<Entry> &entry) { onLookedUp(entry); });
}

void StoreJob::onLookedUp(const Result<Entry> &entry)
{
    if (step() != Step::Starting)
        return;
    if (!entry && entry.error().code != Failure::Code::NotFound)
        return fail(entry.error());
    m_isNew = !entry;
    m_oldBytes = entry ? entry->sizeBytes : 0;
    const Rights rights = session().tree().rightsAt(m_path);
    const bool mayChange =
        m_wish.mode == UploadWish::Mode::Append ? rights.canAppend : rights.canOverwrite;
    if (m_isNew ? !rights.canWrite : !mayChange)
        return fail(Failure::of(Failure::Code::Denied));
    session().quota().isSet() ? beginWithQuota() : beginStoring();
}

void StoreJob::beginWithQuota()
{
    const Quota quota = session().quota();
    const QByteArray &user = session().state().user.name;
    m_hold.emplace(session().services().quotas, user, quota, quotaName(m_mount->bucket, m_key),
                   m_isNew ? std::nullopt : std::optional(m_oldBytes));
    if (!m_wish.readsFirst() && !fitsQuota())
        return finish(quotaReply());
    beginStoring();
}

bool StoreJob::fitsQuota() const
{
    return !m_hold || m_hold->fits(std::max<qint64>(m_announcedBytes, 1));
}

// The bytes came; one too many ends the upload.
bool StoreJob::isWithinQuota(qint64 bytes)
{
    if (!m_hold || m_hold->grow(bytes))
        return true;
    const Reply reply = quotaReply();
    m_record.setError(QString::fromUtf8(reply.text), reply.reference);
    windDown(Failure::of(Failure::Code::TooLarge, QStringLiteral("the quota is used up")), reply);
    return false;
}

Reply StoreJob::quotaReply()
{
    const Quota quota = session().quota();
    return session().refusal(
        552, "The quota of this account is used up.",
        QStringLiteral(
            "the quota of the user is used up (quota_size %1 bytes, quota_files %2; 0 is none)")
            .arg(quota.bytes)
            .arg(quota.objects),
        subject());
}

void StoreJob::beginStoring()
{
    checkName();
    if (session().state().device.makesMissingFolders)
        return begin();
    session().tree().enter(m_path.parent(), this, [this](const Outcome &isFolder) {
        if (!isFolder)
            return fail(isFolder.error());
        if (step() == Step::Starting)
            begin();
    });
}

void StoreJob::begin()
{
    if (m_wish.mode == UploadWish::Mode::At || m_wish.mode == UploadWish::Mode::Append)
        findStart();
    else
        openForData();
}

// The check runs beside the connection and the data; only publishing waits for it.
void StoreJob::checkName()
{
    session().tree().checkStorable(m_path, this, [this](const Outcome &outcome) {
        if (outcome) {
            m_isNameChecked = true;
            return publishIfSure();
        }
        m_isNameRefused = !outcome.error().retryable;
        m_hasStoreFailed = outcome.error().retryable;
        if (step() == Step::Connecting)
            m_nameRefusal = outcome.error();  // who has connected to send is answered like the rest
        else
            fail(outcome.error());
    });
}

void StoreJob::findStart()
{
    UploadStartFinder::find(session(), {m_mount, m_key}, m_path, m_wish, this,
                            [this](const Result<UploadStart> &found) { onStartFound(found); });
}

void StoreJob::onStartFound(const Result<UploadStart> &found)
{
    if (step() != Step::Starting)
        return;
    if (!found)
        return fail(found.error());
    if (found->isOutdated)
        session().state().forgetTold(m_path);
    if (found->refusal) {
        session().tree().forget(m_path);  // the client asks again, and gets a new answer
        stopWork();
        return finish(*found->refusal);
    }
    m_start = *found;
    if (limitBytes() > 0 && m_start.offset > limitBytes())
        return fail(Failure::of(Failure::Code::TooLarge,
                                QStringLiteral("it begins at byte %1").arg(m_start.offset)));
    if (m_hold && m_start.goesOn)
        m_hold->goOnWith(m_start.goesOn->uploadId);
    if (!fitsQuota()) {
        stopWork();
        return finish(quotaReply());
    }
    if (isWithinQuota(m_start.offset))
        openForData();
}

void StoreJob::openForData()
{
    if (step() != Step::Starting)
        return;
    if (m_wish.mode == UploadWish::Mode::Unique)  // RFC 1123 section 4.1.2.9 fixes the words
        return openData({150, "FILE: " + m_path.name(), {}, {}});
    QByteArray text = "Send the data for " + m_path.name();
    if (m_start.offset > 0)
        text += " from byte " + QByteArray::number(m_start.offset);
    openData({150, text + '.', {}, {}});
}

// What was read first is compared again, and has the right to be changed.
bool StoreJob::mayReplace() const
{
    return m_wish.readsFirst() || session().tree().rightsAt(m_path).canOverwrite;
}

UploadOwner StoreJob::uploadOwner() const
{
    UploadOwner owner;
    owner.index = session().services().parked;
    owner.bucket = m_mount->bucket;
    owner.user = session().state().user.name;
    owner.address = session().clientAddress();
    owner.keepHours = session().settings().limits.resumeHours;
    owner.isClientAlive = [pulse = m_pulse, limit = std::chrono::milliseconds(
                                                session().settings().timeouts.takeOver)] {
        return pulse->silence() < limit;
    };
    return owner;
}

UploadRequest StoreJob::uploadRequest()
{
    UploadRequest request;
    request.key = m_key;
    request.maxBytes = limitBytes();
    request.minPartBytes = session().settings().limits.minPartBytes;
    request.expectedBytes = m_start.offset + m_announcedBytes;
    request.maxPartsInFlight =
        static_cast<int>(session().services().budgets.partsInFlight->total());
    request.retryTime = session().settings().timeouts.partRetry;
    const auto policy = session().state().user.interruptedUploads;
    const bool isKept = m_isBinary && policy != UserSettings::InterruptedUploads::Discard;
    request.goesOn = m_start.goesOn;
    request.head = m_start.head;
    if (isKept || request.goesOn)
        request.owner = uploadOwner();
    request.publish.guards = session().services().guards;
    request.publish.holder = holder();
    request.publish.bucket = m_mount->bucket;
    request.publish.base = m_start.base;
    request.publish.mayReplace = mayReplace();
    request.publish.claim = m_claim;
    request.publish.permit = m_permit;
    if (request.head)
        request.attributes = attributesOfChanged(request.head->object);
    if (!request.goesOn)  // else they were given when that upload began
        m_attributes = request.attributes;
    return request;
}

}  // namespace cosftp
