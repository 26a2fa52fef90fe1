// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Channel that is about TLS: between its two places that move bytes and TlsStream.
#include "core/thread_check.h"
#include "net/channel.h"

#include <QTimer>

namespace cosftp {

using namespace std::chrono_literals;
using Status = TlsStream::Status;

void Channel::startTls(const TlsSetup &setup, std::chrono::milliseconds timeout)
{
    assertThread(*this);
    if (!isOpen())
        return;
    m_tls = std::make_unique<TlsStream>(setup, m_socket.get());
    m_handshakeTimer = new QTimer(this);
    m_handshakeTimer->setSingleShot(true);
    connect(m_handshakeTimer, &QTimer::timeout, this,
            [this] { endHandshake(QStringLiteral("the client took too long")); });
    m_handshakeTimer->start(timeout);
    updateReadNotifier();
}

void Channel::continueHandshake()
{
    switch (m_tls->handshake()) {
    case Status::Later:
        updateReadNotifier();
        updateWriteNotifier();
        return;
    case Status::Done:
        return endHandshake({});
    case Status::Finished:
    case Status::Unprotected:
        return endHandshake(QStringLiteral("the client closed the connection"));
    case Status::Broken:
        return endHandshake(m_tls->errorText());
    }
}

void Channel::endHandshake(const QString &failure)
{
    m_handshakeTimer->stop();
    m_handshakeTimer->deleteLater();
    m_handshakeTimer = nullptr;
    m_hasPeerSpokenTls = m_tls->hasPeerSpoken();
    if (!failure.isEmpty()) {
        m_tls.reset();  // nothing of it is worth a close_notify
        m_isBroken = true;
        m_isEndRead = true;
        m_end = StreamEnd::Cut;
    }
    updateReadNotifier();
    updateWriteNotifier();
    if (failure.isEmpty())
        Q_EMIT secured();
    else
        Q_EMIT handshakeFailed(failure);
}

StreamEnd Channel::endAfter(Status status) const
{
    switch (status) {
    case Status::Done:
    case Status::Later:
        return StreamEnd::Open;
    case Status::Finished:
        return StreamEnd::Finished;
    case Status::Unprotected:
        return m_tls->needsCloseNotify() ? StreamEnd::Unprotected : StreamEnd::Finished;
    case Status::Broken:
        return StreamEnd::Cut;
    }
    return StreamEnd::Cut;
}

qint64 Channel::receiveTls(char *buffer, qint64 maxBytes)
{
    if (isHandshaking())
        return 0;
    const TlsStream::Moved moved = m_tls->read(buffer, maxBytes);
    m_end = endAfter(moved.status);
    if (m_isLeavingTls)
        return leaveTls(moved.count);
    return moved.count;
}

void Channel::stopTls()
{
    assertThread(*this);
    if (!canWrite() || !isSecured())
        return;
    flush();
    m_isLeavingTls = true;
    if (!m_queue.isEmpty() || m_tls->sendCloseNotify() != Status::Done)
        markBroken();  // a client that does not even take the reply
}

// The peer's close_notify is the last of TLS; what it said before that is not taken for anything.
qint64 Channel::leaveTls(qint64 count)
{
    if (count > 0)
        m_end = StreamEnd::Cut;
    if (m_end != StreamEnd::Finished)
        return 0;
    m_tls.reset();
    m_isLeavingTls = false;
    m_end = StreamEnd::Open;
    if (m_tlsTurn != nullptr)
        m_tlsTurn->stop();
    QMetaObject::invokeMethod(this, &Channel::tlsEnded, Qt::QueuedConnection);
    return 0;
}

// A record that was begun has to be gone on with unchanged, so its bytes are ours from then on.
qint64 Channel::transmitTls(const char *bytes, qint64 count)
{
    qint64 begun = 0;
    const TlsStream::Moved moved = m_tls->write(bytes, count, &begun);
    const StreamEnd end = endAfter(moved.status);
    if (end != StreamEnd::Open) {
        if (m_end == StreamEnd::Open)
            m_end = StreamEnd::Cut;
        markBroken();
        return -1;
    }
    if (begun == 0 || !m_queue.isEmpty())
        return moved.count;
    m_queue = QByteArray(bytes + moved.count, begun);
    return moved.count + begun;
}

StreamEnd Channel::peekTlsEnd()
{
    m_end = endAfter(m_tls->peek());
    updateTlsTurn();
    return m_end;
}

// What TLS has taken from the socket already is announced by a timer, behind the other sessions'
// sockets.
void Channel::updateTlsTurn()
{
    if (!isSecured())
        return;
    const bool isWanted = isOpen() && m_isReading && !m_isEndRead
                          && (m_end != StreamEnd::Open || m_tls->mayHaveMore());
    if (m_tlsTurn == nullptr) {
        if (!isWanted)
            return;
        m_tlsTurn = new QTimer(this);
        m_tlsTurn->setSingleShot(true);
        connect(m_tlsTurn, &QTimer::timeout, this, &Channel::onReadNotified);
    }
    if (!isWanted)
        m_tlsTurn->stop();
    else if (!m_tlsTurn->isActive())
        m_tlsTurn->start(0ms);
}

}  // namespace cosftp
