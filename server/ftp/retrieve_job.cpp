// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/retrieve_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "core/thread_check.h"
#include "ftp/session.h"

#include <algorithm>
#include <array>

namespace cosftp {

namespace {
constexpr std::size_t pieceBytes = 64 * 1024;
constexpr int maxPiecesPerTurn = 2;  // other sessions of this thread want their turn too
}  // namespace

RetrieveJob::RetrieveJob(Session &session, VirtualPath path, qint64 offset)
    : DataJob(session), m_path(std::move(path)), m_offset(offset),
      m_isBinary(session.state().isBinary)
{
    setSubject("RETR " + m_path.toBytes());
    // Not a queued call: those are all served before any socket is looked at, the ones that they
    // queue included.
    for (QTimer *timer : {&m_nextTurn, &m_speedTimer}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &RetrieveJob::pump);
    }
}

RetrieveJob::~RetrieveJob() = default;

void RetrieveJob::start()
{
    assertThread(*this);
    const std::optional<Location> location =
        findFile(m_path, [](const Rights &rights) { return rights.canRead; });
    if (!location)
        return;
    m_mount = location->mount;
    m_key = location->key;
    // What lies behind the end of any object needs no exact number, and none that overflows.
    const qint64 offset = std::min(m_offset, ObjectStore::maxObjectBytes + 1);
    const DownloadRequest request{m_key, offset, session().services().budgets.memory};
    m_download = new Download(*m_mount->store, request, this);
    connect(m_download, &Download::opened, this, &RetrieveJob::onOpened);
    connect(m_download, &Download::readyRead, this, &RetrieveJob::pump);
    connect(m_download, &Download::finished, this, &RetrieveJob::onFinished);
    m_download->start();
}

// curl, wget, lftp and ncftp read the number of bytes in the 150; in TYPE A it would not be true.
void RetrieveJob::onOpened()
{
    if (const auto waiting = session().tree().shownInstead(m_path, m_download->info().etag))
        return refuseForWaiting(*waiting);
    QByteArray text = "Opening BINARY mode data connection for " + m_path.name() + " ("
                      + QByteArray::number(m_download->expectedBytes()) + " bytes).";
    if (!m_isBinary)
        text = "Opening ASCII mode data connection for " + m_path.name() + '.';
    openData({150, text, {}, {}});
}

// SIZE tells this client of its interrupted upload, because it is the one that can go on with it. A
// download that was cut into pieces by that size would be a piece of the finished file.
void RetrieveJob::refuseForWaiting(const Entry &waiting)
{
    stopWork();
    finish({550,
            "An interrupted upload of yours waits under this name ("
                + QByteArray::number(waiting.sizeBytes)
                + " bytes); go on with it, or give it up with SITE DISCARD to get the finished "
                  "file.",
            {},
            {}});
}

void RetrieveJob::dataReady()
{
    assertThread(*this);
    m_record.begin(session(), TransferRecord::Direction::Download, m_path, m_mount->bucket, m_key,
                   m_download->expectedBytes());
    m_speed = session().speedLimits(&Bandwidth::down);
    connect(channel(), &Channel::writable, this, &RetrieveJob::pump);
    connect(channel(), &Channel::broken, this, &RetrieveJob::peerClosed);
    pump();
}

// Runs when the store has bytes and when the kernel takes bytes; what nobody takes stays in the
// network.
void RetrieveJob::pump()
{
    if (step() != Step::Moving || std::exchange(m_isPumping, true))
        return;
    static thread_local std::array<char, pieceBytes> buffer;
    bool isTurnOver = true;
    for (int piece = 0; piece < maxPiecesPerTurn; ++piece) {
        isTurnOver = !writePending();
        if (isTurnOver || step() != Step::Moving)
            break;
        const qint64 allowed = m_speed.available();
        if (allowed <= 0) {
            m_speedTimer.start(m_speed.wait());
            isTurnOver = true;
            break;
        }
        const qint64 count =
            m_download->read(buffer.data(), std::min(static_cast<qint64>(buffer.size()), allowed));
        isTurnOver = count == 0;
        if (isTurnOver)
            break;
        m_speed.take(count);
        const QByteArrayView bytes(buffer.data(), count);
        m_pending = m_isBinary ? bytes.toByteArray() : m_encoder.convert(bytes);
        m_pendingFrom = 0;
    }
    m_isPumping = false;
    if (step() != Step::Moving)
        return;
    if (!isTurnOver)
        m_nextTurn.start();
    const bool isAllWritten = m_pendingFrom == m_pending.size();
    setWaitingForPeer(!isAllWritten);
    if (m_isRead && isAllWritten) {
        m_record.finish(true);
        qCInfo(lcTransfer).noquote()
            << session().tag() << "user" << escaped(session().state().userName) << "sent"
            << escaped(m_mount->bucket + '/' + m_key) << bytesMoved() << "bytes in"
            << m_record.elapsed().count() << "ms";
        channel()->disconnect(this);
        closeOut({226, "Sent.", {}, {}});
    }
}

// False while the kernel does not take everything.
bool RetrieveJob::writePending()
{
    if (m_pendingFrom == m_pending.size())
        return true;
    const qint64 count =
        channel()->write(m_pending.constData() + m_pendingFrom, m_pending.size() - m_pendingFrom);
    if (count < 0) {
        peerClosed();
        return false;
    }
    m_pendingFrom += count;
    noteMoved(count);
    return m_pendingFrom == m_pending.size();
}

void RetrieveJob::onFinished(const Outcome &outcome)
{
    assertThread(*this);
    const bool isArchived = !outcome && outcome.error().code == Failure::Code::Archived;
    if (isArchived && step() == Step::Starting
        && session().settings().limits.restoreArchivedDays > 0)
        return restore(outcome.error());
    if (!outcome)
        return fail(outcome.error());
    m_isRead = true;
    pump();
}

void RetrieveJob::restore(const Failure &refusal)
{
    const int days = session().settings().limits.restoreArchivedDays;
    m_mount->store->restore(m_key, days, this, [this, refusal](const Outcome &outcome) {
        if (step() != Step::Starting)
            return;  // stopped meanwhile
        if (!outcome)
            return fail(outcome.error().code == Failure::Code::Denied ? refusal : outcome.error());
        qCInfo(lcTransfer).noquote()
            << session().tag() << "user" << escaped(session().state().userName)
            << "asked for the restore of" << escaped(m_mount->bucket + '/' + m_key);
        stopWork();
        finish(
            {550, "The file is archived; its restore was asked for and takes some hours.", {}, {}});
    });
}

// Players and segment loaders close as soon as they have enough: no error of the server.
void RetrieveJob::peerClosed()
{
    m_record.setError(QStringLiteral("The client closed the data connection before the end."));
    stopWork();
    finishRefused(426, "The data connection was closed before all was sent.",
                  QStringLiteral("the client closed or reset it"));
}

void RetrieveJob::stopWork()
{
    m_record.finish(false);
    if (m_download != nullptr) {
        m_download->disconnect(this);
        m_download->deleteLater();
        m_download = nullptr;
    }
}

}  // namespace cosftp
