// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/complete_upload.h"

#include "core/crc64.h"
#include "core/logging.h"
#include "core/text.h"
#include "store/cos/ask.h"
#include "store/cos/cos_xml.h"
#include "store/cos/put_object.h"

#include <numeric>

namespace cosftp {

namespace {

// These say nothing about what the store did before.
bool leavesOpenWhatHappened(const Failure &failure)
{
    return failure.storeCode == "NoSuchUpload" || failure.retryable
           || failure.code == Failure::Code::Network || failure.code == Failure::Code::Timeout;
}

}  // namespace

std::optional<quint64> combinedCrc(const QList<StoredPart> &parts)
{
    quint64 crc = 0;
    for (const StoredPart &part : parts) {
        if (!part.crc64)
            return std::nullopt;
        crc = Crc64::combine(crc, *part.crc64, static_cast<quint64>(part.sizeBytes));
    }
    return crc;
}

CompleteUpload::CompleteUpload(std::shared_ptr<CosConnection> connection, QByteArray key,
                               QByteArray uploadId, QList<StoredPart> parts, Replacing replacing,
                               QObject *parent)
    : QObject(parent), m_connection(std::move(connection)), m_key(std::move(key)),
      m_uploadId(std::move(uploadId)), m_parts(std::move(parts)),
      m_replacing(replacing), m_sent{std::accumulate(m_parts.begin(), m_parts.end(), qint64{0},
                                                     [](qint64 sum, const StoredPart &part) {
                                                         return sum + part.sizeBytes;
                                                     }),
                                     combinedCrc(m_parts),
                                     {}}
{}

void CompleteUpload::start()
{
    CosRequest request;
    request.name = "complete upload";
    request.method = HttpRequest::Method::Post;
    request.key = m_key;
    request.query = {{"uploadId", m_uploadId}};
    request.headers = {{"Content-Type", "application/xml"}};
    if (m_replacing == Replacing::Forbidden)
        request.headers += NamedValue{"x-cos-forbid-overwrite", "true"};
    request.body = completeBody(m_parts);
    request.lane = Lane::Bulk;
    request.silenceLimit = m_connection->options.slowSilence;
    ask<StoredObject>(m_connection, request, judgeComplete, this,
                      [this](const Result<StoredObject> &stored) { onAnswered(stored); })
        ->start();
}

void CompleteUpload::onAnswered(const Result<StoredObject> &stored)
{
    const bool isTaken = !stored && stored.error().code == Failure::Code::Exists;
    if (isTaken && m_replacing == Replacing::Forbidden)
        return lookUp({Doubt::Cause::Taken, stored.error(), {}});
    if (!stored && leavesOpenWhatHappened(stored.error()))
        return lookUp({Doubt::Cause::LostAnswer, stored.error(), {}});
    // Either the object or the answer is wrong: the object is asked once more.
    if (stored && stored->crc64 && m_sent.crc64 && stored->crc64 != m_sent.crc64)
        return lookUp({Doubt::Cause::OtherChecksum, {}, stored->crc64});
    Q_EMIT finished(stored);
}

void CompleteUpload::lookUp(const Doubt &doubt)
{
    lookUpObject(m_connection, m_key, this,
                 [this, doubt](const Result<ObjectInfo> &found) { onLookedUp(doubt, found); });
}

void CompleteUpload::onLookedUp(const Doubt &doubt, const Result<ObjectInfo> &found)
{
    const Result<StoredObject> stored = judgeStanding(m_sent, doubt, found);
    if (stored)
        qCInfo(lcStore).noquote() << m_connection->bucketId << "complete upload"
                                  << escaped(QByteArrayView(m_key))
                                  << "had succeeded though its answer was lost or damaged";
    Q_EMIT finished(stored);
}

}  // namespace cosftp
