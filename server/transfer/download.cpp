// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/download.h"

#include "core/crc64.h"
#include "core/logging.h"
#include "core/text.h"

#include <QTimer>

#include <chrono>

namespace cosftp {

namespace {

constexpr int maxContinuations = 5;
constexpr std::chrono::milliseconds firstPause{100};

bool mayContinueAfter(const Failure &failure)
{
    using Code = Failure::Code;
    return failure.retryable || failure.code == Code::Network || failure.code == Code::Timeout
           || failure.code == Code::Busy;
}

}  // namespace

class Download::Private
{
public:
    Private(Download *owner, ObjectStore &objectStore, QByteArray objectKey, qint64 firstByte)
        : q(owner), store(objectStore), key(std::move(objectKey)), offset(firstByte)
    {
        pause.setSingleShot(true);
        QObject::connect(&pause, &QTimer::timeout, q, [this] { openReader(); });
    }

    void openReader();
    qint64 read(char *buffer, qint64 maxBytes);

    Download *q;
    ObjectStore &store;
    QByteArray key;
    qint64 offset;
    ObjectInfo info;
    qint64 expectedBytes = 0;
    qint64 delivered = 0;

private:
    void onOpened();
    void dropReader();
    void onReaderEnded(const Outcome &outcome);
    void continueAfter(const Failure &failure);
    void askForSize(const Failure &refusal);
    void onSizeKnown(const Result<ObjectInfo> &answer, const Failure &refusal);
    [[nodiscard]] Outcome verdict() const;
    void end(const Outcome &outcome);

    ObjectReader *reader = nullptr;
    QTimer pause;
    Crc64 crc;
    int continuations = 0;
    bool isOpened = false;
    bool isEnded = false;
};

void Download::Private::openReader()
{
    reader =
        store.read(key, ByteRange{offset + delivered, -1}, isOpened ? info.etag : QByteArray(), q);
    QObject::connect(reader, &ObjectReader::opened, q, [this] { onOpened(); });
    QObject::connect(reader, &ObjectReader::readyRead, q, &Download::readyRead);
    // Queued: the reader may end from inside read(), before the last bytes are counted here.
    QObject::connect(
        reader, &ObjectReader::finished, q,
        [this](const Outcome &outcome) { onReaderEnded(outcome); }, Qt::QueuedConnection);
}

void Download::Private::onOpened()
{
    if (isOpened) {
        if (reader->info().etag == info.etag)
            return;
        dropReader();
        return end(Failure::of(Failure::Code::Changed));
    }
    isOpened = true;
    info = reader->info();
    expectedBytes = info.sizeBytes - offset;
    Q_EMIT q->opened();
}

qint64 Download::Private::read(char *buffer, qint64 maxBytes)
{
    if (reader == nullptr || isEnded)
        return 0;
    const qint64 bytes = reader->read(buffer, std::min(maxBytes, expectedBytes - delivered));
    if (bytes <= 0)
        return 0;
    if (offset == 0)
        crc.add(QByteArrayView(buffer, bytes));
    delivered += bytes;
    continuations = 0;
    return bytes;
}

void Download::Private::dropReader()
{
    reader->disconnect(q);
    reader->deleteLater();
    reader = nullptr;
}

void Download::Private::onReaderEnded(const Outcome &outcome)
{
    dropReader();
    if (isOpened && delivered == expectedBytes)
        return end(verdict());
    const Failure failure =
        outcome ? Failure::of(Failure::Code::Network, QStringLiteral("the body ended early"))
                : outcome.error();
    if (isOpened)
        return continueAfter(failure);
    if (failure.code == Failure::Code::RangeNotPossible && offset > 0)
        return askForSize(failure);
    end(failure);
}

// What the reader still held when it broke is asked for again: delivered counts what went out.
void Download::Private::continueAfter(const Failure &failure)
{
    if (!mayContinueAfter(failure))
        return end(failure);
    if (continuations == maxContinuations)
        return end(failure);
    qCInfo(lcTransfer).noquote() << "reading" << escaped(QByteArrayView(key)) << "goes on at byte"
                                 << offset + delivered << "after" << describe(failure);
    pause.start(firstPause * (1 << continuations));
    ++continuations;
}

// The store refuses a range that begins at the end, so an offset equal to the size needs a HEAD.
void Download::Private::askForSize(const Failure &refusal)
{
    store.head(key, q,
               [this, refusal](const Result<ObjectInfo> &answer) { onSizeKnown(answer, refusal); });
}

void Download::Private::onSizeKnown(const Result<ObjectInfo> &answer, const Failure &refusal)
{
    if (!answer)
        return end(answer.error());
    if (answer->sizeBytes != offset)
        return end(refusal);
    isOpened = true;
    info = *answer;
    expectedBytes = 0;
    QMetaObject::invokeMethod(
        q, [this] { end(Done()); }, Qt::QueuedConnection);
    Q_EMIT q->opened();
}

Outcome Download::Private::verdict() const
{
    if (offset == 0 && info.crc64.value_or(crc.value()) != crc.value())
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("the checksum of the bytes is not the object's"));
    return Done();
}

void Download::Private::end(const Outcome &outcome)
{
    if (std::exchange(isEnded, true))
        return;
    Q_EMIT q->finished(outcome);
}

Download::Download(ObjectStore &store, QByteArray key, qint64 offset, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, store, std::move(key), offset))
{}

Download::~Download() = default;

void Download::start() { d->openReader(); }
const ObjectInfo &Download::info() const { return d->info; }
qint64 Download::expectedBytes() const { return d->expectedBytes; }
qint64 Download::read(char *buffer, qint64 maxBytes) { return d->read(buffer, maxBytes); }
qint64 Download::bytesDelivered() const { return d->delivered; }

}  // namespace cosftp
