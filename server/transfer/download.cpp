// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/download.h"

#include "core/crc64.h"
#include "core/thread_check.h"
#include "transfer/download_window.h"
#include "transfer/range_buffers.h"
#include "transfer/range_fetch.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <deque>

namespace cosftp {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds tickTime{25};
constexpr qint64 largestDirectBytes = 64LL * 1024 * 1024;

}  // namespace

class Download::Private
{
public:
    Private(Download *owner, ObjectStore &objectStore, DownloadRequest what);

    void start();
    qint64 read(char *buffer, qint64 maxBytes);

    Download *q;
    ObjectStore &store;
    DownloadRequest request;
    ObjectInfo info;
    qint64 expectedBytes = 0;
    qint64 delivered = 0;
    DownloadWindow window{1, milliseconds(0)};

private:
    [[nodiscard]] qint64 endByte() const { return request.offset + expectedBytes; }
    RangeFetch *newFetch(ByteRange range);
    void onOpened();
    void onReadyRead(const RangeFetch *fetch);
    void onFetched(RangeFetch *fetch, const Outcome &outcome);
    void retire();
    void openHead();
    void fill();
    [[nodiscard]] int requestsUnderWay() const;
    void fetchAhead(RangeBuffer buffer);
    void dropLast();
    void tick();
    [[nodiscard]] DownloadWindow::Sample sample();
    void askForSize(const Failure &refusal);
    void onSizeKnown(const Result<ObjectInfo> &answer, const Failure &refusal);
    void openEmpty();
    [[nodiscard]] Outcome verdict() const;
    void endLater();
    void end(const Outcome &outcome);

    std::deque<RangeFetch *> fetches;  // children of q; the first one is read, the others wait
    RangeBuffers buffers;
    qint64 nextByte = 0;  // behind the last range that was asked for
    qint64 directBytes = 0;
    QTimer ticks;
    QElapsedTimer sinceTick;
    QElapsedTimer sinceStart;
    QElapsedTimer sinceStarved;
    milliseconds starved{0};
    qint64 receivedBefore = 0;
    bool wasRefused = false;
    Crc64 crc;
    bool isOpened = false;
    bool isEnded = false;
};

Download::Private::Private(Download *owner, ObjectStore &objectStore, DownloadRequest what)
    : q(owner), store(objectStore), request(std::move(what)), buffers(request.memory),
      nextByte(request.offset)
{
    ticks.setInterval(tickTime);
    QObject::connect(&ticks, &QTimer::timeout, q, [this] { tick(); });
}

// Not yet: how long the object is tells its answer.
void Download::Private::start()
{
    sinceStart.start();
    directBytes = 2 * buffers.rangeBytes();
    const qint64 count = request.memory ? directBytes : -1;
    newFetch({request.offset, count})->start();
}

RangeFetch *Download::Private::newFetch(ByteRange range)
{
    auto *fetch = new RangeFetch(store, request.key, range, info.etag, q);
    fetches.push_back(fetch);
    QObject::connect(fetch, &RangeFetch::readyRead, q, [this, fetch] { onReadyRead(fetch); });
    QObject::connect(fetch, &RangeFetch::interrupted, q, [this] { wasRefused = true; });
    QObject::connect(fetch, &RangeFetch::finished, q,
                     [this, fetch](const Outcome &outcome) { onFetched(fetch, outcome); });
    if (!isOpened)
        QObject::connect(fetch, &RangeFetch::opened, q, [this] { onOpened(); });
    return fetch;
}

void Download::Private::onOpened()
{
    isOpened = true;
    info = fetches.front()->info();
    expectedBytes = info.sizeBytes - request.offset;
    nextByte = request.offset + fetches.front()->range().count;
    if (nextByte < endByte()) {
        window = DownloadWindow(request.maxRequestsAtOnce, milliseconds(sinceStart.elapsed()));
        sinceTick.start();
        ticks.start();
    }
    Q_EMIT q->opened();
}

void Download::Private::onReadyRead(const RangeFetch *fetch)
{
    if (!fetches.empty() && fetch == fetches.front())
        Q_EMIT q->readyRead();
}

qint64 Download::Private::read(char *buffer, qint64 maxBytes)
{
    qint64 total = 0;
    while (total < maxBytes && !isEnded && !fetches.empty()) {
        RangeFetch *head = fetches.front();
        const qint64 bytes = head->read(buffer + total, maxBytes - total);
        total += bytes;
        if (isOpened && head->isRead() && delivered + total < expectedBytes)
            retire();
        else if (bytes == 0)
            break;
    }
    if (sinceStarved.isValid())
        starved += milliseconds(sinceStarved.elapsed());
    sinceStarved.invalidate();
    if (total == 0)
        sinceStarved.start();
    if (request.offset == 0)
        crc.add(QByteArrayView(buffer, total));
    delivered += total;
    if (total > 0 && delivered == expectedBytes && fetches.front()->outcome())
        endLater();
    return total;
}

// The first range was read: the next one is due. The old one ends by itself, so that its connection
// can serve again.
void Download::Private::retire()
{
    RangeFetch *old = fetches.front();
    fetches.pop_front();
    if (old->isBuffered())
        buffers.giveBack(old->takeBuffer());
    if (old->outcome())
        old->deleteLater();
    openHead();
    fill();
}

// What was fetched ahead and failed gets a second chance now that it is due.
void Download::Private::openHead()
{
    if (!fetches.empty() && !fetches.front()->outcome().value_or(Done())) {
        RangeFetch *failed = fetches.front();
        const ByteRange range = failed->range();
        failed->deleteLater();
        buffers.forgetOne();
        fetches.pop_front();
        newFetch(range)->start();
        std::rotate(fetches.begin(), fetches.end() - 1, fetches.end());
        return;
    }
    if (!fetches.empty() || nextByte >= endByte())
        return;
    directBytes = window.size() > 1 ? 2 * buffers.rangeBytes()
                                    : std::min(2 * directBytes, largestDirectBytes);
    const qint64 count = std::min(directBytes, endByte() - nextByte);
    newFetch({nextByte, count})->start();
    nextByte += count;
}

int Download::Private::requestsUnderWay() const
{
    return static_cast<int>(std::count_if(fetches.begin(), fetches.end(), [](const auto *fetch) {
        return !fetch->isReceived() && !fetch->outcome();
    }));
}

void Download::Private::fill()
{
    const bool hasFailed = std::any_of(fetches.begin(), fetches.end(), [](const auto *fetch) {
        return !fetch->outcome().value_or(Done());
    });
    if (hasFailed)
        return;  // it gets its second chance before more is asked for
    while (!isEnded && nextByte < endByte() && requestsUnderWay() < window.size()) {
        std::optional<RangeBuffer> buffer = buffers.tryTake();
        if (!buffer)
            return;
        fetchAhead(std::move(*buffer));
    }
    if (nextByte >= endByte())
        buffers.dropSpare();
}

void Download::Private::fetchAhead(RangeBuffer buffer)
{
    const qint64 count = std::min(buffers.rangeBytes(), endByte() - nextByte);
    RangeFetch *fetch = newFetch({nextByte, count});
    fetch->setBuffer(std::move(buffer));
    nextByte += count;
    fetch->start();
}

// Somebody waits for memory: what is needed last goes first. It will be asked for again.
void Download::Private::dropLast()
{
    buffers.dropSpare();
    if (fetches.size() < 2)
        return;
    RangeFetch *last = fetches.back();
    fetches.pop_back();
    nextByte = last->range().first;
    buffers.forgetOne();
    delete last;
}

void Download::Private::tick()
{
    const DownloadWindow::Sample seen = sample();
    window.look(seen);
    if (seen.isMemoryShort)
        return dropLast();
    fill();
}

DownloadWindow::Sample Download::Private::sample()
{
    DownloadWindow::Sample result;
    result.elapsed = milliseconds(sinceTick.restart());
    if (sinceStarved.isValid())
        starved += milliseconds(sinceStarved.restart());
    result.starved = std::exchange(starved, milliseconds(0));
    qint64 received = delivered;
    for (const RangeFetch *fetch : fetches)
        received += fetch->bytesBuffered();
    result.bytesReceived = std::max<qint64>(received - receivedBefore, 0);
    receivedBefore = received;
    result.isMemoryShort = buffers.isWantedByOthers();
    result.wasRefused = std::exchange(wasRefused, false);
    return result;
}

void Download::Private::onFetched(RangeFetch *fetch, const Outcome &outcome)
{
    const bool isWaiting = std::find(fetches.begin(), fetches.end(), fetch) != fetches.end();
    if (!isWaiting)
        return fetch->deleteLater();  // its bytes are with the client already
    const bool isHead = fetch == fetches.front();
    if (isHead && isOpened && delivered == expectedBytes)
        return end(verdict());
    if (outcome)
        return fill();
    Failure failure = outcome.error();
    if (!isOpened && failure.code == Failure::Code::RangeNotPossible)
        return askForSize(failure);
    if (isOpened && failure.code == Failure::Code::NotFound)
        failure.code = Failure::Code::Changed;
    if (isHead || !RangeFetch::mayTryAgainAfter(failure))
        end(failure);
}

// The store refuses a range that begins at the end, so an offset equal to the size needs a HEAD.
// One that begins with byte 0 is refused for an empty object only.
void Download::Private::askForSize(const Failure &refusal)
{
    if (request.offset == 0)
        return openEmpty();
    store.head(request.key, q,
               [this, refusal](const Result<ObjectInfo> &answer) { onSizeKnown(answer, refusal); });
}

void Download::Private::onSizeKnown(const Result<ObjectInfo> &answer, const Failure &refusal)
{
    if (!answer)
        return end(answer.error());
    if (answer->sizeBytes != request.offset)
        return end(refusal);
    info = *answer;
    openEmpty();
}

void Download::Private::openEmpty()
{
    isOpened = true;
    expectedBytes = 0;
    endLater();
    Q_EMIT q->opened();
}

void Download::Private::endLater()
{
    QMetaObject::invokeMethod(
        q, [this] { end(verdict()); }, Qt::QueuedConnection);
}

Outcome Download::Private::verdict() const
{
    if (request.offset == 0 && info.crc64.value_or(crc.value()) != crc.value())
        return Failure::of(Failure::Code::Corrupt,
                           QStringLiteral("the checksum of the bytes is not the object's"));
    return Done();
}

void Download::Private::end(const Outcome &outcome)
{
    if (std::exchange(isEnded, true))
        return;
    ticks.stop();
    for (RangeFetch *fetch : std::exchange(fetches, {}))
        fetch->deleteLater();
    buffers.dropSpare();
    Q_EMIT q->finished(outcome);
}

Download::Download(ObjectStore &store, DownloadRequest request, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, store, std::move(request)))
{}

Download::Download(ObjectStore &store, QByteArray key, qint64 offset, QObject *parent)
    : Download(store, DownloadRequest{std::move(key), offset, nullptr}, parent)
{}

Download::~Download() { assertThread(*this); }

void Download::start()
{
    assertThread(*this);
    d->start();
}

const ObjectInfo &Download::info() const
{
    assertThread(*this);
    return d->info;
}

qint64 Download::expectedBytes() const
{
    assertThread(*this);
    return d->expectedBytes;
}

qint64 Download::read(char *buffer, qint64 maxBytes)
{
    assertThread(*this);
    return d->read(buffer, maxBytes);
}

qint64 Download::bytesDelivered() const
{
    assertThread(*this);
    return d->delivered;
}

int Download::requestsAtOnce() const
{
    assertThread(*this);
    return d->window.size();
}

}  // namespace cosftp
