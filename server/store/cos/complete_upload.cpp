// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/complete_upload.h"

#include "core/crc64.h"
#include "core/logging.h"
#include "core/text.h"
#include "store/cos/cos_answer.h"
#include "store/cos/cos_xml.h"

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
      m_uploadId(std::move(uploadId)), m_parts(std::move(parts)), m_replacing(replacing),
      m_expectedCrc(combinedCrc(m_parts)),
      m_expectedBytes(
          std::accumulate(m_parts.begin(), m_parts.end(), qint64{0},
                          [](qint64 sum, const StoredPart &part) { return sum + part.sizeBytes; }))
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
    auto *call = new CosCall(
        m_connection, request, [this](const HttpAnswer &answer) { return judge(answer); }, this);
    connect(call, &CosCall::finished, this, &CompleteUpload::onCompleted);
    call->start();
}

Outcome CompleteUpload::judge(const HttpAnswer &answer)
{
    Result<StoredObject> stored = parseCompleteResult(answer.body);
    if (!stored) {
        Failure failure = stored.error();
        failure.retryable = true;  // a repeated Complete finds out what happened
        return failure;
    }
    m_stored = *stored;
    m_stored.crc64 = crcFrom(answer);
    m_stored.versionId = answer.header("x-cos-version-id");
    return Done{};
}

void CompleteUpload::onCompleted(const Outcome &outcome)
{
    if (!outcome && leavesOpenWhatHappened(outcome.error()))
        return lookUp(outcome.error());
    if (!outcome) {
        Q_EMIT finished(outcome.error());
        return;
    }
    // Either the object or the answer is wrong: the object is asked once more.
    if (m_stored.crc64 && m_expectedCrc && *m_stored.crc64 != *m_expectedCrc)
        return lookUp(Failure::of(Failure::Code::Corrupt,
                                  QStringLiteral("the object that was put together has another "
                                                 "CRC-64 than its parts")));
    Q_EMIT finished(m_stored);
}

void CompleteUpload::lookUp(const Failure &why)
{
    CosRequest request;
    request.name = "head after complete";
    request.method = HttpRequest::Method::Head;
    request.key = m_key;
    request.silenceLimit = m_connection->options.metadataSilence;
    const auto judgeHead = [this](const HttpAnswer &answer) -> Outcome {
        const Result<ObjectInfo> info = objectInfoFrom(m_key, answer);
        if (!info)
            return info.error();
        m_found = *info;
        return Done{};
    };
    auto *call = new CosCall(m_connection, request, judgeHead, this);
    connect(call, &CosCall::finished, this,
            [this, why](const Outcome &outcome) { onLookedUp(outcome, why); });
    call->start();
}

void CompleteUpload::onLookedUp(const Outcome &outcome, const Failure &why)
{
    const bool isOurs = outcome && m_found.sizeBytes == m_expectedBytes && m_expectedCrc
                        && m_found.crc64 == m_expectedCrc;
    if (!isOurs) {
        Q_EMIT finished(why);
        return;
    }
    qCInfo(lcStore).noquote() << m_connection->bucketId << "complete upload"
                              << escaped(QByteArrayView(m_key))
                              << "had succeeded though its answer was lost or damaged";
    Q_EMIT finished(StoredObject{m_found.etag, m_found.crc64, {}});
}

}  // namespace cosftp
