// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/upload.h"

#include "core/logging.h"
#include "core/text.h"
#include "transfer/multipart_upload.h"
#include "transfer/part_buffer.h"
#include "transfer/part_schedule.h"

#include <algorithm>
#include <optional>

namespace cosftp {

namespace {
constexpr qint64 growthStepBytes = 1024 * 1024;
constexpr int maxPuts = 2;
}  // namespace

class Upload::Private
{
public:
    enum class Step { Receiving, Storing, Ended };

    Private(Upload *owner, ObjectStore &objectStore, TransferBudgets shared, UploadRequest what)
        : q(owner), store(objectStore), budgets(std::move(shared)), request(std::move(what)),
          requests(std::make_unique<QObject>())
    {}

    std::span<char> space();
    void commit(qint64 bytes);
    void finishInput();
    void abandon(const Failure &why);
    void end(const Result<StoredObject> &result);

    Upload *q;
    ObjectStore &store;
    TransferBudgets budgets;
    UploadRequest request;
    Step step = Step::Receiving;
    std::unique_ptr<QObject> requests;  // context of the single PUT and of waiting for memory
    std::unique_ptr<MultipartUpload> multipart;
    std::optional<PartBuffer> buffer;
    int partsSealed = 0;
    bool waitsForMemory = false;
    bool ownerWaits = false;
    int puts = 0;
    qint64 bytesReceived = 0;
    qint64 bytesStored = 0;
    quint64 crcOfSealed = 0;

private:
    [[nodiscard]] qint64 limitBytes() const;
    [[nodiscard]] qint64 targetBytes() const;
    void acquireBuffer();
    void startBuffer(BudgetGrant memory);
    bool growBuffer();
    void sealPart();
    void startMultipart();
    void putWhole();
    void onPut(const QByteArray &body, quint64 crc, const Result<StoredObject> &answer);
    void onMultipartFinished(const Result<StoredObject> &answer);
    void removeDamaged();
    void wakeOwner();
};

qint64 Upload::Private::limitBytes() const
{
    return request.maxBytes > 0 ? std::min(request.maxBytes, ObjectStore::maxObjectBytes)
                                : ObjectStore::maxObjectBytes;
}

// Never more than half of the memory there is, so that one part can fill while another is sent.
qint64 Upload::Private::targetBytes() const
{
    const int number = partsSealed + 1;
    return std::max(partFloorBytes(1, 0), std::min(partTargetBytes(number, request.minPartBytes),
                                                   budgets.memory->total() / 2));
}

std::span<char> Upload::Private::space()
{
    if (step != Step::Receiving)
        return {};
    if (buffer.has_value() && buffer->space().empty() && !growBuffer())
        sealPart();
    if (step == Step::Receiving && !buffer.has_value())
        acquireBuffer();
    ownerWaits = !buffer.has_value();
    return buffer.has_value() ? buffer->space() : std::span<char>();
}

// Memory is waited for only while no unfinished part is held, and what is held by parts under way
// comes back by itself: so uploads can wait for each other, but never in a circle.
void Upload::Private::acquireBuffer()
{
    const bool hasEnoughUnderWay =
        multipart != nullptr && multipart->partsPending() > request.maxPartsInFlight;
    if (waitsForMemory || hasEnoughUnderWay)
        return;
    const qint64 floor =
        std::min(partFloorBytes(partsSealed + 1, request.minPartBytes), targetBytes());
    BudgetGrant memory = budgets.memory->tryTake(floor);
    if (memory.amount() > 0)
        return startBuffer(std::move(memory));
    waitsForMemory = true;
    budgets.memory->take(floor, requests.get(), [this](BudgetGrant taken) {
        waitsForMemory = false;
        if (step != Step::Receiving)
            return;
        startBuffer(std::move(taken));
        wakeOwner();
    });
}

// Most streams end inside their first step; later parts know that they will be long.
void Upload::Private::startBuffer(BudgetGrant memory)
{
    buffer.emplace(std::move(memory), partsSealed == 0 ? 0 : targetBytes());
}

bool Upload::Private::growBuffer()
{
    const qint64 target = targetBytes();
    const qint64 missing = std::min(growthStepBytes, target - buffer->grantedBytes());
    if (missing <= 0)
        return false;
    BudgetGrant more = budgets.memory->tryTake(missing);
    if (more.amount() == 0)
        return false;
    buffer->grow(std::move(more), target);
    return true;
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
    multipart->send(std::move(part));
}

void Upload::Private::startMultipart()
{
    multipart = std::make_unique<MultipartUpload>(
        store, budgets.partsInFlight,
        MultipartRequest{request.key, request.attributes, request.maxPartsInFlight}, nullptr);
    QObject::connect(multipart.get(), &MultipartUpload::partStored, q, [this] { wakeOwner(); });
    QObject::connect(multipart.get(), &MultipartUpload::finished, q,
                     [this](const Result<StoredObject> &answer) { onMultipartFinished(answer); });
}

void Upload::Private::commit(qint64 bytes)
{
    if (step != Step::Receiving || !buffer.has_value())
        return;
    buffer->commit(bytes);
    bytesReceived += bytes;
    if (bytesReceived > limitBytes())
        end(Failure::of(Failure::Code::TooLarge,
                        QStringLiteral("more than %1 bytes").arg(limitBytes())));
}

void Upload::Private::finishInput()
{
    if (step != Step::Receiving)
        return;
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
    ++puts;
    const QByteArray body = buffer.has_value() ? buffer->bytes() : QByteArray("");
    const quint64 crc = buffer.has_value() ? buffer->crc64() : 0;
    store.put(request.key, body, request.attributes, requests.get(),
              [this, body, crc](const Result<StoredObject> &answer) { onPut(body, crc, answer); });
}

void Upload::Private::onPut(const QByteArray &body, quint64 crc, const Result<StoredObject> &answer)
{
    if (!answer || answer->crc64.value_or(crc) == crc) {
        bytesStored = answer ? body.size() : 0;
        return end(answer);
    }
    if (puts < maxPuts)
        return putWhole();  // damaged on the way; the bytes are still here
    removeDamaged();
    end(Failure::of(Failure::Code::Corrupt, QStringLiteral("the object arrived damaged twice")));
}

void Upload::Private::onMultipartFinished(const Result<StoredObject> &answer)
{
    bytesStored = multipart->bytesStored();
    if (!answer || answer->crc64.value_or(crcOfSealed) == crcOfSealed)
        return end(answer);
    removeDamaged();
    end(Failure::of(Failure::Code::Corrupt,
                    QStringLiteral("the completed object's checksum is wrong")));
}

// A damaged object that looks whole is worse than none. Nobody waits for this.
void Upload::Private::removeDamaged()
{
    const std::shared_ptr<QObject> survivor(new QObject,
                                            [](QObject *object) { object->deleteLater(); });
    store.remove(request.key, survivor.get(), [survivor, key = request.key](const Outcome &done) {
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
    if (multipart != nullptr && !result)
        multipart->cancel(result.error());
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
{}

Upload::~Upload() = default;

std::span<char> Upload::space() { return d->space(); }
void Upload::commit(qint64 bytes) { d->commit(bytes); }
void Upload::finishInput() { d->finishInput(); }
void Upload::abandon(const Failure &why) { d->abandon(why); }
qint64 Upload::bytesReceived() const { return d->bytesReceived; }

qint64 Upload::bytesStored() const
{
    return d->multipart != nullptr ? d->multipart->bytesStored() : d->bytesStored;
}

int Upload::partsInFlight() const
{
    if (d->multipart != nullptr)
        return d->multipart->partsInFlight();
    return d->step == Private::Step::Storing ? 1 : 0;
}

}  // namespace cosftp
