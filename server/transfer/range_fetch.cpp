// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/range_fetch.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace cosftp {

namespace {

constexpr int maxContinuations = 5;
// What pays for one of them: a line that breaks now and then gets a large file all the same, one
// that breaks after every few bytes does not ask the store for ever.
constexpr qint64 bytesForContinuation = 64LL * 1024;
constexpr std::chrono::milliseconds firstPause{100};

}  // namespace

RangeFetch::RangeFetch(ObjectStore &store, QByteArray key, ByteRange range, QByteArray etag,
                       QObject *parent)
    : QObject(parent), m_store(store.share()), m_key(std::move(key)), m_range(range),
      m_etag(std::move(etag)), m_isPinned(!m_etag.isEmpty())
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &RangeFetch::openReader);
}

RangeFetch::~RangeFetch() = default;

bool RangeFetch::mayTryAgainAfter(const Failure &failure)
{
    using Code = Failure::Code;
    return failure.retryable || failure.code == Code::Network || failure.code == Code::Timeout
           || failure.code == Code::Busy;
}

void RangeFetch::setBuffer(RangeBuffer buffer)
{
    assertThread(*this);
    Q_ASSERT(buffer.bytes.size() >= m_range.count);
    m_buffer = std::move(buffer);
}

RangeBuffer RangeFetch::takeBuffer()
{
    assertThread(*this);
    Q_ASSERT(isRead());
    RangeBuffer buffer = std::move(*m_buffer);
    m_buffer.reset();
    return buffer;
}

void RangeFetch::start()
{
    assertThread(*this);
    openReader();
}

void RangeFetch::openReader()
{
    const qint64 missing = m_range.count < 0 ? -1 : m_range.count - m_received;
    m_reader = m_store->read(m_key, {m_range.first + m_received, missing}, m_etag, this);
    connect(m_reader, &ObjectReader::opened, this, &RangeFetch::onOpened);
    connect(m_reader, &ObjectReader::readyRead, this, &RangeFetch::onReadyRead);
    // Queued: the reader may end from inside read(), before the last bytes are counted here.
    connect(m_reader, &ObjectReader::finished, this, &RangeFetch::onReaderEnded,
            Qt::QueuedConnection);
}

void RangeFetch::onOpened()
{
    const ObjectInfo &found = m_reader->info();
    if (!m_etag.isEmpty() && found.etag != m_etag) {
        dropReader();
        return finish(Failure::of(Failure::Code::Changed));
    }
    if (std::exchange(m_isOpened, true))
        return;
    m_info = found;
    m_etag = found.etag;
    const qint64 behind = found.sizeBytes - m_range.first;
    m_range.count = m_range.count < 0 ? behind : std::min(m_range.count, behind);
    Q_EMIT opened();
}

void RangeFetch::onReadyRead()
{
    if (m_buffer) {
        const qint64 bytes =
            m_reader->read(m_buffer->bytes.data() + m_received, m_range.count - m_received);
        if (bytes <= 0)
            return;
        noteProgress(bytes);
    }
    Q_EMIT readyRead();
}

qint64 RangeFetch::read(char *buffer, qint64 maxBytes)
{
    assertThread(*this);
    qint64 bytes = 0;
    if (m_buffer) {
        bytes = std::min(maxBytes, m_received - m_read);
        std::memcpy(buffer, m_buffer->bytes.constData() + m_read, static_cast<std::size_t>(bytes));
    } else if (m_reader != nullptr && m_range.count > m_received) {
        bytes = std::max<qint64>(
            m_reader->read(buffer, std::min(maxBytes, m_range.count - m_received)), 0);
        noteProgress(bytes);
    }
    m_read += bytes;
    return bytes;
}

void RangeFetch::noteProgress(qint64 bytes)
{
    m_received += bytes;
    m_progress += bytes;
    m_continuations -=
        static_cast<int>(std::min<qint64>(m_progress / bytesForContinuation, m_continuations));
    m_progress = m_continuations == 0 ? 0 : m_progress % bytesForContinuation;
}

void RangeFetch::dropReader()
{
    m_reader->disconnect(this);
    m_reader->deleteLater();
    m_reader = nullptr;
}

void RangeFetch::onReaderEnded(const Outcome &outcome)
{
    if (m_reader == nullptr)
        return;  // it was dropped while this was queued
    dropReader();
    if (isReceived())
        return finish(Done());
    const Failure failure =
        outcome ? Failure::of(Failure::Code::Network, QStringLiteral("the body ended early"))
                : outcome.error();
    if (m_isOpened || m_isPinned)
        return continueAfter(failure);
    finish(failure);
}

// What the reader still held when it broke is asked for again: what was received is what counts.
void RangeFetch::continueAfter(const Failure &failure)
{
    if (!mayTryAgainAfter(failure) || m_continuations == maxContinuations)
        return finish(failure);
    qCInfo(lcTransfer).noquote() << "reading" << escaped(QByteArrayView(m_key)) << "goes on at byte"
                                 << m_range.first + m_received << "after" << describe(failure);
    m_pause.start(firstPause * (1 << m_continuations));
    ++m_continuations;
    Q_EMIT interrupted(failure);
}

void RangeFetch::finish(const Outcome &outcome)
{
    if (m_outcome)
        return;
    m_outcome = outcome;
    Q_EMIT finished(outcome);
}

}  // namespace cosftp
