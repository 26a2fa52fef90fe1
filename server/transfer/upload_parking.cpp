// SPDX-License-Identifier: GPL-3.0-or-later
// What an upload comes behind, and what is kept of one that did not end.
#include "store/object_reader.h"
#include "transfer/parked_discard.h"
#include "transfer/upload_private.h"

#include <QTimer>

namespace cosftp {

namespace {
// So long the parts under way may take to be kept; a client waits for its reply meanwhile.
constexpr std::chrono::milliseconds parkingTime{10'000};

// Less than a part of the object that the new bytes come behind.
void readRange(ObjectStore &store, const QByteArray &key, ByteRange range,
               const QByteArray &ifMatch, QObject *context, Handler<QByteArray> handler)
{
    ObjectReader *reader = store.read(key, range, ifMatch, context);
    auto bytes = std::make_shared<QByteArray>();
    QObject::connect(reader, &ObjectReader::readyRead, reader, [reader, bytes] {
        QByteArray piece(64 * 1024, Qt::Uninitialized);
        for (qint64 count = reader->read(piece.data(), piece.size()); count > 0;
             count = reader->read(piece.data(), piece.size()))
            bytes->append(piece.constData(), count);
    });
    QObject::connect(
        reader, &ObjectReader::finished, context,
        [reader, bytes, handler = std::move(handler)](const Outcome &outcome) {
            reader->deleteLater();
            handler(outcome ? Result<QByteArray>(*bytes) : Result<QByteArray>(outcome.error()));
        },
        Qt::QueuedConnection);  // it may be emitted inside read(), before the piece is kept
}
}  // namespace

// A session that is torn down must not undo what a killed process would leave.
Upload::Private::~Private()
{
    if (step != Step::Ended && record != nullptr && record->isWritten())
        multipart->keepOpen();
}

// --- What the new bytes come behind

void Upload::Private::start()
{
    if (request.goesOn)
        goOn();
    else if (request.head && request.head->bytes >= ObjectStore::minPartBytes)
        beginWithHead();
    else if (request.head && request.head->bytes > 0) {
        waitsForPrefix = true;
        readRange(store, request.key, {0, request.head->bytes}, request.head->object.etag,
                  requests.get(), [this](const Result<QByteArray> &bytes) { onPrefixRead(bytes); });
    }
}

void Upload::Private::goOn()
{
    baseBytes = request.goesOn->sizeBytes();
    baseCrc = request.goesOn->crc64();
    partsSealed = static_cast<int>(request.goesOn->parts.size());
    MultipartRequest what = partsAsAsked();
    what.uploadId = request.goesOn->uploadId;
    what.parts = request.goesOn->parts;
    openMultipart(std::move(what));
    multipart->start();
    if (!request.owner)
        return;
    beginRecord();  // whoever looks now has to see that it is held again
    record->write(multipart->storedParts(), true, requests.get(), {});
}

void Upload::Private::beginWithHead()
{
    const ObjectHead &head = *request.head;
    baseBytes = head.bytes;
    if (head.bytes == head.object.sizeBytes)
        baseCrc = head.object.crc64;
    MultipartRequest what = partsAsAsked();
    what.head.source.sourceKey = request.key;
    what.head.source.sourceEtag = head.object.etag;
    what.head.bytes = head.bytes;
    openMultipart(std::move(what));
    partsSealed = multipart->headParts();
    multipart->start();
}

void Upload::Private::onPrefixRead(const Result<QByteArray> &bytes)
{
    waitsForPrefix = false;
    if (!bytes)
        return end(bytes.error());
    prefix = *bytes;
    if (prefix.size() != request.head->bytes)
        return end(Failure::of(Failure::Code::Changed, QStringLiteral("the object was cut")));
    wakeOwner();
    if (isInputEnded)
        finishInput();
}

// --- Parking

void Upload::Private::beginRecord()
{
    ParkedUpload upload;
    if (request.goesOn) {
        upload = *request.goesOn;  // with the place of its description
    } else {
        upload.user = request.owner->user;
        upload.key = request.key;
        upload.uploadId = multipart->uploadId();
        upload.base = request.publish.base.value_or(QByteArray());
        upload.baseCrc64 = baseCrc;
        upload.baseParts = multipart->headParts();
    }
    upload.address = request.owner->address;
    upload.keepHours = request.owner->keepHours;
    const bool isBaseKnown = request.goesOn || request.publish.base;
    record =
        std::make_unique<ParkRecord>(store,
                                     ParkRecord::Place{request.owner->index, request.owner->bucket,
                                                       request.owner->isClientAlive, began},
                                     upload, isBaseKnown, nullptr);
    QObject::connect(record.get(), &ParkRecord::lost, q, [this] { onLost(); });
}

void Upload::Private::noteProgress()
{
    if (request.owner && record == nullptr && !multipart->uploadId().isEmpty())
        beginRecord();
    if (record != nullptr && step != Step::Parking)
        record->update(multipart->storedParts());
    Q_EMIT q->partStored();
    wakeOwner();
}

// The client was silent for longer than a lease lasts, and another server has gone on with its
// upload: it is that one's now.
void Upload::Private::onLost()
{
    end(Failure::of(Failure::Code::Changed,
                    QStringLiteral("another session has gone on with the upload")));
}

// The name was stored whole: what earlier tries left is of no use any more. What another session
// receives now stays.
void Upload::Private::forgetOlder()
{
    if (!request.owner)
        return;
    const UploadOwner &owner = *request.owner;
    QList<ParkedUploads::Note> older = owner.index->at({owner.bucket, owner.user, request.key});
    older.removeIf([this](const ParkedUploads::Note &note) {
        return note.isHeldElsewhere
               || (multipart != nullptr && note.upload.uploadId == multipart->uploadId());
    });
    giveUpParked(store, owner.index, owner.bucket, older);
    owner.index->settled().note({owner.bucket, owner.user, request.key}, store.now());
}

void Upload::Private::park(const Failure &why)
{
    const bool canWait = step == Step::Receiving || (step == Step::Storing && multipart != nullptr);
    if (!request.owner || !canWait)
        return abandon(why);
    if (buffer.has_value() && buffer->sizeBytes() >= ObjectStore::minPartBytes)
        sealPart();
    if (step == Step::Ended)
        return;
    buffer.reset();
    if (multipart == nullptr)
        return end(why);
    step = Step::Parking;
    whyParked = why;
    multipart->settle();
    QTimer::singleShot(parkingTime, requests.get(), [this] { multipart->stopWaiting(); });
}

void Upload::Private::writeParked()
{
    noteProgress();
    const QList<StoredPart> parts = multipart->storedParts();
    if (parts.isEmpty() || record == nullptr || record->isLost())
        return end(whyParked);
    record->write(parts, false, requests.get(),
                  [this](const Outcome &written) { onParkedWritten(written); });
    QTimer::singleShot(parkingTime, requests.get(),
                       [this] { onParkedWritten(Failure::of(Failure::Code::Timeout)); });
}

// Without a description nobody would find the parts, and they would cost money for ever.
void Upload::Private::onParkedWritten(const Outcome &written)
{
    if (step == Step::Ended)
        return;
    if (written)
        request.owner->index->note(request.owner->bucket, record->upload());
    if (record->isWritten()) {
        multipart->keepOpen();
        bytesParked = record->writtenBytes();
    }
    end(whyParked);
}

}  // namespace cosftp
