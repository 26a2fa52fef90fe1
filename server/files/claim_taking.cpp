// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/claim_taking.h"

#include "core/logging.h"
#include "core/process_mark.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/claim_takeover.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>
#include <QUuid>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace cosftp {

namespace {

using Code = Failure::Code;

constexpr int shortestPauseMs = 60;
constexpr int longestPauseMs = 250;
// Longer than two creates that cross each other are apart, so that both readers see the later one.
constexpr std::chrono::milliseconds readBackAfter{200};
constexpr int mostVanished = 3;
constexpr int mostDenied = 3;

struct VersionedBuckets
{
    std::mutex mutex;
    QSet<QByteArray> names;
};
VersionedBuckets &versionedBuckets()
{
    static VersionedBuckets buckets;
    return buckets;
}

struct ClaimableBuckets
{
    std::mutex mutex;
    QHash<QByteArray, claimable_buckets::Known> known;
};
ClaimableBuckets &claimableBuckets()
{
    static ClaimableBuckets buckets;
    return buckets;
}

void tellOnceOfNoClaims(const Failure &why)
{
    static std::atomic_flag isTold;
    if (!isTold.test_and_set())
        qCWarning(lcStore).noquote()
            << "a bucket's key may not read and write .cosftp/*, so several servers on that bucket "
               "do not keep each other from changing one file at once:"
            << describe(why);
}

}  // namespace

bool versioned_buckets::contains(const QByteArray &bucket)
{
    const std::scoped_lock lock(versionedBuckets().mutex);
    return versionedBuckets().names.contains(bucket);
}

void versioned_buckets::note(const QByteArray &bucket)
{
    const std::scoped_lock lock(versionedBuckets().mutex);
    if (std::exchange(versionedBuckets().names, versionedBuckets().names + QSet{bucket})
            .contains(bucket))
        return;
    qCInfo(lcStore).noquote() << "bucket" << escaped(bucket)
                              << "keeps versions, so it creates nothing exclusively";
}

claimable_buckets::Known claimable_buckets::known(const QByteArray &bucket)
{
    const std::scoped_lock lock(claimableBuckets().mutex);
    return claimableBuckets().known.value(bucket, Known::No);
}

void claimable_buckets::note(const QByteArray &bucket, Known known)
{
    const std::scoped_lock lock(claimableBuckets().mutex);
    claimableBuckets().known.insert(bucket, known);
}

AskedAt AskedAt::now()
{
    AskedAt moment;
    moment.timer.start();
    moment.calendarMs = QDateTime::currentMSecsSinceEpoch();
    return moment;
}

std::chrono::milliseconds AskedAt::passed() const
{
    return std::chrono::milliseconds(
        std::max(timer.elapsed(), QDateTime::currentMSecsSinceEpoch() - calendarMs));
}

std::chrono::milliseconds BucketClaim::Private::age() const
{
    return std::max(asked.passed(), std::chrono::milliseconds(renewed.msecsTo(store->now())));
}

void giveBackIfOwn(const std::shared_ptr<ObjectStore> &store, const ClaimRecord &record,
                   const std::shared_ptr<void> &heldUntilGone)
{
    const QByteArray key = claimObjectKey(record.subject);
    readSmallObject(
        *store, key, store->background(),
        [store, key, id = record.id, held = heldUntilGone](const Result<SmallObject> &there) {
            const Result<ClaimRecord> found = there ? parseClaim(there->content) : there.error();
            if (found && found->id == id)
                store->remove(key, nullptr, [held](const Outcome &) {});
        });
}

BucketClaim::Taking::Taking(ObjectStore &store, const ClaimWish &wish, QObject *context,
                            Handler<Held> handler)
    : QObject(store.background()), m_made(std::make_unique<Private>()), m_wish(wish),
      m_context(context), m_handler(std::move(handler)), m_deadline(wish.patience)
{
    m_made->store = store.share();
    m_made->record = {wish.subject, wish.holder,
                      QUuid::createUuid().toByteArray(QUuid::WithoutBraces), processMark()};
    m_made->bucket = wish.bucket;
    m_made->heldUntilGone = wish.heldUntilGone;
    m_made->isExclusive = !versioned_buckets::contains(wish.bucket);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Taking::look);
    connect(context, &QObject::destroyed, this, &Taking::onContextGone);
}

BucketClaim::Taking::~Taking() = default;

void BucketClaim::Taking::start()
{
    assertThread(*this);
    m_made->isExclusive ? create() : look();
}

void BucketClaim::Taking::create()
{
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    m_mayExist = true;
    m_made->asked = AskedAt::now();
    m_made->store->put(
        m_made->key(), claimJson(m_made->record), attributes, this,
        [this](const Result<StoredObject> &stored) { onCreated(stored); }, Replacing::Forbidden);
}

void BucketClaim::Taking::onCreated(const Result<StoredObject> &stored)
{
    if (stored)
        claimable_buckets::note(m_made->bucket, claimable_buckets::Known::MayClaim);
    if (stored && !stored->versionId.isEmpty()) {
        versioned_buckets::note(m_made->bucket);
        m_made->isExclusive = false;
    }
    if (stored && m_made->isExclusive)
        return succeed(stored->etag, m_made->asked.inStoreTime(*m_made->store));
    if (stored)
        return m_pause.start(readBackAfter);
    if (stored.error().code == Code::Exists)
        return look();
    stored.error().code == Code::Denied ? onDenied(stored.error()) : fail(stored.error());
}

// A refusal may pass. Without a claim is only who never had one, and is refused again and again.
void BucketClaim::Taking::onDenied(const Failure &why)
{
    using claimable_buckets::Known;
    if (m_context == nullptr)
        return fail(Failure::of(Code::Cancelled));  // one refusal proves nothing
    const Known known = claimable_buckets::known(m_made->bucket);
    if (known == Known::MayNotClaim)
        return withoutClaim(why);
    if (++m_denied < mostDenied)
        return m_pause.start(QRandomGenerator::global()->bounded(shortestPauseMs, longestPauseMs));
    if (known == Known::MayClaim) {
        Failure failure = why;
        failure.code = Code::Busy;
        return fail(failure);
    }
    claimable_buckets::note(m_made->bucket, Known::MayNotClaim);
    withoutClaim(why);
}

void BucketClaim::Taking::look()
{
    readSmallObject(*m_made->store, m_made->key(), this,
                    [this](const Result<SmallObject> &there) { onLooked(there); });
}

void BucketClaim::Taking::onLooked(const Result<SmallObject> &there)
{
    if (there)
        return onFound(*there);
    if (there.error().code == Code::Denied)
        return onDenied(there.error());
    if (there.error().code != Code::NotFound)
        return fail(there.error());
    m_mayExist = false;
    if (m_context == nullptr || (m_deadline.hasExpired() && ++m_vanished > mostVanished))
        return refuse();
    create();
}

// It is one's own if the answer to a create was lost.
void BucketClaim::Taking::onFound(const SmallObject &there)
{
    const Result<ClaimRecord> record = parseClaim(there.content);
    if (record && record->id == m_made->record.id)
        return succeed(there.info.etag, there.info.lastModified);
    m_mayExist = false;
    m_holder = record ? record->holder : QByteArray("another server");
    const bool isLeft = record && record->isOfDead();
    isLeft || ageOf(there.info, *m_made->store) > lease ? takeOver() : wait();
}

void BucketClaim::Taking::takeOver()
{
    if (m_context == nullptr)
        return refuse();
    m_mayExist = true;
    m_made->asked = AskedAt::now();
    (new ClaimTakeover(m_made->store, m_made->record, this,
                       [this](const Result<StoredObject> &stored) { onTakenOver(stored); }))
        ->start();
}

void BucketClaim::Taking::onTakenOver(const Result<StoredObject> &stored)
{
    if (stored) {
        qCInfo(lcStore).noquote() << "took over the claim of" << escaped(m_holder) << "to"
                                  << escaped(m_wish.subject) << "which was not renewed";
        return succeed(stored->etag, m_made->asked.inStoreTime(*m_made->store));
    }
    if (stored.error().code != Code::Changed)
        return fail(stored.error());
    m_mayExist = false;
    wait();
}

void BucketClaim::Taking::wait()
{
    if (m_context == nullptr || m_deadline.hasExpired())
        return refuse();
    m_pause.start(QRandomGenerator::global()->bounded(shortestPauseMs, longestPauseMs));
}

void BucketClaim::Taking::refuse()
{
    Failure failure = Failure::of(Code::InUse, QString::fromUtf8(m_holder));
    failure.holder = m_holder;
    fail(failure);
}

void BucketClaim::Taking::succeed(const QByteArray &etag, const QDateTime &renewed)
{
    if (m_context == nullptr)
        return fail(Failure::of(Code::Cancelled));
    m_mayExist = false;
    m_made->etag = etag;
    m_made->renewed = renewed.isValid() ? renewed : m_made->asked.inStoreTime(*m_made->store);
    end(Held(new BucketClaim(std::move(m_made))));
}

void BucketClaim::Taking::withoutClaim(const Failure &why)
{
    tellOnceOfNoClaims(why);
    m_made->isReal = false;
    m_made->asked = AskedAt::now();
    end(Held(new BucketClaim(std::move(m_made))));
}

void BucketClaim::Taking::fail(const Failure &failure)
{
    if (std::exchange(m_mayExist, false))
        giveBackIfOwn(m_made->store, m_made->record, m_made->heldUntilGone);
    end(failure);
}

// What is under way is waited for, because only its answer tells whether there is a claim.
void BucketClaim::Taking::onContextGone()
{
    assertThread(*this);
    m_handler = nullptr;
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    fail(Failure::of(Code::Cancelled));
}

void BucketClaim::Taking::end(const Result<Held> &result)
{
    deleteLater();
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(result);
}

}  // namespace cosftp
