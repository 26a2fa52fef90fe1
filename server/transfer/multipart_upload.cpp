// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/multipart_upload.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace cosftp {

namespace {

using std::chrono::milliseconds;

// Large enough that the copies of a long object cost few part numbers, small enough that several
// run side by side.
constexpr qint64 copyPartBytes = 512LL * 1024 * 1024;
constexpr int maxCopyParts = 1000;
constexpr int maxCopiesInFlight = 4;
// One part may be tried again for minutes, but an upload whose every part fails does not go on like
// that for days.
constexpr int retriesPerUpload = 500;
constexpr milliseconds firstPause{500};
constexpr milliseconds longestPause{20'000};
// Clients that have sent everything give up after a minute: better a reply that says how to go on.
constexpr milliseconds finishingTime{30'000};

// Aborts without anybody waiting for the answer; the store carries it through.
void abortUnwatched(ObjectStore &store, const QByteArray &key, const QByteArray &uploadId)
{
    store.abortUpload(key, uploadId, nullptr, [key](const Outcome &outcome) {
        if (!outcome)
            qCWarning(lcTransfer).noquote()
                << "could not abort the multipart upload of" << escaped(QByteArrayView(key))
                << describe(outcome.error());
    });
}

int copyPartsFor(qint64 bytes)
{
    const qint64 wanted = (bytes + copyPartBytes - 1) / copyPartBytes;
    const qint64 needed = (bytes + ObjectStore::maxSingleBytes - 1) / ObjectStore::maxSingleBytes;
    return static_cast<int>(std::max(needed, std::min<qint64>(wanted, maxCopyParts)));
}

// Full jitter, so that the parts of many uploads do not come back in one moment.
milliseconds pauseAfter(int failures)
{
    const milliseconds longest = std::min(longestPause, firstPause * (1 << std::min(failures, 10)));
    return milliseconds(QRandomGenerator::global()->bounded(static_cast<int>(longest.count()) + 1));
}

}  // namespace

MultipartUpload::MultipartUpload(ObjectStore &store, std::shared_ptr<SharedBudget> partsInFlight,
                                 MultipartRequest request, QObject *parent)
    : QObject(parent), m_store(store.share()), m_slots(std::move(partsInFlight)),
      m_request(std::move(request)), m_window(m_request.maxPartsInFlight),
      m_requests(std::make_unique<QObject>()),
      m_headParts(m_request.head.bytes > 0 ? copyPartsFor(m_request.head.bytes) : 0),
      m_retriesLeft(retriesPerUpload)
{
    m_lastNumber = m_headParts;
    if (!m_request.uploadId.isEmpty())
        takeOverParts();
}

MultipartUpload::~MultipartUpload()
{
    assertThread(*this);
    abort();
}

void MultipartUpload::takeOverParts()
{
    m_uploadId = m_request.uploadId;
    for (const StoredPart &part : std::as_const(m_request.parts))
        notePart(part);
    m_lastNumber = static_cast<int>(m_request.parts.size());
}

void MultipartUpload::start()
{
    assertThread(*this);
    if (m_step != Step::Idle)
        return;
    if (m_uploadId.isEmpty())
        return initiate();
    m_step = Step::Sending;
    advance();
}

int MultipartUpload::partsPending() const
{
    assertThread(*this);
    return static_cast<int>(m_waiting.size() + m_inFlight.size());
}

QList<StoredPart> MultipartUpload::storedParts() const
{
    assertThread(*this);
    QList<StoredPart> parts;
    for (const auto &[number, part] : m_stored) {
        if (number != parts.size() + 1)
            break;
        parts += part;
    }
    return parts;
}

void MultipartUpload::send(PartBuffer part)
{
    assertThread(*this);
    if (m_step >= Step::Completing)
        return;
    m_waiting.push_back(std::move(part));
    if (m_step == Step::Idle)
        start();
    else
        advance();
}

void MultipartUpload::complete()
{
    assertThread(*this);
    m_inputEnded = true;
    m_holder->goesFirst = true;
    m_finishUntil = QDeadlineTimer(finishingTime);
    advance();
}

void MultipartUpload::cancel(const Failure &why)
{
    assertThread(*this);
    if (m_step < Step::Completing)
        end(why);
}

void MultipartUpload::settle()
{
    assertThread(*this);
    m_isSettling = true;
    m_holder->goesFirst = true;
    if (m_step == Step::Idle || m_step == Step::AtGate)
        return stopWaiting();
    advance();
}

// Queued: the caller may be the answer that destroying the requests would destroy.
void MultipartUpload::stopWaiting()
{
    assertThread(*this);
    if (!m_isSettling || m_step >= Step::Completing)
        return;
    m_step = Step::Ending;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_step = Step::Ended;
            m_requests.reset();
            m_waiting.clear();
            m_inFlight.clear();
            Q_EMIT settled();
        },
        Qt::QueuedConnection);
}

void MultipartUpload::keepOpen()
{
    assertThread(*this);
    m_uploadId.clear();
    m_step = Step::Ended;
}

void MultipartUpload::hold()
{
    assertThread(*this);
    m_isHeld = true;
}

// The initiation must not die with this job: the store may have opened the upload already, and only
// its answer tells the id that an abort needs.
void MultipartUpload::initiate()
{
    m_step = Step::Initiating;
    m_store->initiateUpload(m_request.key, m_request.attributes, nullptr,
                            [store = m_store, key = m_request.key,
                             self = QPointer(this)](const Result<QByteArray> &uploadId) {
                                if (self != nullptr && self->m_step == Step::Initiating)
                                    self->onInitiated(uploadId);
                                else if (uploadId)
                                    abortUnwatched(*store, key, *uploadId);
                            });
}

void MultipartUpload::onInitiated(const Result<QByteArray> &uploadId)
{
    if (!uploadId)
        return end(uploadId.error());
    m_uploadId = *uploadId;
    m_step = Step::Sending;
    Q_EMIT initiated();
    startCopies();
    advance();
}

// --- Parts

void MultipartUpload::advance()
{
    while (canStartPart()) {
        BudgetGrant slot = m_slots->tryTake(1, m_holder);
        if (slot.amount() == 0)
            return waitForSlot();
        startPart(std::move(slot));
    }
    const bool isAllStored = m_step == Step::Sending && partsPending() == 0
                             && m_copiesAsked == m_headParts && m_copiesInFlight == 0;
    if (isAllStored && m_isSettling)
        stopWaiting();
    else if (isAllStored && m_inputEnded)
        passGate();
}

bool MultipartUpload::canStartPart() const
{
    return m_step == Step::Sending && !m_waiting.empty() && !m_waitsForSlot
           && partsInFlight() < m_window.size();
}

void MultipartUpload::waitForSlot()
{
    m_waitsForSlot = true;
    m_slots->take(
        1, m_requests.get(), [this](BudgetGrant slot) { onSlot(std::move(slot)); }, m_holder);
}

void MultipartUpload::onSlot(BudgetGrant slot)
{
    m_waitsForSlot = false;
    if (canStartPart())
        startPart(std::move(slot));
    advance();
}

void MultipartUpload::startPart(BudgetGrant slot)
{
    const int number = ++m_lastNumber;
    m_inFlight.emplace(number, Part{std::move(m_waiting.front()), std::move(slot)});
    m_waiting.pop_front();
    request(number);
}

void MultipartUpload::request(int number)
{
    m_store->putPart(
        m_request.key, m_uploadId, number, m_inFlight.at(number).buffer.bytes(), m_requests.get(),
        [this, number](const Result<StoredPart> &answer) { onPartAnswered(number, answer); });
}

void MultipartUpload::onPartAnswered(int number, const Result<StoredPart> &answer)
{
    if (m_step != Step::Sending)
        return;
    if (!answer)
        return onPartFailed(number, answer.error());
    Part &part = m_inFlight.at(number);
    const quint64 crc = part.buffer.crc64();
    if (answer->crc64.value_or(crc) != crc) {
        if (std::exchange(part.wasRepeated, true))
            return end(Failure::of(Failure::Code::Corrupt,
                                   QStringLiteral("part %1 arrived damaged twice").arg(number)));
        return request(number);  // the same number replaces the damaged part
    }
    StoredPart stored = *answer;
    stored.number = number;
    stored.sizeBytes = part.buffer.sizeBytes();
    stored.crc64 = crc;
    const qint64 bytes = stored.sizeBytes;
    notePart(std::move(stored));
    m_inFlight.erase(number);
    m_window.stored(bytes, !m_waiting.empty(), std::chrono::steady_clock::now());
    advance();
    Q_EMIT partStored();
}

void MultipartUpload::notePart(StoredPart part)
{
    m_bytesStored += part.sizeBytes;
    const int number = part.number;
    m_stored.insert_or_assign(number, std::move(part));
}

// While the upload is being parked nothing is tried again: what is stored by now is what is kept.
void MultipartUpload::onPartFailed(int number, const Failure &failure)
{
    m_window.refused(std::chrono::steady_clock::now());
    if (m_isSettling)
        return stopWaiting();
    Part &part = m_inFlight.at(number);
    if (!mayRetry(part, failure))
        return end(failure);
    const milliseconds pause = pauseAfter(part.failures++);
    qCWarning(lcTransfer).noquote()
        << "part" << number << "of" << escaped(QByteArrayView(m_request.key)) << "is tried again in"
        << pause.count() << "ms:" << describe(failure);
    QTimer::singleShot(pause, m_requests.get(), [this, number] {
        if (m_step == Step::Sending)
            request(number);
    });
}

bool MultipartUpload::mayRetry(Part &part, const Failure &failure)
{
    if (!failure.retryable || m_request.retryTime.count() == 0 || m_retriesLeft <= 0)
        return false;
    --m_retriesLeft;
    if (part.failures == 0)
        part.retryUntil = QDeadlineTimer(m_request.retryTime);
    return !part.retryUntil.hasExpired() && !m_finishUntil.hasExpired();
}

// --- The beginning that is copied

// Even pieces: none of them may be below the store's minimum, whatever follows.
ByteRange MultipartUpload::copyRange(int number) const
{
    const qint64 total = m_request.head.bytes;
    const qint64 first = total / m_headParts * (number - 1);
    const qint64 end = number == m_headParts ? total : total / m_headParts * number;
    return {first, end - first};
}

void MultipartUpload::startCopies()
{
    while (m_copiesAsked < m_headParts && m_copiesInFlight < maxCopiesInFlight) {
        const int number = ++m_copiesAsked;
        ++m_copiesInFlight;
        const ByteRange range = copyRange(number);
        m_store->copyPart(m_request.key, m_uploadId, number, m_request.head.source, range,
                          m_requests.get(),
                          [this, number, bytes = range.count](const Result<StoredPart> &answer) {
                              onCopied(number, bytes, answer);
                          });
    }
}

void MultipartUpload::onCopied(int number, qint64 bytes, const Result<StoredPart> &answer)
{
    if (m_step != Step::Sending)
        return;
    --m_copiesInFlight;
    if (!answer)
        return m_isSettling ? stopWaiting() : end(answer.error());
    StoredPart stored = *answer;
    stored.number = number;
    stored.sizeBytes = bytes;
    notePart(std::move(stored));
    startCopies();
    advance();
    Q_EMIT partStored();
}

// --- The end

void MultipartUpload::passGate()
{
    m_step = Step::AtGate;
    PublishGate::pass(*m_store, m_request.key, m_request.publish, m_requests.get(),
                      [this](const Result<PublishPass> &pass) {
                          if (m_step != Step::AtGate)
                              return;
                          pass ? sendCompletion(*pass) : end(pass.error());
                      });
}

void MultipartUpload::sendCompletion(const PublishPass &pass)
{
    m_step = Step::Completing;
    m_wasCompleted = true;
    m_pass = pass;
    m_replaced = pass.there;
    m_store->completeUpload(
        m_request.key, m_uploadId, storedParts(), m_requests.get(),
        [this](const Result<StoredObject> &answer) { onCompleted(answer); }, pass.replacing);
}

void MultipartUpload::onCompleted(const Result<StoredObject> &answer)
{
    if (answer)
        m_uploadId.clear();
    end(answer);
}

// Ends outside the store's handler: cancelling the requests destroys what is calling us now.
void MultipartUpload::end(const Result<StoredObject> &result)
{
    if (m_step >= Step::Ending)
        return;
    m_step = Step::Ending;
    QMetaObject::invokeMethod(
        this, [this, result] { finishQueued(result); }, Qt::QueuedConnection);
}

void MultipartUpload::finishQueued(const Result<StoredObject> &result)
{
    m_step = Step::Ended;
    m_requests.reset();
    m_waiting.clear();
    m_inFlight.clear();
    m_pass = {};
    const QPointer<MultipartUpload> self(this);
    Q_EMIT finished(result);
    if (self != nullptr && !m_isHeld)
        abort();
}

// Parts first, then the upload: a part that lands after the abort would stay and cost money.
void MultipartUpload::abort()
{
    m_requests.reset();
    m_waiting.clear();
    m_inFlight.clear();
    if (!m_uploadId.isEmpty())
        abortUnwatched(*m_store, m_request.key, std::exchange(m_uploadId, {}));
}

}  // namespace cosftp
