// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_catalogue.h"

#include "transfer/park_record.h"
#include "transfer/parked_lookup.h"

namespace cosftp {

void ParkedCatalogue::load(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                           const QByteArray &bucket, std::chrono::hours maxAge, QObject *context,
                           Handler<Done> handler)
{
    (new ParkedCatalogue(store, std::move(index), bucket, maxAge, context, std::move(handler)))
        ->list({});
}

ParkedCatalogue::ParkedCatalogue(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                                 QByteArray bucket, std::chrono::hours maxAge, QObject *context,
                                 Handler<Done> handler)
    : QObject(context), m_store(store), m_index(std::move(index)), m_bucket(std::move(bucket)),
      m_maxAge(maxAge), m_handler(std::move(handler))
{}

void ParkedCatalogue::list(const QByteArray &marker)
{
    ListRequest request;
    request.prefix = parkedStatePrefix();
    request.marker = marker;
    m_store.list(request, this, [this](const Result<ListPage> &page) { onListed(page); });
}

void ParkedCatalogue::onListed(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects)
        m_keys += object.key;
    m_nextMarker = page->isTruncated ? page->nextMarker : QByteArray();
    next();
}

void ParkedCatalogue::next()
{
    if (m_keys.isEmpty())
        return m_nextMarker.isEmpty() ? end(Done{}) : list(m_nextMarker);
    readSmallObject(m_store, m_keys.takeFirst(), {}, {}, maxParkedStateBytes, this,
                    [this](const Result<QByteArray> &json) { onState(json); });
}

// The description only tells whose it is; the look-up compares it with the store's parts.
void ParkedCatalogue::onState(const Result<QByteArray> &json)
{
    const Result<ParkedUpload> state =
        json ? parseParkedState(*json) : Result<ParkedUpload>(json.error());
    const bool isUnread = !json && json.error().code != Failure::Code::NotFound;
    m_isComplete = m_isComplete && !isUnread;
    if (!state)
        return next();
    ParkedLookup::find(m_store, m_index, {{m_bucket, state->user, state->key}, m_maxAge, false},
                       this, [this](const Result<std::optional<ParkedUpload>> &found) {
                           m_isComplete = m_isComplete && found.has_value();
                           next();
                       });
}

// Where the key of the bucket may not look, nothing can have been kept.
void ParkedCatalogue::end(const Outcome &outcome)
{
    deleteLater();
    const bool mayNotLook = !outcome && outcome.error().code == Failure::Code::Denied;
    m_index->learned(m_bucket, (outcome && m_isComplete) || mayNotLook);
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(outcome);
}

}  // namespace cosftp
