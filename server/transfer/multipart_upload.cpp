// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/multipart_upload.h"

#include "core/logging.h"
#include "core/text.h"

#include <QPointer>

#include <utility>

namespace cosftp {

namespace {

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

}  // namespace

MultipartUpload::MultipartUpload(ObjectStore &store, std::shared_ptr<SharedBudget> partsInFlight,
                                 MultipartRequest request, QObject *parent)
    : QObject(parent), m_store(store), m_slots(std::move(partsInFlight)),
      m_request(std::move(request)), m_requests(std::make_unique<QObject>())
{}

MultipartUpload::~MultipartUpload() { abort(); }

int MultipartUpload::partsPending() const
{
    return static_cast<int>(m_waiting.size() + m_inFlight.size());
}

void MultipartUpload::send(PartBuffer part)
{
    if (m_step >= Step::Completing)
        return;
    m_waiting.push_back(std::move(part));
    if (m_step == Step::Idle)
        initiate();
    else
        advance();
}

void MultipartUpload::complete()
{
    m_inputEnded = true;
    advance();
}

void MultipartUpload::cancel(const Failure &why)
{
    if (m_step < Step::Completing)
        end(why);
}

// The initiation must not die with this job: the store may have opened the upload already, and only
// its answer tells the id that an abort needs.
void MultipartUpload::initiate()
{
    m_step = Step::Initiating;
    const std::shared_ptr<QObject> survivor(new QObject,
                                            [](QObject *object) { object->deleteLater(); });
    m_store.initiateUpload(m_request.key, m_request.attributes, survivor.get(),
                           [survivor, store = &m_store, key = m_request.key,
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
    advance();
}

void MultipartUpload::advance()
{
    while (canStartPart()) {
        BudgetGrant slot = m_slots->tryTake(1);
        if (slot.amount() == 0)
            return waitForSlot();
        startPart(std::move(slot));
    }
    if (m_step == Step::Sending && m_inputEnded && partsPending() == 0)
        sendCompletion();
}

bool MultipartUpload::canStartPart() const
{
    return m_step == Step::Sending && !m_waiting.empty() && !m_waitsForSlot
           && partsInFlight() < m_request.maxPartsInFlight;
}

void MultipartUpload::waitForSlot()
{
    m_waitsForSlot = true;
    m_slots->take(1, m_requests.get(), [this](BudgetGrant slot) {
        m_waitsForSlot = false;
        if (canStartPart())
            startPart(std::move(slot));
        advance();
    });
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
    m_store.putPart(
        m_request.key, m_uploadId, number, m_inFlight.at(number).buffer.bytes(), m_requests.get(),
        [this, number](const Result<StoredPart> &answer) { onPartAnswered(number, answer); });
}

void MultipartUpload::onPartAnswered(int number, const Result<StoredPart> &answer)
{
    if (m_step != Step::Sending)
        return;
    if (!answer)
        return end(answer.error());
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
    m_bytesStored += stored.sizeBytes;
    m_stored.insert_or_assign(number, std::move(stored));
    m_inFlight.erase(number);
    advance();
    Q_EMIT partStored();
}

void MultipartUpload::sendCompletion()
{
    m_step = Step::Completing;
    QList<StoredPart> parts;
    parts.reserve(static_cast<qsizetype>(m_stored.size()));
    for (const auto &[number, part] : m_stored)
        parts += part;
    m_store.completeUpload(m_request.key, m_uploadId, parts, m_requests.get(),
                           [this](const Result<StoredObject> &answer) { onCompleted(answer); });
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
        this,
        [this, result] {
            m_step = Step::Ended;
            abort();
            Q_EMIT finished(result);
        },
        Qt::QueuedConnection);
}

// Parts first, then the upload: a part that lands after the abort would stay and cost money.
void MultipartUpload::abort()
{
    m_requests.reset();
    m_waiting.clear();
    m_inFlight.clear();
    if (!m_uploadId.isEmpty())
        abortUnwatched(m_store, m_request.key, std::exchange(m_uploadId, {}));
}

}  // namespace cosftp
