// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "transfer/upload_private.h"

#include <algorithm>

namespace cosftp {

// --- Parts

qint64 Upload::Private::limitBytes() const
{
    return request.maxBytes > 0 ? std::min(request.maxBytes, ObjectStore::maxObjectBytes)
                                : ObjectStore::maxObjectBytes;
}

void Upload::Private::sealPart()
{
    if (partsSealed == ObjectStore::maxParts)
        return end(Failure::of(Failure::Code::TooLarge,
                               QStringLiteral("the store's 10,000 parts are used up; a larger "
                                              "memory budget makes larger parts")));
    if (multipart == nullptr)
        startMultipart();
    ++partsSealed;
    crcOfSealed =
        Crc64::combine(crcOfSealed, buffer->crc64(), static_cast<quint64>(buffer->sizeBytes()));
    PartBuffer part = std::move(*buffer);
    buffer.reset();
    holder->idle = 0;
    part.makeFirm();  // it comes back by itself now
    multipart->send(std::move(part));
}

MultipartRequest Upload::Private::partsAsAsked() const
{
    MultipartRequest what;
    what.key = request.key;
    what.attributes = request.attributes;
    what.maxPartsInFlight = request.maxPartsInFlight;
    what.retryTime = request.retryTime;
    return what;
}

void Upload::Private::startMultipart() { openMultipart(partsAsAsked()); }

void Upload::Private::openMultipart(MultipartRequest what)
{
    what.publish = request.publish;
    multipart =
        std::make_unique<MultipartUpload>(store, budgets.partsInFlight, std::move(what), nullptr);
    QObject::connect(multipart.get(), &MultipartUpload::partStored, q, [this] { noteProgress(); });
    QObject::connect(multipart.get(), &MultipartUpload::settled, q, [this] { writeParked(); });
    QObject::connect(multipart.get(), &MultipartUpload::finished, q,
                     [this](const Result<StoredObject> &answer) { onMultipartFinished(answer); });
}

void Upload::Private::commit(qint64 bytes)
{
    if (step != Step::Receiving || !buffer.has_value())
        return;
    buffer->commit(bytes);
    holder->idle = 0;
    bytesReceived += bytes;
    if (baseBytes + bytesReceived > limitBytes())
        end(Failure::of(Failure::Code::TooLarge,
                        QStringLiteral("more than %1 bytes").arg(limitBytes())));
}

void Upload::Private::finishInput()
{
    if (step != Step::Receiving)
        return;
    isInputEnded = true;
    if (waitsForPrefix || (!prefix.isEmpty() && space().empty()))
        return;  // comes again when the first bytes are there, or the memory for them
    if (multipart == nullptr) {
        step = Step::Storing;
        return putWhole();
    }
    if (buffer.has_value() && buffer->sizeBytes() > 0)
        sealPart();
    buffer.reset();
    if (step != Step::Receiving)
        return;
    step = Step::Storing;
    multipart->complete();
}

void Upload::Private::putWhole()
{
    PublishGate::pass(store, request.key, request.publish, requests.get(),
                      [this](const Result<PublishPass> &passed) {
                          if (!passed)
                              return end(passed.error());
                          pass = *passed;
                          const QByteArray body =
                              buffer.has_value() ? buffer->bytes() : QByteArray("");
                          store.put(
                              request.key, body, request.attributes, requests.get(),
                              [this, bytes = body.size()](const Result<StoredObject> &answer) {
                                  onPut(bytes, answer);
                              },
                              pass.replacing);
                      });
}

void Upload::Private::onPut(qint64 bytes, const Result<StoredObject> &answer)
{
    bytesStored = answer ? bytes : 0;
    if (answer)
        forgetOlder();
    else if (answer.error().code == Failure::Code::Corrupt && !holdsOlderBytes())
        removeDamaged();
    pass = {};
    end(answer);
}

// "Not found" is the upload, which somebody has ended or gone on with, or what it was to come
// behind.
Failure Upload::Private::asItWasMeant(const Failure &failure) const
{
    const bool isGone = failure.storeCode == "NoSuchUpload" || failure.storeCode == "NoSuchKey"
                        || failure.storeCode == "NoSuchCopySource";
    if (!isGone)
        return failure;
    Failure changed = failure;
    changed.code = Failure::Code::Changed;
    return changed;
}

// What is not worth keeping: bytes that are damaged or too many, a name that cannot be, an upload
// that somebody has ended, one that stood on what is not there any more. Missing rights too, but
// where parts were stored before it was the rights that changed, and they may come back. A claim
// that was lost says nothing about what stands there.
bool Upload::Private::isWorthKeeping(const Failure &failure) const
{
    using Code = Failure::Code;
    const bool isClaimLost = request.publish.claim != nullptr && request.publish.claim->isLost();
    const bool isHopeless = failure.code == Code::Corrupt || failure.code == Code::TooLarge
                            || failure.code == Code::NameNotAllowed
                            || failure.code == Code::NotFound
                            || (failure.code == Code::Changed && !isClaimLost);
    return !isHopeless && request.owner && !multipart->storedParts().isEmpty()
           && (step == Step::Receiving || step == Step::Storing);
}

void Upload::Private::onMultipartFinished(const Result<StoredObject> &answer)
{
    bytesStored = multipart->bytesStored();
    if (answer)
        return onCompleted(*answer);
    const Failure why = asItWasMeant(answer.error());
    if (isWorthKeeping(why)) {
        multipart->hold();
        step = Step::Parking;
        whyParked = why;
        return writeParked();
    }
    if (why.code == Failure::Code::Corrupt && multipart->wasCompleted() && !holdsOlderBytes())
        removeDamaged();
    end(why);
}

// The store has compared what it knows the checksums of; only here it is known what the copied
// beginning has. It is believed if two looks at it agree, and nothing is believed of one answer.
void Upload::Private::onCompleted(const StoredObject &object)
{
    const std::optional<quint64> expected = expectedCrc();
    const std::optional<ObjectInfo> &replaced = multipart->replaced();
    const bool isBaseSure =
        !request.head || !replaced || replaced->crc64 == request.head->object.crc64;
    if (record != nullptr)
        record->remove();
    forgetOlder();
    if (!expected || !isBaseSure || object.crc64.value_or(*expected) == *expected)
        return end(object);
    store.head(request.key, requests.get(),
               [this, object, expected = *expected](const Result<ObjectInfo> &info) {
                   onLookedAgain(object, expected, info);
               });
}

void Upload::Private::onLookedAgain(const StoredObject &object, quint64 expected,
                                    const Result<ObjectInfo> &info)
{
    const bool isWrong = info && info->etag == object.etag && info->crc64.value_or(0) != expected;
    if (!isWrong)
        return end(object);
    qCCritical(lcTransfer).noquote()
        << escaped(QByteArrayView(request.key))
        << "has another checksum than its beginning and the new bytes should give together;"
        << (holdsOlderBytes() ? "it holds what was there before, so it stays" : "it is removed");
    if (!holdsOlderBytes())
        removeDamaged();
    end(Failure::of(Failure::Code::Corrupt,
                    QStringLiteral("the completed object's checksum is wrong")));
}

bool Upload::Private::holdsOlderBytes() const
{
    return request.head.has_value() || (request.goesOn && request.goesOn->baseParts > 0);
}

// Nothing if the store told no checksum for what the new bytes came behind.
std::optional<quint64> Upload::Private::expectedCrc() const
{
    if (baseBytes == 0)
        return crcOfSealed;
    std::optional<quint64> base = baseCrc;
    if (!base && !request.goesOn) {
        ParkedUpload head;
        head.parts = multipart->storedParts().first(multipart->headParts());
        base = head.crc64();
    }
    if (!base)
        return std::nullopt;
    return Crc64::combine(*base, crcOfSealed, static_cast<quint64>(bytesReceived));
}

// A damaged object that looks whole is worse than none. Nobody waits for this.
void Upload::Private::removeDamaged()
{
    store.remove(request.key, nullptr, [key = request.key](const Outcome &done) {
        qCCritical(lcTransfer).noquote()
            << escaped(QByteArrayView(key)) << "arrived damaged;"
            << (done ? QStringLiteral("it was removed") : describe(done.error()));
    });
}

void Upload::Private::abandon(const Failure &why)
{
    if (step == Step::Receiving)
        end(why);
    else if (step == Step::Storing && multipart != nullptr)
        multipart->cancel(why);
}

void Upload::Private::wakeOwner()
{
    if (step == Step::Receiving && std::exchange(ownerWaits, false))
        Q_EMIT q->spaceAvailable();
}

// Ends outside the caller: it may be the store's handler or the owner in the middle of its work.
void Upload::Private::end(const Result<StoredObject> &result)
{
    if (step == Step::Ended)
        return;
    step = Step::Ended;
    const bool isLost = record != nullptr && record->isLost();
    if (multipart != nullptr && isLost)
        multipart->keepOpen();
    else if (multipart != nullptr && !result && bytesParked == 0) {
        multipart->cancel(result.error());
        if (record != nullptr)
            record->remove();
    }
    QMetaObject::invokeMethod(
        q,
        [this, result] {
            requests.reset();
            buffer.reset();
            Q_EMIT q->finished(result);
        },
        Qt::QueuedConnection);
}

Upload::Upload(ObjectStore &store, TransferBudgets budgets, UploadRequest request, QObject *parent)
    : QObject(parent),
      d(std::make_unique<Private>(this, store, std::move(budgets), std::move(request)))
{
    d->start();
}

Upload::~Upload() { assertThread(*this); }

std::span<char> Upload::space()
{
    assertThread(*this);
    return d->space();
}

void Upload::commit(qint64 bytes)
{
    assertThread(*this);
    d->commit(bytes);
}

void Upload::rest()
{
    assertThread(*this);
    d->rest();
}

void Upload::finishInput()
{
    assertThread(*this);
    d->finishInput();
}

void Upload::abandon(const Failure &why)
{
    assertThread(*this);
    d->abandon(why);
}

void Upload::park(const Failure &why)
{
    assertThread(*this);
    d->park(why);
}

qint64 Upload::bytesReceived() const
{
    assertThread(*this);
    return d->baseBytes + d->bytesReceived;
}

qint64 Upload::parkedBytes() const
{
    assertThread(*this);
    return d->bytesParked;
}
QByteArray Upload::parkedId() const
{
    assertThread(*this);
    return d->bytesParked > 0 ? d->record->upload().uploadId : QByteArray();
}

bool Upload::isInParts() const
{
    assertThread(*this);
    return d->multipart != nullptr;
}

qint64 Upload::bytesStored() const
{
    assertThread(*this);
    return d->multipart != nullptr ? d->multipart->bytesStored() : d->bytesStored;
}

int Upload::partsDone() const
{
    assertThread(*this);
    return d->multipart != nullptr ? d->multipart->partsDone() : 0;
}

int Upload::partsInFlight() const
{
    assertThread(*this);
    if (d->multipart != nullptr)
        return d->multipart->partsInFlight();
    return d->step == Private::Step::Storing ? 1 : 0;
}

}  // namespace cosftp
