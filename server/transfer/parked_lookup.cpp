// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/parked_lookup.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "transfer/parked_discard.h"

#include <QTimer>

#include <algorithm>

namespace cosftp {

namespace {
constexpr std::chrono::milliseconds pollEach{500};
}

void ParkedLookup::find(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                        const ParkedQuestion &question, QObject *context, Handler<Found> handler)
{
    (new ParkedLookup(store, std::move(index), question, context, std::move(handler)))->start();
}

ParkedLookup::ParkedLookup(ObjectStore &store, std::shared_ptr<ParkedUploads> index,
                           const ParkedQuestion &question, QObject *context, Handler<Found> handler)
    : QObject(context), m_store(store.share()), m_index(std::move(index)), m_question(question),
      m_handler(std::move(handler)), m_patience(question.patience)
{}

void ParkedLookup::start()
{
    assertThread(*this);
    m_found.clear();
    ListRequest request;
    request.prefix = parkedStateStem(m_question.place.user, m_question.place.key);
    m_store->list(request, this, [this](const Result<ListPage> &page) { onListed(page); });
}

// More than a page of them cannot be.
void ParkedLookup::onListed(const Result<ListPage> &page)
{
    if (!page)
        return answer(page.error());
    for (const ObjectInfo &object : page->objects)
        m_stateKeys += object.key;
    const QByteArray first = parkedStateKey(m_question.place.user, m_question.place.key);
    if (m_question.isThorough && !m_stateKeys.contains(first))
        m_stateKeys.prepend(first);
    next();
}

void ParkedLookup::next()
{
    if (m_stateKeys.isEmpty())
        return finishOrWait();
    const QByteArray stateKey = m_stateKeys.takeFirst();
    readSmallObject(*m_store, stateKey, this, [this, stateKey](const Result<SmallObject> &state) {
        onState(stateKey, state);
    });
}

// A description that cannot be read must not keep anybody from uploading.
void ParkedLookup::onState(const QByteArray &stateKey, const Result<SmallObject> &state)
{
    if (!state && state.error().code == Failure::Code::NotFound)
        return next();
    if (!state)
        return answer(state.error());
    const Result<ParkedUpload> parsed = parseParkedState(state->content);
    const bool isOurs =
        parsed && parsed->user == m_question.place.user && parsed->key == m_question.place.key;
    if (!isOurs) {
        qCWarning(lcTransfer).noquote()
            << "ignored:" << stateKey
            << (parsed ? QStringLiteral("names another user or file") : describe(parsed.error()));
        return next();
    }
    m_current = *parsed;
    m_current.stateKey = stateKey;
    m_current.updated = state->info.lastModified;
    if (m_current.isHeld(m_store->now()))
        return take();
    m_current.holder = {};
    if (m_current.isExpired(m_store->now()))
        return clearAway("is too old");
    if (m_index->settled().isSettledSince(m_question.place, m_current.base, m_current.began))
        return clearAway("began before its user stored or deleted the name");
    m_parts.clear();
    listParts(0);
}

void ParkedLookup::listParts(int marker)
{
    m_store->listParts(m_current.key, m_current.uploadId, marker, this,
                       [this](const Result<PartPage> &page) { onParts(page); });
}

void ParkedLookup::onParts(const Result<PartPage> &page)
{
    const bool isGone = !page && page.error().code == Failure::Code::NotFound;
    if (!page && !isGone)
        return answer(page.error());
    if (isGone)
        return clearAway("is gone");
    m_parts += page->parts;
    if (page->isTruncated)
        return listParts(page->nextMarker);
    m_current.keepWhatIsIn(m_parts);
    m_current.parts.isEmpty() ? clearAway("has lost its parts") : take();
}

void ParkedLookup::take()
{
    m_found += m_current;
    next();
}

void ParkedLookup::clearAway(const char *why)
{
    qCInfo(lcTransfer).noquote() << "the interrupted upload of"
                                 << escaped(QByteArrayView(m_current.key)) << why
                                 << "and cleared away";
    discardParked(*m_store, *m_index, m_question.place.bucket, m_current);
    next();
}

void ParkedLookup::finishOrWait()
{
    const bool isHeld = std::any_of(m_found.begin(), m_found.end(), [](const ParkedUpload &upload) {
        return upload.holder.isSomebody();
    });
    if (isHeld && !m_patience.hasExpired())
        return QTimer::singleShot(pollEach, this, &ParkedLookup::start);
    std::stable_sort(m_found.begin(), m_found.end(),
                     [](const ParkedUpload &one, const ParkedUpload &other) {
                         return one.updated > other.updated;
                     });
    m_index->replace(m_question.place, m_found);
    answer(m_found);
}

void ParkedLookup::answer(const Result<Found> &result)
{
    assertThread(*this);
    deleteLater();
    if (const auto handler = std::exchange(m_handler, nullptr))
        handler(result);
}

}  // namespace cosftp
