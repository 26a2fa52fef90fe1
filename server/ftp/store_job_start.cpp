// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StoreJob that comes before the data: may this be stored, and what does it come
// behind?
#include "core/logging.h"
#include "core/text.h"
#include "ftp/session.h"
#include "ftp/store_job.h"

namespace cosftp {

namespace {
const Reply quotaReply{552, "The quota of this account is used up.", {}, {}};
}  // namespace

qint64 StoreJob::limitBytes() const { return session().settings().limits.singleFileMaxBytes; }

void StoreJob::start()
{
    const std::optional<Location> location = locateFile(m_path, [](const Rights &rights) {
        return rights.canWrite || rights.canOverwrite || rights.canAppend;
    });
    if (!location)
        return;
    m_mount = location->mount;
    m_key = location->key;
    if (limitBytes() > 0 && m_announcedBytes > limitBytes())
        return fail(Failure::of(Failure::Code::TooLarge));
    checkRights();
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
    if (session().services().quotas->isFull(user, quota, m_oldBytes, m_isNew ? 1 : 0))
        return finish(quotaReply);
    m_hold.emplace(session().services().quotas, user, quota);
    if (!m_hold->grow(m_announcedBytes - m_oldBytes))
        return finish(quotaReply);
    (void)m_hold->grow(-m_announcedBytes);
    beginStoring();
}

// The bytes came; one too many ends the upload.
bool StoreJob::isWithinQuota(qint64 bytes)
{
    if (!m_hold || m_hold->grow(bytes))
        return true;
    qCInfo(lcTransfer).noquote() << session().tag() << "the quota of"
                                 << escaped(session().state().userName) << "is used up";
    windDown(Failure::of(Failure::Code::TooLarge, QStringLiteral("the quota is used up")),
             quotaReply);
    return false;
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
        fail(outcome.error());
    });
}

void StoreJob::findStart()
{
    findUploadStart(session(), {m_mount, m_key}, m_path, m_wish, this,
                    [this](const Result<UploadStart> &found) { onStartFound(found); });
}

void StoreJob::onStartFound(const Result<UploadStart> &found)
{
    if (step() != Step::Starting)
        return;
    if (!found)
        return fail(found.error());
    if (found->refusal)
        return finish(*found->refusal);
    m_start = *found;
    if (limitBytes() > 0 && m_start.offset > limitBytes())
        return fail(Failure::of(Failure::Code::TooLarge));
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
    if (m_isBinary && policy != UserSettings::InterruptedUploads::Discard)
        request.owner = UploadOwner{m_parked, m_mount->bucket, session().state().user.name};
    request.goesOn = m_start.goesOn;
    request.head = m_start.head;
    if (request.head)
        request.attributes = attributesOfChanged(request.head->object);
    if (!request.goesOn)  // else they were given when that upload began
        m_attributes = request.attributes;
    return request;
}

}  // namespace cosftp
