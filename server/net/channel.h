// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/descriptor.h"
#include "net/endpoint.h"
#include "net/tls_stream.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <memory>

class QSocketNotifier;
class QTimer;

namespace cosftp {

/// How the peer's stream stands.
enum class StreamEnd {
    Open,
    Finished,     ///< FIN, under TLS close_notify: the peer said that it is done.
    Unprotected,  ///< TLS, and FIN without close_notify: anybody on the way could have sent that.
    Cut           ///< Reset, a network error or damaged TLS: what came may be a part only.
};

/// One connected TCP socket: a raw non-blocking descriptor behind QSocketNotifiers. QTcpSocket is
/// not used because it reports a reset as a normal end, and QSslSocket because it cannot resume
/// sessions. In clear until startTls(). Lives in one thread; owns the descriptor.
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
    /// Who is behind a load balancer, and what he connected to: what peer() and local() say from
    /// now on.
    void setEnds(const Endpoint &peer, const Endpoint &local);
    /// setEnds() was called: the socket's own ends are those of a load balancer's connection.
    [[nodiscard]] bool isProxied() const { return m_isProxied; }
    /// The socket's own address, whatever local() says; null after the end.
    [[nodiscard]] QHostAddress boundAddress() const { return localOf(m_socket.get()).address; }
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
    [[nodiscard]] StreamEnd peekEnd();
    /// The peer's FIN has come, though maybe behind bytes that nobody has read. Under TLS it alone
    /// proves nothing.
    [[nodiscard]] bool hasReceivedFin() const;
    /// Bytes have come that nobody has read.
    [[nodiscard]] bool hasUnreadInput() const;

    /// From now on TLS, with us as its server; what is queued goes out in clear before. One
    /// secured() or one handshakeFailed() follows; until then nothing is read, and what is sent is
    /// dropped. Bytes that came before this call are taken for the beginning of the handshake:
    /// check hasUnreadInput().
    void startTls(const TlsSetup &setup, std::chrono::milliseconds timeout);
    /// close_notify both ways, then in clear again: tlsEnded() follows. Bytes that the peer sends
    /// under TLS meanwhile break the line. Not with TlsSetup::Role::Data.
    void stopTls();
    [[nodiscard]] bool isSecured() const { return m_tls != nullptr && m_tls->isReady(); }
    [[nodiscard]] TlsFacts tlsFacts() const { return m_tls->facts(); }  ///< When secured.
    /// After a handshake that failed: the peer had sent something of it.
    [[nodiscard]] bool hasPeerSpokenTls() const { return m_hasPeerSpokenTls; }

    /// Hands bytes to the kernel; how many it took: less than given means wait for writable().
    /// -1: the line is broken or closed, or finishWriting() was called.
    qint64 write(const char *bytes, qint64 count);
    /// Queues what the kernel does not take now. For small replies.
    void send(const QByteArray &bytes);
    [[nodiscard]] qint64 bytesQueued() const { return m_queue.size(); }

    /// After everything queued: FIN, under TLS behind close_notify. The peer may still send.
    /// finishedWriting() follows.
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
    void secured();          ///< The TLS handshake is through.
    void tlsEnded();         ///< After stopTls().
    void handshakeFailed(const QString &why);  ///< For the log. The channel is of no use any more.

private:
    // The only two places that move bytes.
    qint64 receive(char *buffer, qint64 maxBytes);
    qint64 transmit(const char *bytes, qint64 count);

    // channel_tls.cpp
    qint64 receiveTls(char *buffer, qint64 maxBytes);
    qint64 leaveTls(qint64 count);
    qint64 transmitTls(const char *bytes, qint64 count);
    [[nodiscard]] StreamEnd peekTlsEnd();
    [[nodiscard]] StreamEnd endAfter(TlsStream::Status status) const;
    [[nodiscard]] bool isHandshaking() const { return m_tls != nullptr && !m_tls->isReady(); }
    void continueHandshake();
    void endHandshake(const QString &failure);
    void updateTlsTurn();

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
    QTimer *m_handshakeTimer = nullptr;          // during the handshake
    QTimer *m_tlsTurn = nullptr;                 // for bytes that the socket announces no more
    std::unique_ptr<TlsStream> m_tls;            // null: in clear
    QDeadlineTimer m_sentDeadline;
    std::chrono::milliseconds m_sentPause{0};
    QByteArray m_queue;
    StreamEnd m_end = StreamEnd::Open;
    bool m_isProxied = false;
    bool m_isReading = false;
    bool m_isEndRead = false;  // read() has told its caller
    bool m_wantsWritable = false;
    bool m_isFinishing = false;
    bool m_isFinSent = false;
    bool m_isBroken = false;
    bool m_isLeavingTls = false;
    bool m_hasPeerSpokenTls = false;
    bool m_isAwaitingSent = false;
    bool m_watchesPeer = false;  // for awaitSent(): the peer's FIN brings the last acknowledgement
};

}  // namespace cosftp
