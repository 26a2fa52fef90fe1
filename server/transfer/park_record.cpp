// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/park_record.h"

#include "core/logging.h"
#include "core/text.h"
#include "store/object_reader.h"

#include <QPointer>

#include <chrono>

namespace cosftp {

namespace {

using std::chrono::milliseconds;

// What a killed process may lose of an upload, against the two requests that a record costs.
constexpr milliseconds firstWriteAfter{2000};
constexpr milliseconds nextWriteAfter{5000};
// A description that was renewed so lately may belong to an upload that runs on another server.
constexpr milliseconds aliveElsewhere{60'000};

void abortUpload(ObjectStore &store, const QByteArray &key, const QByteArray &uploadId)
{
    store.abortUpload(key, uploadId, nullptr, [key](const Outcome &outcome) {
        if (!outcome)
            qCWarning(lcTransfer).noquote()
                << "could not abort the interrupted upload of" << escaped(QByteArrayView(key))
                << describe(outcome.error());
    });
}

void removeState(ObjectStore &store, const QByteArray &stateKey)
{
    store.remove(stateKey, nullptr, [stateKey](const Outcome &outcome) {
        if (!outcome)
            qCWarning(lcTransfer).noquote()
                << "could not remove" << stateKey << describe(outcome.error());
    });
}

}  // namespace

void readSmallObject(ObjectStore &store, const QByteArray &key, ByteRange range,
                     const QByteArray &ifMatch, qint64 maxBytes, QObject *context,
                     Handler<QByteArray> handler)
{
    ObjectReader *reader = store.read(key, range, ifMatch, context);
    auto bytes = std::make_shared<QByteArray>();
    QObject::connect(reader, &ObjectReader::readyRead, reader, [reader, bytes, maxBytes] {
        QByteArray piece(64 * 1024, Qt::Uninitialized);
        for (qint64 count = reader->read(piece.data(), piece.size()); count > 0;
             count = reader->read(piece.data(), piece.size()))
            if (bytes->size() <= maxBytes)  // the rest of what is too large is thrown away
                bytes->append(piece.constData(), count);
    });
    QObject::connect(
        reader, &ObjectReader::finished, context,
        [reader, bytes, maxBytes, handler = std::move(handler)](const Outcome &outcome) {
            reader->deleteLater();
            if (!outcome)
                return handler(outcome.error());
            if (bytes->size() > maxBytes)
                return handler(
                    Failure::of(Failure::Code::Corrupt, QStringLiteral("the object is too large")));
            handler(*bytes);
        },
        Qt::QueuedConnection);  // it may be emitted inside read(), before the piece is kept
}

void discardParked(ObjectStore &store, ParkedUploads &index, const QByteArray &bucket,
                   const ParkedUpload &upload)
{
    index.forget({bucket, upload.user, upload.key});
    abortUpload(store, upload.key, upload.uploadId);
    removeState(store, parkedStateKey(upload.user, upload.key));
}

ParkRecord::ParkRecord(ObjectStore &store, std::shared_ptr<ParkedUploads> index, QByteArray bucket,
                       ParkedUpload upload, QObject *parent)
    : QObject(parent), m_store(store), m_index(std::move(index)), m_bucket(std::move(bucket)),
      m_upload(std::move(upload))
{
    m_sinceLastWrite.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { write(m_latest, this, {}); });
}

ParkRecord::~ParkRecord() = default;

void ParkRecord::update(const QList<StoredPart> &parts)
{
    if (parts.isEmpty())
        return;
    m_latest = parts;
    if (m_timer.isActive() || m_isWriting)
        return;
    const milliseconds wait = m_isWritten ? nextWriteAfter : firstWriteAfter;
    m_timer.start(std::max(milliseconds(0), wait - milliseconds(m_sinceLastWrite.elapsed())));
}

// One at a time: an earlier description must not arrive behind a later one.
void ParkRecord::write(const QList<StoredPart> &parts, QObject *context, Handler<Done> handler)
{
    if (m_isWriting) {
        m_next = [this, parts, context = QPointer(context), handler = std::move(handler)] {
            if (context != nullptr)
                write(parts, context, handler);
        };
        return;
    }
    m_timer.stop();
    m_upload.parts = parts;
    m_upload.updated = QDateTime::currentDateTimeUtc();
    m_isWriting = true;
    m_sinceLastWrite.start();
    if (m_hasLooked)
        put(context, handler);
    else
        look(context, std::move(handler));
}

void ParkRecord::look(QObject *context, Handler<Done> handler)
{
    readSmallObject(m_store, parkedStateKey(m_upload.user, m_upload.key), {}, {},
                    maxParkedStateBytes, context,
                    [this, context, handler = std::move(handler)](const Result<QByteArray> &json) {
                        m_hasLooked = true;
                        const Result<ParkedUpload> older =
                            json ? parseParkedState(*json) : Result<ParkedUpload>(json.error());
                        const bool isOther = older && older->uploadId != m_upload.uploadId;
                        const bool mayRunElsewhere =
                            older
                            && older->updated.msecsTo(m_upload.updated) < aliveElsewhere.count()
                            && !m_index->find({m_bucket, m_upload.user, m_upload.key});
                        if (isOther && !mayRunElsewhere)
                            m_replacedId = older->uploadId;
                        put(context, handler);
                    });
}

void ParkRecord::put(QObject *context, const Handler<Done> &handler)
{
    ObjectAttributes attributes;
    attributes.contentType = "application/json";
    m_store.put(parkedStateKey(m_upload.user, m_upload.key), parkedStateJson(m_upload), attributes,
                context, [this, handler](const Result<StoredObject> &answer) {
                    const Outcome outcome = answer ? Outcome(Done{}) : Outcome(answer.error());
                    onPut(outcome);
                    if (handler)
                        handler(outcome);
                });
}

void ParkRecord::onPut(const Outcome &outcome)
{
    m_isWriting = false;
    m_isWritten = m_isWritten || outcome.has_value();
    if (outcome)
        m_writtenBytes = m_upload.sizeBytes();
    if (!outcome)
        qCWarning(lcTransfer).noquote()
            << "the upload of" << escaped(QByteArrayView(m_upload.key))
            << "could not be continued after a restart:" << describe(outcome.error())
            << "(the key of the bucket needs the right to write" << parkedStatePrefix() << ')';
    else if (!m_replacedId.isEmpty())
        abortUpload(m_store, m_upload.key, std::exchange(m_replacedId, {}));
    if (const auto next = std::exchange(m_next, nullptr))
        next();
}

void ParkRecord::remove()
{
    m_timer.stop();
    const UploadPlace place{m_bucket, m_upload.user, m_upload.key};
    const std::optional<ParkedUploads::Note> older = m_index->find(place);
    m_index->forget(place);
    if (older && older->uploadId != m_upload.uploadId)
        abortUpload(m_store, m_upload.key, older->uploadId);
    if (m_isWritten || m_isWriting || older)
        removeState(m_store, parkedStateKey(m_upload.user, m_upload.key));
    m_isWritten = false;
}

}  // namespace cosftp
