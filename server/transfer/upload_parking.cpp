// SPDX-License-Identifier: GPL-3.0-or-later
// What an upload comes behind, and what is kept of one that did not end.
#include "transfer/upload_private.h"

#include <QTimer>

namespace cosftp {

namespace {
// So long the parts under way may take to be kept; a client waits for its reply meanwhile.
constexpr std::chrono::milliseconds parkingTime{10'000};
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
        readSmallObject(store, request.key, {0, request.head->bytes}, request.head->object.etag,
                        ObjectStore::minPartBytes, requests.get(),
                        [this](const Result<QByteArray> &bytes) { onPrefixRead(bytes); });
    }
}

void Upload::Private::goOn()
{
    baseBytes = request.goesOn->sizeBytes();
    baseCrc = request.goesOn->crc64();
    partsSealed = static_cast<int>(request.goesOn->parts.size());
    MultipartRequest what{
        request.key, request.attributes, request.maxPartsInFlight, request.retryTime, {}};
    what.uploadId = request.goesOn->uploadId;
    what.parts = request.goesOn->parts;
    openMultipart(std::move(what));
    multipart->start();
}

void Upload::Private::beginWithHead()
{
    const ObjectHead &head = *request.head;
    baseBytes = head.bytes;
    if (head.bytes == head.object.sizeBytes)
        baseCrc = head.object.crc64;
    MultipartRequest what{
        request.key, request.attributes, request.maxPartsInFlight, request.retryTime, {}};
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

void Upload::Private::noteProgress()
{
    if (request.owner && record == nullptr && !multipart->uploadId().isEmpty()) {
        ParkedUpload upload;
        upload.user = request.owner->user;
        upload.key = request.key;
        upload.uploadId = multipart->uploadId();
        upload.baseCrc64 = request.goesOn ? request.goesOn->baseCrc64 : baseCrc;
        upload.baseParts = request.goesOn ? request.goesOn->baseParts : multipart->headParts();
        record = std::make_unique<ParkRecord>(store, request.owner->index, request.owner->bucket,
                                              upload, nullptr);
    }
    if (record != nullptr && step != Step::Parking)
        record->update(multipart->storedParts());
    Q_EMIT q->partStored();
    wakeOwner();
}

// The name was stored whole: what an earlier try left is of no use any more.
void Upload::Private::forgetOlder()
{
    if (!request.owner)
        return;
    const UploadOwner &owner = *request.owner;
    const auto older = owner.index->find({owner.bucket, owner.user, request.key});
    if (!older)
        return;
    ParkedUpload upload;
    upload.user = owner.user;
    upload.key = request.key;
    upload.uploadId = older->uploadId;
    discardParked(store, *owner.index, owner.bucket, upload);
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
    if (parts.isEmpty() || record == nullptr)
        return end(whyParked);
    record->write(parts, requests.get(),
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
