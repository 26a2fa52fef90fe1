// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/bucket_claim.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "files/claim_takeover.h"
#include "files/claim_taking.h"

namespace cosftp {

namespace {

using Code = Failure::Code;

// Between two renewals. With more between them somebody may have found the claim expired and be
// about to take it over: the rest of the lease is for clocks that differ by seconds and for a
// request that was long on its way.
constexpr std::chrono::seconds safeGap{20};

Failure takenOver()
{
    return Failure::of(Code::Changed, QStringLiteral("another server has taken the claim over"));
}

}  // namespace

static_assert(ClaimTakeover::lease == BucketClaim::lease);

void BucketClaim::take(ObjectStore &store, const ClaimWish &wish, QObject *context,
                       Handler<Held> handler)
{
    (new Taking(store, wish, context, std::move(handler)))->start();
}

BucketClaim::BucketClaim(std::unique_ptr<Private> made) : d(std::move(made))
{
    d->timer = new QTimer(this);
    connect(d->timer, &QTimer::timeout, this, &BucketClaim::renew);
    if (d->isReal)
        d->timer->start(renewal);
}

// A renewal that is under way does no harm: it is on the condition that the claim is there.
BucketClaim::~BucketClaim()
{
    assertThread(*this);
    if (!d->isReal || d->isLost)
        return;
    if (d->age() < lease)
        d->store->remove(d->key(), nullptr, [held = d->heldUntilGone](const Outcome &) {});
    else
        giveBackIfOwn(d->store, d->record, d->heldUntilGone);
}

void BucketClaim::confirm(QObject *context, Handler<Done> handler)
{
    assertThread(*this);
    const bool isSure = !d->isReal || (d->isExclusive && d->age() <= lease / 2);
    if (isSure || d->isLost) {
        const Outcome outcome = d->isLost ? Outcome(takenOver()) : Outcome(Done());
        QMetaObject::invokeMethod(
            context, [handler = std::move(handler), outcome] { handler(outcome); },
            Qt::QueuedConnection);
        return;
    }
    d->waiting += Private::Waiting{context, std::move(handler)};
    renew();
}

bool BucketClaim::isLost() const
{
    assertThread(*this);
    return d->isLost;
}

void BucketClaim::renew()
{
    if (d->isLost || std::exchange(d->isRenewing, true))
        return;
    if (d->age() > safeGap)
        return retake();
    d->asking = AskedAt::now();
    CopyRequest request;
    request.sourceKey = request.targetKey = d->key();
    request.sourceEtag = d->etag;
    request.replaced = ObjectAttributes();
    request.replaced->contentType = "application/json";
    d->store->copy(request, this, [this](const Result<StoredObject> &copy) { onRenewed(copy); });
}

void BucketClaim::onRenewed(const Result<StoredObject> &copy)
{
    if (copy)
        return noteRenewed(copy->etag, copy->lastModified);
    const bool isOther = copy.error().code == Code::Changed || copy.error().code == Code::NotFound;
    isOther ? lookForOwn() : answer(copy.error());
}

// A store may give a copy another ETag, which is not known if the answer was lost.
void BucketClaim::lookForOwn()
{
    readSmallObject(*d->store, d->key(), this, [this](const Result<SmallObject> &there) {
        if (!there && there.error().code != Code::NotFound)
            return answer(there.error());
        const Result<ClaimRecord> found = there ? parseClaim(there->content) : there.error();
        if (found && found->id == d->record.id)
            return noteRenewed(there->info.etag, there->info.lastModified);
        if (there && d->age() < lease)
            versioned_buckets::note(d->bucket);  // else nobody could have put theirs there
        answer(takenOver());
    });
}

void BucketClaim::noteRenewed(const QByteArray &etag, const QDateTime &when)
{
    const QDateTime renewed = when.isValid() ? when : d->store->now();
    const bool isSafe = std::chrono::milliseconds(d->renewed.msecsTo(renewed)) <= safeGap;
    d->etag = etag;
    d->asked = d->asking;
    d->renewed = renewed;
    isSafe ? answer(Done()) : retake();
}

void BucketClaim::retake()
{
    d->asking = AskedAt::now();
    (new ClaimTakeover(d->store, d->record, this, [this](const Result<StoredObject> &stored) {
        if (!stored)
            return answer(stored.error().code == Code::Changed ? takenOver() : stored.error());
        d->etag = stored->etag;
        d->asked = d->asking;
        d->renewed = d->asking.inStoreTime(*d->store);
        answer(Done());
    }))->start();
}

void BucketClaim::answer(const Outcome &outcome)
{
    d->isRenewing = false;
    d->isLost = !outcome && outcome.error().code == Code::Changed;
    if (d->isLost) {
        d->timer->stop();
        qCWarning(lcStore).noquote()
            << "another server has taken over the claim of" << escaped(d->record.holder) << "to"
            << escaped(d->record.subject);
    }
    for (const Private::Waiting &waiting : std::exchange(d->waiting, {}))
        if (waiting.context != nullptr)
            waiting.handler(outcome);
}

}  // namespace cosftp
