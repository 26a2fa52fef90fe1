// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/park_record.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/read_small.h"

#include <chrono>

namespace cosftp {

namespace {

using std::chrono::milliseconds;

// What a killed process may lose of an upload, against the requests that a description costs.
constexpr milliseconds firstWriteAfter{1000};
constexpr milliseconds nextWriteAfter{1000};
constexpr milliseconds renewAfter{3000};

void removeState(ObjectStore &store, const QByteArray &stateKey)
{
    store.remove(stateKey, nullptr, [stateKey](const Outcome &outcome) {
        if (!outcome)
            qCWarning(lcTransfer).noquote()
                << "could not remove" << stateKey << describe(outcome.error());
    });
}

}  // namespace

ParkRecord::ParkRecord(ObjectStore &store, Place place, ParkedUpload upload, bool isBaseKnown,
                       QObject *parent)
    : QObject(parent), m_store(store.share()), m_place(std::move(place)),
      m_upload(std::move(upload)), m_holder(newHolder()), m_isWritten(!m_upload.stateKey.isEmpty()),
      m_isBaseKnown(isBaseKnown)
{
    m_upload.began = beganByStore();
    if (m_isWritten)
        m_sinceLastWrite.start();
    m_writtenBytes = m_isWritten ? m_upload.sizeBytes() : 0;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const bool isAlive = !m_place.isClientAlive || m_place.isClientAlive();
        if (m_hasNews || isAlive)
            write(m_latest, true, this, {});
        else
            startTimer();
    });
}

ParkRecord::~ParkRecord() = default;

void ParkRecord::update(const QList<StoredPart> &parts)
{
    assertThread(*this);
    if (parts.isEmpty() || m_isLost || m_isOutdated)
        return;
    m_latest = parts;
    m_hasNews = true;
    if (!m_isWriting)
        startTimer();
}

milliseconds ParkRecord::age() const
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now()
                                                    - m_place.began);
}

QDateTime ParkRecord::beganByStore() const { return m_store->now().addMSecs(-age().count()); }

void ParkRecord::startTimer()
{
    milliseconds wait = firstWriteAfter - age();
    if (m_isWritten)
        wait = (m_hasNews ? nextWriteAfter : renewAfter) - milliseconds(m_sinceLastWrite.elapsed());
    if (m_isWritten && !m_hasNews)
        wait = std::max(wait, nextWriteAfter);
    m_timer.start(std::max(milliseconds(0), wait));
}

bool ParkRecord::hasLapsed() const
{
    return m_isWritten && m_sinceLastWrite.hasExpired(milliseconds(uploadLease).count());
}

// One at a time: an earlier description must not arrive behind a later one.
void ParkRecord::write(const QList<StoredPart> &parts, bool isHeld, QObject *context,
                       Handler<Done> handler)
{
    assertThread(*this);
    const Write wanted{parts, isHeld, context, std::move(handler)};
    if (m_isWriting)
        m_next = wanted;
    else
        begin(wanted);
}

void ParkRecord::begin(const Write &write)
{
    m_timer.stop();
    m_isWriting = true;
    m_hasNews = false;
    m_upload.parts = write.parts;
    m_upload.holder = write.isHeld ? m_holder : UploadHolder();
    if (m_isLost || m_isOutdated)
        end(write, Failure::of(Failure::Code::Changed));
    else if (m_upload.stateKey.isEmpty())
        look(write);
    else if (hasLapsed())
        checkHolder(write);
    else
        put(write, Replacing::Allowed);
}

// --- The first time: where is room, and what stands under the name?

void ParkRecord::look(const Write &write)
{
    const QByteArray first = parkedStateKey(m_upload.user, m_upload.key);
    readSmall(*m_store, first, this, [this, write, first](const Result<QByteArray> &json) {
        const bool isFree = !json && json.error().code == Failure::Code::NotFound;
        m_upload.stateKey = isFree ? first : furtherStateKey(m_upload);
        m_isBaseKnown ? put(write, Replacing::Forbidden) : lookForBase(write);
    });
}

void ParkRecord::lookForBase(const Write &write)
{
    m_store->head(m_upload.key, this, [this, write](const Result<ObjectInfo> &info) {
        const bool isMissing = !info && info.error().code == Failure::Code::NotFound;
        if (!info && !isMissing) {
            m_upload.stateKey.clear();
            return end(write, info.error());
        }
        m_upload.base = info ? bareEtag(info->etag) : QByteArray();
        m_isBaseKnown = true;
        if (info && isNewer(*info))
            return giveUp(write);
        put(write, Replacing::Forbidden);
    });
}

// Somebody has stored another file under the name since this upload began. As long as the upload
// runs, the last to finish wins; once broken off, it must not replace what is newer.
bool ParkRecord::isNewer(const ObjectInfo &object) const
{
    return object.lastModified.isValid()
           && object.lastModified > beganByStore().addMSecs(storeTimesDiffer.count());
}

void ParkRecord::giveUp(const Write &write)
{
    m_isOutdated = true;
    m_upload.stateKey.clear();
    end(write,
        Failure::of(Failure::Code::Changed,
                    QStringLiteral("a newer file has been stored under the name meanwhile")));
}

// --- Behind a silence

// Whoever goes on with an upload writes a holder of his own before he sends anything.
void ParkRecord::checkHolder(const Write &write)
{
    readSmall(*m_store, m_upload.stateKey, this, [this, write](const Result<QByteArray> &json) {
        if (!json && json.error().code != Failure::Code::NotFound)
            return end(write, json.error());
        const Result<ParkedUpload> found =
            json ? parseParkedState(*json) : Result<ParkedUpload>(json.error());
        if (found && found->uploadId == m_upload.uploadId && found->holder == m_holder)
            return put(write, Replacing::Allowed);
        m_isLost = true;
        end(write, Failure::of(Failure::Code::Changed,
                               QStringLiteral("another session has gone on with the upload")));
        Q_EMIT lost();
    });
}

// --- Writing

// It is never cancelled: the store might carry it out all the same, behind the removal.
void ParkRecord::put(const Write &write, Replacing replacing)
{
    if (*m_isUnwanted)
        return end(write, Failure::of(Failure::Code::Cancelled));
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    m_isPutting = true;
    m_store->put(
        m_upload.stateKey, parkedStateJson(m_upload), attributes, m_store->background(),
        [self = QPointer<ParkRecord>(this), store = m_store, stateKey = m_upload.stateKey,
         isUnwanted = m_isUnwanted, write](const Result<StoredObject> &answer) {
            const bool mayStand = answer || answer.error().code != Failure::Code::Exists;
            if (*isUnwanted && mayStand)
                removeState(*store, stateKey);
            if (self != nullptr)
                self->onPut(write, answer);
        },
        replacing);
}

void ParkRecord::onPut(const Write &write, const Result<StoredObject> &answer)
{
    m_isPutting = false;
    if (*m_isUnwanted)
        return end(write, Failure::of(Failure::Code::Cancelled));
    const bool isTaken = !answer && answer.error().code == Failure::Code::Exists && !m_isWritten;
    const QByteArray further = furtherStateKey(m_upload);
    if (isTaken && m_upload.stateKey != further) {
        m_upload.stateKey = further;
        return put(write, Replacing::Forbidden);
    }
    if (answer) {
        m_isWritten = true;
        m_sinceLastWrite.start();
        m_writtenBytes = m_upload.sizeBytes();
        m_upload.updated = m_store->now();
        return end(write, Done{});
    }
    if (!m_isWritten)
        m_upload.stateKey.clear();
    qCWarning(lcTransfer).noquote()
        << "the upload of" << escaped(QByteArrayView(m_upload.key))
        << "could not be continued after a restart:" << describe(answer.error())
        << "(the key of the bucket needs the right to write" << parkedStatePrefix() << ')';
    end(write, answer.error());
}

void ParkRecord::end(const Write &write, const Outcome &outcome)
{
    m_isWriting = false;
    const QPointer<ParkRecord> self(this);
    if (write.handler && write.context != nullptr)
        write.handler(outcome);
    if (self == nullptr || m_isWriting)
        return;
    if (const auto next = std::exchange(m_next, std::nullopt))
        begin(*next);
    else if (write.isHeld && !m_isLost && !m_isOutdated)
        startTimer();
}

void ParkRecord::remove()
{
    assertThread(*this);
    m_timer.stop();
    m_place.index->forget({m_place.bucket, m_upload.user, m_upload.key}, m_upload.uploadId);
    *m_isUnwanted = !m_isLost;  // the write that is under way removes it
    if (m_isWritten && !m_isPutting && !m_isLost)
        removeState(*m_store, m_upload.stateKey);
    m_isWritten = false;
}

}  // namespace cosftp
