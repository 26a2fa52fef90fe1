// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/claim_takeover.h"

#include "core/thread_check.h"

#include <algorithm>

namespace cosftp {

namespace {

using Code = Failure::Code;

ObjectAttributes jsonAttributes()
{
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    return attributes;
}

void dropUnwatched(ObjectStore &store, const QByteArray &key)
{
    store.remove(key, nullptr, [](const Outcome &) {});
}

}  // namespace

std::chrono::milliseconds ageOf(const ObjectInfo &info, const ObjectStore &store)
{
    const qint64 ms = info.lastModified.isValid() ? info.lastModified.msecsTo(store.now()) : 0;
    return std::chrono::milliseconds(std::max<qint64>(ms, 0));
}

ClaimTakeover::ClaimTakeover(std::shared_ptr<ObjectStore> store, ClaimRecord own, QObject *context,
                             Handler<StoredObject> handler)
    : QObject(store->background()), m_store(std::move(store)), m_own(std::move(own)),
      m_key(claimObjectKey(m_own.subject)), m_marker(claimMarkerKey(m_key)), m_context(context),
      m_handler(std::move(handler))
{
    connect(context, &QObject::destroyed, this, [this] { m_handler = nullptr; });
}

ClaimTakeover::~ClaimTakeover() = default;

void ClaimTakeover::start()
{
    assertThread(*this);
    m_hasMarker = true;
    m_store->put(
        m_marker, claimJson(m_own), jsonAttributes(), this,
        [this](const Result<StoredObject> &marker) { onMarked(marker); }, Replacing::Forbidden);
}

void ClaimTakeover::onMarked(const Result<StoredObject> &marker)
{
    if (!marker && marker.error().code == Code::Exists)
        return readSmallObject(*m_store, m_marker, this, [this](const Result<SmallObject> &there) {
            onForeignMarker(there);
        });
    if (!marker)
        return end(marker.error());
    m_markerEtag = marker->etag;
    look();
}

// It may be one's own, made by a request whose answer was lost.
void ClaimTakeover::onForeignMarker(const Result<SmallObject> &marker)
{
    if (marker && isOwn(*marker)) {
        m_markerEtag = marker->info.etag;
        return look();
    }
    m_hasMarker = false;
    const bool isGone = !marker && marker.error().code == Code::NotFound;
    if (!marker && !isGone)
        return end(marker.error());
    const bool isStale = marker && isLeft(*marker);
    if (!isStale || std::exchange(m_isSecondTry, true))
        return end(Failure::of(Code::Changed));
    m_store->remove(m_marker, this,
                    [this](const Outcome &removed) { removed ? start() : end(removed.error()); });
}

void ClaimTakeover::look()
{
    readSmallObject(*m_store, m_key, this,
                    [this](const Result<SmallObject> &claim) { onLooked(claim); });
}

void ClaimTakeover::onLooked(const Result<SmallObject> &claim)
{
    const bool isGone = !claim && claim.error().code == Code::NotFound;
    if (!claim && !isGone)
        return end(claim.error());
    const bool mayTake = claim && (isOwn(*claim) || isLeft(*claim));
    if (!mayTake || m_context == nullptr)
        return end(Failure::of(Code::Changed));
    CopyRequest request;
    request.sourceKey = m_marker;
    request.targetKey = m_key;
    request.sourceEtag = m_markerEtag;
    m_store->copy(request, this, [this](const Result<StoredObject> &copy) { onCopied(copy); });
}

void ClaimTakeover::onCopied(const Result<StoredObject> &copy)
{
    const bool isMarkerGone = !copy && copy.error().code == Code::NotFound;
    if (copy && m_context == nullptr)
        dropUnwatched(*m_store, m_key);
    end(isMarkerGone ? Result<StoredObject>(Failure::of(Code::Changed)) : copy);
}

bool ClaimTakeover::isOwn(const SmallObject &object) const
{
    const Result<ClaimRecord> record = parseClaim(object.content);
    return record && record->id == m_own.id;
}

// By somebody who does not renew it any more.
bool ClaimTakeover::isLeft(const SmallObject &object) const
{
    const Result<ClaimRecord> record = parseClaim(object.content);
    return ageOf(object.info, *m_store) > lease || (record && record->isOfDead());
}

void ClaimTakeover::end(const Result<StoredObject> &result)
{
    if (std::exchange(m_hasMarker, false))
        dropUnwatched(*m_store, m_marker);
    deleteLater();
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(result);
}

}  // namespace cosftp
