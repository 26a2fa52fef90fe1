// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tls_context.h"

#include <QByteArrayView>
#include <QString>

namespace cosftp {

/// What a TLS connection begins with.
struct TlsSetup
{
    enum class Role { Control, Data };
    std::shared_ptr<const TlsContext> context;
    Role role = Role::Control;
    TlsMark mark{};        ///< Control: newTlsMark(); data: its control connection's.
    QByteArray sessionId;  ///< Data: of the control connection's session, for clients that have no
                           ///< tickets.
};

/// What was agreed.
struct TlsFacts
{
    QByteArray version;  ///< "TLSv1.3".
    QByteArray cipher;
    bool isResumed = false;
    /// Data: goes on with a session of its own control connection.
    bool isOfControl = false;
    QByteArray sessionId;  ///< For TlsSetup of the data connections.
    QByteArray hostName;   ///< The server's, as the client said (SNI); empty: it said none.
    QString clientName;    ///< Common name of the client's certificate, if it is a valid one.
    bool hasClientCertificate = false;
};

/// The server's side of one TLS connection over a non-blocking socket that somebody else owns.
/// Never waits: every call does what can be done now.
class TlsStream
{
    Q_DISABLE_COPY_MOVE(TlsStream)

public:
    enum class Status {
        Done,
        Later,        ///< The socket has or takes no more now.
        Finished,     ///< close_notify: the peer said that this is all.
        Unprotected,  ///< The line ended (FIN) without it.
        Broken        ///< Reset, or bytes that are no TLS; errorText() knows more.
    };
    struct Moved
    {
        qint64 count = 0;
        Status status = Status::Done;
    };

    TlsStream(const TlsSetup &setup, int descriptor);
    ~TlsStream();

    /// One step of the handshake: Done when it is through.
    Status handshake();
    /// Whether the last step of the handshake waits for room in the socket, not for bytes.
    [[nodiscard]] bool wantsToWrite() const;
    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// The peer has sent anything at all.
    [[nodiscard]] bool hasPeerSpoken() const { return m_hasPeerSpoken; }

    /// Fills the buffer as far as it can; the status tells why it is not full.
    Moved read(char *buffer, qint64 maxBytes);
    /// Whether read() would give something, without taking it.
    Status peek();
    /// True if bytes may wait in here that the socket does not announce any more.
    [[nodiscard]] bool mayHaveMore() const;
    /// Later: a record was begun, and the next call has to begin with the same bytes, at least
    /// as many as `begun`.
    Moved write(const char *bytes, qint64 count, qint64 *begun);
    /// Done when close_notify was handed to the socket.
    Status sendCloseNotify();

    [[nodiscard]] TlsFacts facts() const;
    /// Whether an end without close_notify is an end at all.
    [[nodiscard]] bool needsCloseNotify() const
    {
        return m_setup.context->material().settings.needsCloseNotify;
    }
    [[nodiscard]] QString errorText() const { return QString::fromUtf8(m_error); }

    // For the callbacks of TlsContext.
    static TlsStream &of(const SSL *ssl);
    [[nodiscard]] const TlsMark &mark() const { return m_setup.mark; }
    bool takesTicket(QByteArrayView mark);
    /// In or after the handshake: the mark in the client's ticket; empty: it brought none of ours.
    [[nodiscard]] QByteArray offeredMark() const { return m_offeredMark; }
    /// In or after the handshake: of the session that goes on; empty: none does.
    [[nodiscard]] QByteArray resumedSessionId() const;

    // For its BIO: what the socket says.
    int receive(char *buffer, int size);
    int transmit(const char *bytes, int size);

private:
    Status judge(int result);

    TlsSetup m_setup;
    OpensslPtr<SSL, SSL_free> m_ssl;
    QByteArray m_error;
    QByteArray m_offeredMark;
    qint64 m_handshakeBytesLeft;
    int m_descriptor;
    int m_lastNeed = 0;  // of SSL_get_error()
    bool m_isReady = false;
    bool m_hasPeerSpoken = false;
    bool m_isLineEnded = false;
    bool m_isLineBroken = false;
    bool m_isBufferFilled = false;  // the last read() ended because the caller's buffer was full
    bool m_isTicketOfControl = false;
    bool m_hasSeenTicket = false;
};

}  // namespace cosftp
