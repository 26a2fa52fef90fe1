// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/cos_object_reader.h"

#include "core/logging.h"
#include "core/text.h"
#include "store/cos/answer_judge.h"
#include "store/cos/cos_error.h"
#include "store/http/http_call.h"

namespace cosftp {

CosObjectReader::CosObjectReader(const std::shared_ptr<CosConnection> &connection, QByteArray key,
                                 ByteRange range, QByteArray ifMatch, QObject *parent)
    : ObjectReader(parent), m_key(std::move(key)), m_range(range), m_ifMatch(std::move(ifMatch)),
      m_call(new CosCall(
          connection, request(*connection),
          [this](const HttpAnswer &answer) { return judge(answer); }, this)),
      m_logName(connection->bucketId + QStringLiteral(" read ")
                + QString::fromUtf8(escaped(QByteArrayView(m_key))))
{
    connect(m_call, &CosCall::opened, this, &CosObjectReader::onOpened);
    connect(m_call, &CosCall::finished, this, &CosObjectReader::finish);
    m_call->start();
}

CosObjectReader::~CosObjectReader() = default;

CosRequest CosObjectReader::request(const CosConnection &connection) const
{
    CosRequest request;
    request.name = "read";
    request.key = m_key;
    request.lane = Lane::Bulk;
    request.isStream = true;
    request.silenceLimit = connection.options.bulkSilence;
    // A Range on an empty object is refused, so the whole object is asked for without one.
    if (!m_range.isWhole()) {
        QByteArray range = "bytes=" + QByteArray::number(m_range.first) + '-';
        if (m_range.count >= 0)
            range += QByteArray::number(m_range.first + m_range.count - 1);
        request.headers += NamedValue{"Range", range};
    }
    if (!m_ifMatch.isEmpty())
        request.headers += NamedValue{"If-Match", m_ifMatch};
    return request;
}

Outcome CosObjectReader::judge(const HttpAnswer &answer)
{
    const Result<ComingBody> coming = judgeGet(m_key, m_range, m_ifMatch, answer);
    if (!coming)
        return coming.error();
    m_expectedBytes = coming->sizeBytes;
    m_info = coming->info;
    return Done{};
}

void CosObjectReader::onOpened()
{
    m_body = m_call->takeStream(this);
    std::exchange(m_call, nullptr)->deleteLater();
    connect(m_body, &HttpCall::readyRead, this, &ObjectReader::readyRead);
    connect(m_body, &HttpCall::ended, this, &CosObjectReader::onBodyEnded);
    Q_EMIT opened();
}

qint64 CosObjectReader::read(char *buffer, qint64 maxBytes)
{
    if (m_body == nullptr)
        return 0;
    const qint64 bytes = m_body->read(buffer, maxBytes);
    m_bytesDelivered += bytes;
    return bytes;
}

void CosObjectReader::onBodyEnded()
{
    const HttpAnswer answer = m_body->answer();
    std::exchange(m_body, nullptr)->deleteLater();
    if (answer.trouble == HttpAnswer::Trouble::None && m_bytesDelivered == m_expectedBytes)
        return finish(Done{});
    HttpAnswer broken = answer;
    if (broken.trouble == HttpAnswer::Trouble::None)
        broken.trouble = HttpAnswer::Trouble::Truncated;
    Failure failure = failureFrom(broken);
    failure.detail +=
        QStringLiteral(" after %1 of %2 bytes").arg(m_bytesDelivered).arg(m_expectedBytes);
    qCInfo(lcStore).noquote() << m_logName << "broke off:" << describe(failure);
    finish(failure);
}

void CosObjectReader::finish(const Outcome &outcome) { Q_EMIT finished(outcome); }

}  // namespace cosftp
