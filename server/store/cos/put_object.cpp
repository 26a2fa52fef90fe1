// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cos/put_object.h"

#include "core/crc64.h"
#include "core/logging.h"
#include "core/text.h"
#include "store/cos/ask.h"

#include <QCryptographicHash>

namespace cosftp {

PutObject::PutObject(std::shared_ptr<CosConnection> connection, CosRequest request,
                     Replacing replacing, QObject *parent)
    : QObject(parent), m_connection(std::move(connection)), m_request(std::move(request)),
      m_replacing(replacing)
{
    const QByteArray md5 = QCryptographicHash::hash(m_request.body, QCryptographicHash::Md5);
    m_sent = {m_request.body.size(), Crc64::of(m_request.body), '"' + md5.toHex() + '"'};
    // The store compares it before it publishes, so a body that was damaged on the way never
    // replaces a good object. Parts need none: they are compared before Complete.
    m_request.headers += NamedValue{"Content-MD5", md5.toBase64()};
    if (replacing == Replacing::Forbidden)
        m_request.headers += NamedValue{"x-cos-forbid-overwrite", "true"};
}

void PutObject::start() { send(); }

void PutObject::send()
{
    ask<StoredObject>(m_connection, m_request, judgePut, this,
                      [this](const Result<StoredObject> &stored) { onAnswered(stored); })
        ->start();
}

void PutObject::onAnswered(const Result<StoredObject> &stored)
{
    const bool isTaken = !stored && stored.error().code == Failure::Code::Exists;
    if (isTaken && m_replacing == Replacing::Forbidden)
        return lookUp({Doubt::Cause::Taken, stored.error(), {}});
    if (stored && stored->crc64 && stored->crc64 != m_sent.crc64)
        return lookUp({Doubt::Cause::OtherChecksum, {}, stored->crc64});
    Q_EMIT finished(stored);
}

void PutObject::lookUp(const Doubt &doubt)
{
    lookUpObject(m_connection, m_request.key, this,
                 [this, doubt](const Result<ObjectInfo> &found) { onLookedUp(doubt, found); });
}

void PutObject::onLookedUp(const Doubt &doubt, const Result<ObjectInfo> &found)
{
    const bool isMissing = !found && found.error().code == Failure::Code::NotFound;
    // Whoever answered 200 stored nothing, and nobody else has: nothing can be lost by a second
    // PUT.
    if (isMissing && doubt.cause == Doubt::Cause::OtherChecksum
        && !std::exchange(m_isRepeated, true))
        return send();
    const Result<StoredObject> stored = judgeStanding(m_sent, doubt, found);
    qCInfo(lcStore).noquote() << m_connection->bucketId << "put"
                              << escaped(QByteArrayView(m_request.key)) << "was looked up:"
                              << (stored ? QStringLiteral("it is there")
                                         : describe(stored.error()));
    Q_EMIT finished(stored);
}

void lookUpObject(const std::shared_ptr<CosConnection> &connection, const QByteArray &key,
                  QObject *context, Handler<ObjectInfo> handler)
{
    const auto interpret = [key](const HttpAnswer &answer) { return judgeHead(key, answer); };
    ask<ObjectInfo>(connection, requestFor(*connection, "look up", HttpRequest::Method::Head, key),
                    interpret, context, std::move(handler))
        ->start();
}

}  // namespace cosftp
