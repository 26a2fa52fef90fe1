// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/big_copy.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"

#include <QPointer>

#include <algorithm>

namespace cosftp {

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 leastPartBytes = 512 * mebibyte;
constexpr int maxInFlight = 4;

qint64 partBytesFor(qint64 sizeBytes)
{
    const qint64 needed = (sizeBytes + ObjectStore::maxParts - 1) / ObjectStore::maxParts;
    return std::min(std::max(leastPartBytes, needed), ObjectStore::maxSingleBytes);
}

void abortUnwatched(ObjectStore &store, const QByteArray &key, const QByteArray &uploadId)
{
    store.abortUpload(key, uploadId, nullptr, [key](const Outcome &outcome) {
        if (!outcome)
            qCWarning(lcStore).noquote()
                << "could not abort the copy to" << escaped(QByteArrayView(key))
                << describe(outcome.error());
    });
}

}  // namespace

void copyObject(ObjectStore &store, const CopyRequest &request, qint64 sizeBytes, QObject *context,
                Handler<StoredObject> handler, PublishGate gate)
{
    if (sizeBytes <= ObjectStore::maxSingleBytes)
        return store.copy(request, context, std::move(handler));
    (new BigCopy(store, request, sizeBytes, context, std::move(handler), std::move(gate)))->start();
}

BigCopy::BigCopy(ObjectStore &store, CopyRequest request, qint64 sizeBytes, QObject *context,
                 Handler<StoredObject> handler, PublishGate gate)
    : QObject(context), m_store(store.share()), m_request(std::move(request)),
      m_sizeBytes(sizeBytes), m_partBytes(partBytesFor(sizeBytes)),
      m_partCount(static_cast<int>((sizeBytes + m_partBytes - 1) / m_partBytes)),
      m_handler(std::move(handler)), m_gate(std::move(gate)),
      m_requests(std::make_unique<QObject>())
{}

BigCopy::~BigCopy()
{
    assertThread(*this);
    abort();
}

void BigCopy::start()
{
    assertThread(*this);
    m_store->head(m_request.sourceKey, m_requests.get(),
                  [this](const Result<ObjectInfo> &info) { onSourceKnown(info); });
}

void BigCopy::onSourceKnown(const Result<ObjectInfo> &info)
{
    if (!info)
        return end(info.error());
    if (info->sizeBytes != m_sizeBytes
        || (!m_request.sourceEtag.isEmpty() && info->etag != m_request.sourceEtag))
        return end(Failure::of(Failure::Code::Changed));
    m_request.sourceEtag = info->etag;  // every part from the same version
    initiate(m_request.replaced.value_or(attributesOf(*info)));
}

// Survives this job: only the answer tells the id that an abort needs.
void BigCopy::initiate(const ObjectAttributes &attributes)
{
    ObjectAttributes all = attributes;
    all.headers += m_request.access;
    m_store->initiateUpload(m_request.targetKey, all, nullptr,
                            [store = m_store, key = m_request.targetKey,
                             self = QPointer(this)](const Result<QByteArray> &uploadId) {
                                if (self != nullptr && !self->m_isEnded)
                                    self->onInitiated(uploadId);
                                else if (uploadId)
                                    abortUnwatched(*store, key, *uploadId);
                            });
}

void BigCopy::onInitiated(const Result<QByteArray> &uploadId)
{
    if (!uploadId)
        return end(uploadId.error());
    m_uploadId = *uploadId;
    advance();
}

ByteRange BigCopy::rangeOf(int number) const
{
    const qint64 first = (number - 1) * m_partBytes;
    return {first, std::min(m_partBytes, m_sizeBytes - first)};
}

void BigCopy::advance()
{
    while (m_inFlight < maxInFlight && m_lastNumber < m_partCount) {
        ++m_inFlight;
        const int number = ++m_lastNumber;
        m_store->copyPart(
            m_request.targetKey, m_uploadId, number, m_request, rangeOf(number), m_requests.get(),
            [this, number](const Result<StoredPart> &part) { onPartCopied(number, part); });
    }
    if (m_inFlight == 0)
        publish();
}

void BigCopy::onPartCopied(int number, const Result<StoredPart> &part)
{
    --m_inFlight;
    if (!part)
        return end(part.error());
    StoredPart stored = *part;
    stored.number = number;
    stored.sizeBytes = rangeOf(number).count;
    m_parts.insert_or_assign(number, std::move(stored));
    if (!m_isEnded)
        advance();
}

void BigCopy::publish()
{
    if (m_gate == nullptr)
        return complete({});
    m_gate(m_requests.get(), [this](const Result<HeldKeys> &publishing) {
        publishing ? lookAgain(*publishing) : end(publishing.error());
    });
}

// The parts are of one version, but Complete would replace any.
void BigCopy::lookAgain(const HeldKeys &publishing)
{
    m_store->head(m_request.targetKey, m_requests.get(),
                  [this, publishing](const Result<ObjectInfo> &info) {
                      if (info && info->etag == m_request.sourceEtag)
                          return complete(publishing);
                      end(info ? Failure::of(Failure::Code::Changed) : info.error());
                  });
}

void BigCopy::complete(const HeldKeys &publishing)
{
    QList<StoredPart> parts;
    parts.reserve(m_partCount);
    for (const auto &[number, part] : m_parts)
        parts += part;
    m_store->completeUpload(
        m_request.targetKey, m_uploadId, parts, m_requests.get(),
        [this, publishing](const Result<StoredObject> &copy) {
            if (copy)
                m_uploadId.clear();
            end(copy);
        },
        m_request.replacing);
}

// Queued: cancelling the requests would destroy what is calling us now.
void BigCopy::end(const Result<StoredObject> &result)
{
    if (std::exchange(m_isEnded, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this, result] {
            abort();
            deleteLater();
            std::exchange(m_handler, nullptr)(result);
        },
        Qt::QueuedConnection);
}

void BigCopy::abort()
{
    m_requests.reset();
    if (!m_uploadId.isEmpty())
        abortUnwatched(*m_store, m_request.targetKey, std::exchange(m_uploadId, {}));
}

}  // namespace cosftp
