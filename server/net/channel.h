// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace cosftp {

struct Endpoint
{
    QHostAddress address;  ///< IPv4-mapped IPv6 addresses are IPv4 here.
    quint16 port = 0;
    bool operator==(const Endpoint &) const = default;
    [[nodiscard]] QString toString() const;  ///< "1.2.3.4:21", "[::1]:21".
};

/// How the peer's stream stands.
enum class StreamEnd {
    Open,
    Finished,  ///< FIN: the peer said that it is done.
    Cut        ///< Reset or a network error: what came may be a part only.
};

/// One connected TCP socket: a raw non-blocking descriptor behind QSocketNotifiers. QTcpSocket is
/// not used because it reports a reset as a normal end. Lives in one thread; owns the descriptor.
class Channel : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Channel)

public:
    /// Takes over a connected descriptor; makes it non-blocking, close-on-exec and TCP_NODELAY.
    explicit Channel(qintptr descriptor, QObject *parent = nullptr);
    ~Channel() override;  ///< Closes.

    [[nodiscard]] Endpoint peer() const;
    [[nodiscard]] Endpoint local() const;
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] StreamEnd end() const;

    /// Up to `maxBytes`; 0: nothing now, or the end (see end()).
    qint64 read(char *buffer, qint64 maxBytes);
    /// Whether readable() is emitted: off means that TCP holds the peer back. Off at first.
    void setReading(bool isReading);
    /// Looks whether the peer has closed or reset, without taking bytes.
    [[nodiscard]] StreamEnd peekEnd() const;

    /// Hands bytes to the kernel; how many it took: less than given means wait for writable().
    /// -1: the line is broken.
    qint64 write(const char *bytes, qint64 count);
    /// Queues what the kernel does not take now. For small replies.
    void send(const QByteArray &bytes);
    [[nodiscard]] qint64 bytesQueued() const;

    /// After everything queued: FIN. The peer may still send. finishedWriting() follows.
    void finishWriting();
    /// Closes; queued bytes are given to the kernel as far as it takes them.
    void close();
    /// Closes with RST, so that the peer cannot take what it got for the whole.
    void reset();

Q_SIGNALS:
    void readable();  ///< Bytes or the end of the stream.
    void writable();  ///< After a write() that was not taken whole.
    void broken();    ///< A write failed: the peer is gone.

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace cosftp
