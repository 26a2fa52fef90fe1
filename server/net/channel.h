// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/descriptor.h"
#include "net/endpoint.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QObject>

#include <chrono>

class QSocketNotifier;
class QTimer;

namespace cosftp {

/// How the peer's stream stands.
enum class StreamEnd {
    Open,
    Finished,  ///< FIN: the peer said that it is done.
    Cut        ///< Reset or a network error: what came may be a part only.
};

/// One connected TCP socket: a raw non-blocking descriptor behind QSocketNotifiers. QTcpSocket is
/// not used because it reports a reset as a normal end. Lives in one thread; owns the descriptor.
/// Every signal comes from the event loop, never from inside a call; a receiver may close or
/// delete the channel.
class Channel : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Channel)

public:
    /// Takes over a connected descriptor; makes it non-blocking, close-on-exec and TCP_NODELAY.
    explicit Channel(qintptr descriptor, QObject *parent = nullptr);
    ~Channel() override;  ///< Closes.

    /// As they were when the channel was made, also after the end.
    [[nodiscard]] Endpoint peer() const { return m_peer; }
    [[nodiscard]] Endpoint local() const { return m_local; }
    [[nodiscard]] bool isOpen() const { return m_socket.isValid(); }
    [[nodiscard]] StreamEnd end() const { return m_end; }

    /// Asks the kernel to probe a silent peer: notices a vanished one, and keeps the entry of a
    /// NAT alive while a long transfer leaves the control connection idle.
    void enableKeepAlive();

    /// Up to `maxBytes`; 0: nothing now, or the end (see end()).
    qint64 read(char *buffer, qint64 maxBytes);
    /// Whether readable() is emitted: off means that TCP holds the peer back. Off at first. It is
    /// emitted for as long as something is left, so read() until 0 or switch it off. After read()
    /// has met the end there are no more.
    void setReading(bool isReading);
    /// Looks whether the peer has closed or reset, without taking bytes: as long as some are left,
    /// the stream is Open.
    [[nodiscard]] StreamEnd peekEnd() const;

    /// Hands bytes to the kernel; how many it took: less than given means wait for writable().
    /// -1: the line is broken or closed, or finishWriting() was called.
    qint64 write(const char *bytes, qint64 count);
    /// Queues what the kernel does not take now. For small replies.
    void send(const QByteArray &bytes);
    [[nodiscard]] qint64 bytesQueued() const { return m_queue.size(); }

    /// After everything queued: FIN. The peer may still send. finishedWriting() follows.
    void finishWriting();
    /// Waits until the peer's kernel has acknowledged every byte handed over: one sent() or one
    /// broken() follows. broken() with end() still Open: the peer took nothing until `timeout`.
    /// An unread FIN does not count, so a peer that answers no FIN costs no time.
    void awaitSent(std::chrono::milliseconds timeout);

    /// Closes; queued bytes are given to the kernel as far as it takes them. No signal follows.
    void close();
    /// Closes with RST, so that the peer cannot take what it got for the whole.
    void reset();

Q_SIGNALS:
    void readable();         ///< Bytes or the end of the stream.
    void writable();         ///< After a write() that was not taken whole.
    void drained();          ///< Everything that send() had queued was taken by the kernel.
    void finishedWriting();  ///< The FIN was handed to the kernel.
    void sent();             ///< Answers awaitSent().
    void broken();           ///< A write failed: the peer is gone. Once.

private:
    // The only two places that move bytes.
    qint64 receive(char *buffer, qint64 maxBytes);
    qint64 transmit(const char *bytes, qint64 count);

    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] qint64 bytesNotAcknowledged() const;
    void onReadNotified();
    void onWriteNotified();
    void flush();
    void sendFin();
    void checkSent();
    void markBroken();
    void announceBroken();
    void discardInput();
    void release();
    void updateReadNotifier();
    void updateWriteNotifier();

    Descriptor m_socket;
    Endpoint m_peer;
    Endpoint m_local;
    QSocketNotifier *m_readNotifier = nullptr;   // made when first wanted
    QSocketNotifier *m_writeNotifier = nullptr;  // made when first wanted
    QTimer *m_sentTimer = nullptr;               // made by awaitSent()
    QDeadlineTimer m_sentDeadline;
    std::chrono::milliseconds m_sentPause{0};
    QByteArray m_queue;
    // Mutable: the kernel tells an error once only, also to somebody who merely peeks.
    mutable StreamEnd m_end = StreamEnd::Open;
    bool m_isReading = false;
    bool m_isEndRead = false;  // read() has told its caller
    bool m_wantsWritable = false;
    bool m_isFinishing = false;
    bool m_isFinSent = false;
    bool m_isBroken = false;
    bool m_isAwaitingSent = false;
    bool m_watchesPeer = false;  // for awaitSent(): the peer's FIN brings the last acknowledgement
};

}  // namespace cosftp
