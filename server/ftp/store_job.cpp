// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/store_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "ftp/session.h"

#include <array>
#include <chrono>

namespace cosftp {

namespace {
// A killed client's kernel closes its data and control connections within microseconds, in any
// order. This long the control connection is watched after the end of the data before the upload
// counts as complete.
constexpr std::chrono::milliseconds controlGrace{2};
// Other sessions of this thread want their turn too: one piece a turn keeps a turn of a hundred
// transfers in the range of ten milliseconds.
constexpr qint64 pieceBytes = 64LL * 1024;
constexpr int maxReadsPerTurn = 2;  // the second one meets the end of the stream
constexpr std::size_t textBytes = 64 * 1024;
}  // namespace

StoreJob::StoreJob(Session &session, VirtualPath path)
    : DataJob(session), m_path(std::move(path)),
      m_announcedBytes(std::exchange(session.state().announcedBytes, 0)),
      m_isBinary(session.state().isBinary)
{
    setSubject("STOR " + m_path.toBytes());
}

StoreJob::~StoreJob() = default;

void StoreJob::start()
{
    const std::optional<Location> location = locateFile(m_path, &Rights::canWrite);
    if (!location)
        return;
    m_mount = location->mount;
    m_key = location->key;
    const qint64 limit = session().settings().limits.singleFileMaxBytes;
    if (limit > 0 && m_announcedBytes > limit)
        return fail(Failure::of(Failure::Code::TooLarge));
    // The check runs beside the connection and the data; only publishing waits for it.
    session().tree().checkStorable(m_path, this, [this](const Outcome &outcome) {
        if (!outcome)
            return fail(outcome.error());
        m_isNameChecked = true;
        publishIfSure();
    });
    if (step() == Step::Starting)
        openData({150, "Send the data for " + m_path.name() + '.', {}, {}});
}

void StoreJob::dataReady()
{
    UploadRequest request;
    request.key = m_key;
    request.maxBytes = session().settings().limits.singleFileMaxBytes;
    request.minPartBytes = session().settings().limits.minPartBytes;
    m_upload = new Upload(*m_mount->store, session().services().budgets, request, this);
    m_record.begin(session(), TransferRecord::Direction::Upload, m_path, m_mount->bucket, m_key,
                   m_announcedBytes > 0 ? m_announcedBytes : -1);
    connect(m_upload, &Upload::spaceAvailable, this, &StoreJob::pump);
    connect(m_upload, &Upload::finished, this, &StoreJob::onStored);
    connect(channel(), &Channel::readable, this, &StoreJob::pump);
    channel()->setReading(true);
    pump();
}

// Runs when bytes came and when memory came; stops reading, and so the client, while there is no
// memory.
void StoreJob::pump()
{
    for (int turn = 0; turn < maxReadsPerTurn; ++turn) {
        if (step() != Step::Moving || m_hasInputEnded || !drainText())
            return;
        const std::span<char> space = m_upload->space();
        channel()->setReading(!space.empty());
        setWaitingForPeer(!space.empty());
        if (space.empty())
            return;
        if (receive(space) > 0)
            continue;
        switch (channel()->end()) {
        case StreamEnd::Open:
            return;
        case StreamEnd::Finished:
            return inputEnded();
        case StreamEnd::Cut:
            return fail(Failure::of(Failure::Code::Cancelled,
                                    QStringLiteral("the data connection was reset")));
        }
    }
}

qint64 StoreJob::receive(std::span<char> space)
{
    if (m_isBinary) {
        const qint64 count =
            channel()->read(space.data(), std::min(static_cast<qint64>(space.size()), pieceBytes));
        if (count > 0) {
            noteMoved(count);
            m_upload->commit(count);
            m_record.setPartsInFlight(m_upload->partsInFlight());
        }
        return count;
    }
    static thread_local std::array<char, textBytes> buffer;
    const qint64 count = channel()->read(buffer.data(), buffer.size());
    if (count > 0) {
        noteMoved(count);
        takeText(m_decoder.convert(QByteArrayView(buffer.data(), count)));
    }
    return count;
}

void StoreJob::takeText(QByteArrayView bytes)
{
    m_text.append(bytes);
    drainText();
}

// TYPE A: moves decoded bytes into the upload. False while some are left because there is no
// memory.
bool StoreJob::drainText()
{
    while (!m_text.isEmpty()) {
        const std::span<char> space = m_upload->space();
        setWaitingForPeer(!space.empty());
        if (space.empty()) {
            if (channel() != nullptr)
                channel()->setReading(false);
            return false;
        }
        const qsizetype count = std::min(m_text.size(), static_cast<qsizetype>(space.size()));
        std::copy_n(m_text.constData(), count, space.data());
        m_text.remove(0, count);
        m_upload->commit(count);
        if (step() != Step::Moving)
            return false;
    }
    return true;
}

void StoreJob::inputEnded()
{
    m_text.append(m_decoder.finish());
    if (!drainText())
        return;  // comes again with the next memory: the channel's end stays
    m_hasInputEnded = true;
    setWaitingForPeer(false);
    closeChannel();
    if (m_isBinary && bytesMoved() < m_announcedBytes)
        return fail(
            Failure::of(Failure::Code::Cancelled, QStringLiteral("%1 bytes came, ALLO announced %2")
                                                      .arg(bytesMoved())
                                                      .arg(m_announcedBytes)));
    QTimer::singleShot(controlGrace, Qt::PreciseTimer, this, [this] {
        m_isControlTrusted = true;
        publishIfSure();
    });
}

void StoreJob::publishIfSure()
{
    if (step() != Step::Moving || !m_hasInputEnded || !m_isControlTrusted || !m_isNameChecked
        || m_isPublishing)
        return;
    if (session().control().peekEnd() != StreamEnd::Open)
        return fail(Failure::of(Failure::Code::Cancelled,
                                QStringLiteral("the control connection is gone")));
    m_isPublishing = true;
    m_record.setState(TransferRecord::State::Finishing);
    m_upload->finishInput();
}

// Once publishing has begun it is carried through: the client sent everything, and the store may
// have it already.
void StoreJob::cancel()
{
    if (!m_isPublishing)
        DataJob::cancel();
}

void StoreJob::stopWork()
{
    if (m_upload == nullptr)
        return;
    m_upload->disconnect(this);
    m_upload->abandon(Failure::of(Failure::Code::Cancelled));
    m_record.finish(false);
    qCInfo(lcTransfer).noquote() << session().tag()
                                 << "upload not stored:" << escaped(m_path.toBytes()) << "after"
                                 << bytesMoved() << "bytes; the old object, if any, is untouched";
}

void StoreJob::onStored(const Result<StoredObject> &result)
{
    if (!result)
        return fail(result.error());
    session().tree().noteStored(m_path, m_upload->bytesReceived(), result->etag,
                                ObjectAttributes());
    m_record.finish(true);
    qCInfo(lcTransfer).noquote() << session().tag() << "user" << escaped(session().state().userName)
                                 << "stored" << escaped(m_mount->bucket + '/' + m_key)
                                 << m_upload->bytesReceived() << "bytes in"
                                 << m_record.elapsed().count() << "ms";
    finish({226, "Stored.", {}, {}});
}

}  // namespace cosftp
