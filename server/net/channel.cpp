// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/channel.h"

#include "core/thread_check.h"

#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <utility>

namespace cosftp {

using namespace std::chrono_literals;

namespace {

void setOption(int descriptor, int level, int name, int value)
{
    ::setsockopt(descriptor, level, name, &value, sizeof(value));
}

bool isLater(int error) { return error == EAGAIN; }

// TCP_ESTABLISHED and so on; 0 if it cannot be told.
int tcpState(int descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof(info);
    return ::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_state : 0;
}

}  // namespace

Channel::Channel(qintptr descriptor, QObject *parent)
    : QObject(parent), m_socket(static_cast<int>(descriptor)), m_peer(peerOf(m_socket.get())),
      m_local(localOf(m_socket.get()))
{
    const int fd = m_socket.get();
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    ::fcntl(fd, F_SETFD, ::fcntl(fd, F_GETFD) | FD_CLOEXEC);
    setOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

Channel::~Channel() { close(); }

void Channel::setEnds(const Endpoint &peer, const Endpoint &local)
{
    assertThread(*this);
    m_peer = peer;
    m_local = local;
    m_isProxied = true;
}

void Channel::enableKeepAlive()
{
    assertThread(*this);
    setOption(m_socket.get(), SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(m_socket.get(), IPPROTO_TCP, TCP_KEEPIDLE, 60);
    setOption(m_socket.get(), IPPROTO_TCP, TCP_KEEPINTVL, 30);
    setOption(m_socket.get(), IPPROTO_TCP, TCP_KEEPCNT, 4);
}

qint64 Channel::receive(char *buffer, qint64 maxBytes)
{
    if (m_tls != nullptr)
        return receiveTls(buffer, maxBytes);
    ssize_t count = 0;
    do {
        count = ::recv(m_socket.get(), buffer, static_cast<size_t>(maxBytes), 0);
    } while (count < 0 && errno == EINTR);
    if (count > 0)
        return count;
    if (count == 0)
        m_end = StreamEnd::Finished;
    else if (!isLater(errno))
        m_end = StreamEnd::Cut;
    return 0;
}

qint64 Channel::transmit(const char *bytes, qint64 count)
{
    if (isSecured())
        return transmitTls(bytes, count);
    ssize_t taken = 0;
    do {
        taken = ::send(m_socket.get(), bytes, static_cast<size_t>(count), MSG_NOSIGNAL);
    } while (taken < 0 && errno == EINTR);
    if (taken >= 0)
        return taken;
    if (isLater(errno))
        return 0;
    // The error is used up now: recv() would report a normal end next.
    if (m_end == StreamEnd::Open)
        m_end = StreamEnd::Cut;
    markBroken();
    return -1;
}

qint64 Channel::read(char *buffer, qint64 maxBytes)
{
    assertThread(*this);
    if (!isOpen() || maxBytes <= 0)
        return 0;
    const qint64 count = m_end == StreamEnd::Open ? receive(buffer, maxBytes) : 0;
    if (m_end != StreamEnd::Open && count == 0) {
        m_isEndRead = true;
        updateReadNotifier();
    } else if (m_tls != nullptr) {
        updateTlsTurn();
    }
    return count;
}

void Channel::setReading(bool isReading)
{
    assertThread(*this);
    m_isReading = isReading;
    updateReadNotifier();
}

StreamEnd Channel::peekEnd()
{
    assertThread(*this);
    if (!isOpen() || m_end != StreamEnd::Open)
        return m_end;
    if (isSecured())
        return peekTlsEnd();
    char byte = 0;
    ssize_t count = 0;
    do {
        count = ::recv(m_socket.get(), &byte, 1, MSG_PEEK);
    } while (count < 0 && errno == EINTR);
    if (count < 0 && !isLater(errno))
        m_end = StreamEnd::Cut;  // kept: the kernel tells an error once only
    return count == 0 ? StreamEnd::Finished : m_end;
}

bool Channel::hasReceivedFin() const
{
    assertThread(*this);
    return isOpen() && tcpState(m_socket.get()) == TCP_CLOSE_WAIT;
}

bool Channel::hasUnreadInput() const
{
    assertThread(*this);
    int count = 0;
    return isOpen()
           && (::ioctl(m_socket.get(), FIONREAD, &count) != 0 || count > 0
               || (m_tls != nullptr && m_tls->mayHaveMore()));
}

bool Channel::canWrite() const
{
    return isOpen() && !m_isBroken && !m_isFinishing && !isHandshaking();
}

qint64 Channel::write(const char *bytes, qint64 count)
{
    assertThread(*this);
    if (!canWrite())
        return -1;
    if (count <= 0)
        return 0;
    const qint64 taken = m_queue.isEmpty() ? transmit(bytes, count) : 0;
    if (taken >= 0 && (taken < count || !m_queue.isEmpty())) {
        m_wantsWritable = taken < count;
        updateWriteNotifier();
    }
    return taken;
}

void Channel::send(const QByteArray &bytes)
{
    assertThread(*this);
    if (!canWrite())
        return;
    m_queue += bytes;
    flush();
    updateWriteNotifier();
}

void Channel::flush()
{
    while (!m_queue.isEmpty() && !m_isBroken) {
        const qint64 taken = transmit(m_queue.constData(), m_queue.size());
        if (taken <= 0)
            break;
        m_queue.remove(0, taken);
    }
    if (m_isBroken)
        m_queue.clear();
    else if (m_queue.isEmpty() && m_isFinishing)
        sendFin();
}

void Channel::finishWriting()
{
    assertThread(*this);
    if (!canWrite())
        return;
    m_isFinishing = true;
    m_wantsWritable = false;
    flush();
    updateWriteNotifier();
}

void Channel::sendFin()
{
    if (m_isFinSent)
        return;
    if (isSecured() && m_tls->sendCloseNotify() == TlsStream::Status::Later)
        return;  // the write notifier brings us back
    m_isFinSent = true;
    ::shutdown(m_socket.get(), SHUT_WR);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (isOpen())
                Q_EMIT finishedWriting();
        },
        Qt::QueuedConnection);
}

void Channel::awaitSent(std::chrono::milliseconds timeout)
{
    assertThread(*this);
    if (!isOpen())
        return;
    if (m_isBroken) {
        QMetaObject::invokeMethod(this, &Channel::announceBroken, Qt::QueuedConnection);
        return;
    }
    if (m_sentTimer == nullptr) {
        m_sentTimer = new QTimer(this);
        m_sentTimer->setSingleShot(true);
        m_sentTimer->setTimerType(Qt::PreciseTimer);
        connect(m_sentTimer, &QTimer::timeout, this, &Channel::checkSent);
    }
    m_sentDeadline.setRemainingTime(timeout);
    m_sentPause = 1ms;
    m_isAwaitingSent = true;
    m_watchesPeer = true;
    updateReadNotifier();
    m_sentTimer->start(0ms);
}

// The FIN itself is one "byte" of the count. A client that waits for our 226 before it closes lets
// its kernel delay that last acknowledgement, so it is not waited for.
qint64 Channel::bytesNotAcknowledged() const
{
    int count = 0;
    if (m_isFinishing && !m_isFinSent)
        return m_queue.size() + 1;
    if (::ioctl(m_socket.get(), SIOCOUTQ, &count) != 0)
        return m_queue.size();
    return m_queue.size() + std::max(0, m_isFinSent ? count - 1 : count);
}

void Channel::checkSent()
{
    if (!m_isAwaitingSent)
        return;
    // Behind the peer's FIN recv() goes on to tell of an end; that there was a reset since, the
    // state alone tells. Looked at before the count: a peer that has taken all closes as well.
    const bool isClosed = tcpState(m_socket.get()) == TCP_CLOSE;
    if (bytesNotAcknowledged() == 0) {
        m_isAwaitingSent = false;
        m_watchesPeer = false;
        m_sentTimer->stop();
        updateReadNotifier();
        Q_EMIT sent();
        return;
    }
    if (peekEnd() == StreamEnd::Cut || isClosed || m_sentDeadline.hasExpired()) {
        markBroken();
        return;
    }
    const std::chrono::milliseconds left(m_sentDeadline.remainingTime() + 1);
    m_sentTimer->start(std::min(m_sentPause, left));
    m_sentPause = std::min<std::chrono::milliseconds>(2 * m_sentPause, 50ms);
}

void Channel::markBroken()
{
    if (!std::exchange(m_isBroken, true))
        QMetaObject::invokeMethod(this, &Channel::announceBroken, Qt::QueuedConnection);
}

void Channel::announceBroken()
{
    if (!isOpen())
        return;
    m_isAwaitingSent = false;
    m_watchesPeer = false;
    m_wantsWritable = false;
    m_queue.clear();
    updateReadNotifier();
    updateWriteNotifier();
    Q_EMIT broken();
}

void Channel::onReadNotified()
{
    if (isHandshaking())
        return continueHandshake();
    if (m_watchesPeer) {
        // Once: a FIN that nobody reads would wake us for ever; the timer does the rest.
        m_watchesPeer = false;
        updateReadNotifier();
        m_sentTimer->start(0ms);
    }
    if (m_isReading)
        Q_EMIT readable();
}

void Channel::onWriteNotified()
{
    const bool hadQueue = !m_queue.isEmpty();
    if (isHandshaking() && !hadQueue)
        return continueHandshake();
    flush();
    if (isHandshaking())
        updateReadNotifier();
    const bool isEmpty = m_queue.isEmpty() && !m_isBroken;
    const bool tells = isEmpty && std::exchange(m_wantsWritable, false);
    updateWriteNotifier();
    const QPointer<Channel> self(this);
    if (isEmpty && hadQueue)
        Q_EMIT drained();
    if (self && tells)
        Q_EMIT writable();
}

void Channel::updateReadNotifier()
{
    const bool isWanted = isOpen()
                          && (isHandshaking() ? m_queue.isEmpty() && !m_tls->wantsToWrite()
                                              : (m_isReading && !m_isEndRead) || m_watchesPeer);
    updateTlsTurn();
    if (m_readNotifier == nullptr) {
        if (!isWanted)
            return;
        m_readNotifier = new QSocketNotifier(m_socket.get(), QSocketNotifier::Read, this);
        connect(m_readNotifier, &QSocketNotifier::activated, this, &Channel::onReadNotified);
    }
    m_readNotifier->setEnabled(isWanted);
}

void Channel::updateWriteNotifier()
{
    const bool isFinDue = m_isFinishing && !m_isFinSent;
    const bool isStepDue = isHandshaking() && m_tls->wantsToWrite();
    const bool isWanted =
        isOpen() && !m_isBroken && (m_wantsWritable || !m_queue.isEmpty() || isFinDue || isStepDue);
    if (m_writeNotifier == nullptr) {
        if (!isWanted)
            return;
        m_writeNotifier = new QSocketNotifier(m_socket.get(), QSocketNotifier::Write, this);
        connect(m_writeNotifier, &QSocketNotifier::activated, this, &Channel::onWriteNotified);
    }
    m_writeNotifier->setEnabled(isWanted);
}

void Channel::close()
{
    assertThread(*this);
    if (!isOpen())
        return;
    if (!m_isBroken)
        flush();
    if (!m_isBroken && !m_isFinSent && isSecured())
        (void)m_tls->sendCloseNotify();
    discardInput();
    release();
}

// Closing a socket with unread input makes the kernel send RST, and that would take away from the
// peer the last reply that it has not read yet. Bounded: a peer that goes on sending gets the RST.
void Channel::discardInput()
{
    constexpr int rounds = 16;
    char buffer[4096];
    for (int i = 0; i < rounds; ++i) {
        if (::recv(m_socket.get(), buffer, sizeof(buffer), 0) <= 0)
            return;
    }
}

void Channel::reset()
{
    assertThread(*this);
    if (!isOpen())
        return;
    const linger hard{1, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
    release();
}

// The notifiers must let go before the number can belong to another socket.
void Channel::release()
{
    m_isReading = false;
    m_isAwaitingSent = false;
    m_watchesPeer = false;
    m_wantsWritable = false;
    m_queue.clear();
    for (QTimer *timer : {m_sentTimer, m_handshakeTimer, m_tlsTurn})
        if (timer != nullptr)
            timer->stop();
    if (m_readNotifier != nullptr)
        m_readNotifier->setEnabled(false);
    if (m_writeNotifier != nullptr)
        m_writeNotifier->setEnabled(false);
    m_socket.close();
}

}  // namespace cosftp
