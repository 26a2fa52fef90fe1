// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_catalogue.h"

#include "core/thread_check.h"
#include "transfer/parked_lookup.h"

namespace cosftp {

void ParkedCatalogue::load(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                           const QByteArray &bucket, const QByteArray &user, QObject *context,
                           Handler<Done> handler)
{
    (new ParkedCatalogue(store, std::move(index), bucket, user, context, std::move(handler)))
        ->list({});
}

ParkedCatalogue::ParkedCatalogue(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                                 QByteArray bucket, QByteArray user, QObject *context,
                                 Handler<Done> handler)
    : QObject(context), m_store(store.share()), m_index(std::move(index)),
      m_bucket(std::move(bucket)), m_user(std::move(user)), m_handler(std::move(handler)),
      m_known(m_user.isEmpty() ? std::map<QByteArray, QDateTime>()
                               : m_index->states(m_bucket, m_user))
{}

ParkedCatalogue::~ParkedCatalogue()
{
    assertThread(*this);
    if (m_handler)
        m_index->abandoned(m_bucket, m_user);
}

void ParkedCatalogue::list(const QByteArray &marker)
{
    assertThread(*this);
    ListRequest request;
    request.prefix = m_user.isEmpty() ? parkedStatePrefix() : parkedStatePrefix(m_user);
    request.marker = marker;
    m_store->list(request, this, [this](const Result<ListPage> &page) { onListed(page); });
}

void ParkedCatalogue::onListed(const Result<ListPage> &page)
{
    if (!page)
        return end(page.error());
    for (const ObjectInfo &object : page->objects) {
        m_listed.insert(object.key);
        const auto known = m_known.find(object.key);
        const bool isNews = known == m_known.end() || known->second < object.lastModified;
        if (isNews)
            m_keys += object.key;
    }
    m_nextMarker = page->isTruncated ? page->nextMarker : QByteArray();
    next();
}

void ParkedCatalogue::next()
{
    if (m_keys.isEmpty() && !m_nextMarker.isEmpty())
        return list(m_nextMarker);
    if (m_keys.isEmpty()) {
        forgetGone();
        return end(Done{});
    }
    readSmallObject(*m_store, m_keys.takeFirst(), this,
                    [this](const Result<SmallObject> &state) { onState(state); });
}

// The description only tells whose it is; the look-up compares it with the store's parts.
void ParkedCatalogue::onState(const Result<SmallObject> &state)
{
    const Result<ParkedUpload> upload =
        state ? parseParkedState(state->content) : Result<ParkedUpload>(state.error());
    const bool isUnread = !state && state.error().code != Failure::Code::NotFound;
    m_isComplete = m_isComplete && !isUnread;
    if (!upload)
        return next();
    ParkedQuestion question;
    question.place = {m_bucket, upload->user, upload->key};
    ParkedLookup::find(*m_store, m_index, question, this,
                       [this](const Result<ParkedLookup::Found> &found) {
                           m_isComplete = m_isComplete && found.has_value();
                           next();
                       });
}

// Another server has published it, or it was given up there.
void ParkedCatalogue::forgetGone()
{
    for (const ParkedUploads::Note &note : m_index->below(m_bucket, m_user, {})) {
        const auto known = m_known.find(note.upload.stateKey);
        const bool wasThere = known != m_known.end() && known->second == note.upload.updated;
        if (wasThere && m_listed.count(note.upload.stateKey) == 0)
            m_index->forget({m_bucket, m_user, note.upload.key}, note.upload.uploadId);
    }
}

// Where the key of the bucket may not look, nothing can have been kept.
void ParkedCatalogue::end(const Outcome &outcome)
{
    assertThread(*this);
    deleteLater();
    const bool mayNotLook = !outcome && outcome.error().code == Failure::Code::Denied;
    m_index->learned(m_bucket, m_user, (outcome && m_isComplete) || mayNotLook);
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(outcome);
}

}  // namespace cosftp
