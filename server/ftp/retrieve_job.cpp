// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/retrieve_job.h"

#include "core/logging.h"
#include "core/text.h"
#include "ftp/session.h"

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
    m_nextTurn.setSingleShot(true);
    connect(&m_nextTurn, &QTimer::timeout, this, &RetrieveJob::pump);
}

RetrieveJob::~RetrieveJob() = default;

void RetrieveJob::start()
{
    const std::optional<Location> location = locateFile(m_path, &Rights::canRead);
    if (!location)
        return;
    m_mount = location->mount;
    m_key = location->key;
    m_download = new Download(*m_mount->store, m_key, m_offset, this);
    connect(m_download, &Download::opened, this, &RetrieveJob::onOpened);
    connect(m_download, &Download::readyRead, this, &RetrieveJob::pump);
    connect(m_download, &Download::finished, this, &RetrieveJob::onFinished);
    m_download->start();
}

// curl, wget, lftp and ncftp read the number of bytes in the 150; in TYPE A it would not be true.
void RetrieveJob::onOpened()
{
    QByteArray text = "Opening BINARY mode data connection for " + m_path.name() + " ("
                      + QByteArray::number(m_download->expectedBytes()) + " bytes).";
    if (!m_isBinary)
        text = "Opening ASCII mode data connection for " + m_path.name() + '.';
    openData({150, text, {}, {}});
}

void RetrieveJob::dataReady()
{
    m_record.begin(session(), TransferRecord::Direction::Download, m_path, m_mount->bucket, m_key,
                   m_download->expectedBytes());
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
        const qint64 count = m_download->read(buffer.data(), buffer.size());
        isTurnOver = count == 0;
        if (isTurnOver)
            break;
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
    if (!outcome)
        return fail(outcome.error());
    m_isRead = true;
    pump();
}

// Players and segment loaders close as soon as they have enough: no error of the server.
void RetrieveJob::peerClosed()
{
    m_record.setError(QStringLiteral("The client closed the data connection before the end."));
    stopWork();
    finish({426, "The data connection was closed before all was sent.", {}, {}});
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
