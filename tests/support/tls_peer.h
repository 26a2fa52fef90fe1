// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/certificate.h"
#include "core/openssl.h"
#include "net/descriptor.h"

#include <openssl/ssl.h>

#include <optional>

namespace cosftp::test {

using TlsSession = OpensslPtr<SSL_SESSION, SSL_SESSION_free>;

/// What a test's TLS client asks for.
struct TlsWish
{
    int version = 0;                       ///< TLS1_2_VERSION, TLS1_3_VERSION; 0: the newest.
    const SSL_SESSION *session = nullptr;  ///< To go on with.
    QByteArray protocols = {};             ///< ALPN, in the form of the wire: "\3ftp".
    QByteArray host = {};                  ///< SNI.
    bool takesTickets = true;
    CertificatePair certificate = {};
    QByteArray ciphers = "ALL:@SECLEVEL=0";  ///< Of TLS 1.2, as OpenSSL names them.
};

/// The client's side of a TLS connection over a raw socket. Whatever waits turns the event loop of
/// the test's thread meanwhile, and gives up after a minute.
class TlsPeer
{
public:
    explicit TlsPeer(Descriptor socket, const TlsWish &wish = {});
    ~TlsPeer();
    Q_DISABLE_COPY_MOVE(TlsPeer)

    bool handshake();
    /// One step; true when it is through.
    bool stepHandshake();
    bool put(const QByteArray &bytes);
    /// What comes next; empty: close_notify; nothing: the line ended without, or broke.
    std::optional<QByteArray> take(qsizetype limit = 65536);
    /// Everything until close_notify; nothing if the end was another one.
    std::optional<QByteArray> takeAll();
    void sendCloseNotify();
    void sendFin();  ///< Nothing of TLS.
    void reset();
    void close();
    bool renegotiate();

    [[nodiscard]] bool isResumed() const { return SSL_session_reused(m_ssl.get()) == 1; }
    [[nodiscard]] QByteArray version() const { return SSL_get_version(m_ssl.get()); }
    [[nodiscard]] QByteArray protocol() const;     ///< Of ALPN.
    [[nodiscard]] QByteArray fingerprint() const;  ///< Of the server's certificate.
    /// A copy of the newest session that can be gone on with; null if there is none.
    [[nodiscard]] TlsSession session() const;
    [[nodiscard]] const Descriptor &socket() const { return m_socket; }
    /// Gives the socket back, for what comes behind TLS.
    Descriptor takeSocket();

private:
    bool waitFor(int result);
    static int keepSession(SSL *ssl, SSL_SESSION *session);

    Descriptor m_socket;
    OpensslPtr<SSL_CTX, SSL_CTX_free> m_context;
    OpensslPtr<SSL, SSL_free> m_ssl;
    TlsSession m_session;
    qint64 m_deadline = 0;
};

}  // namespace cosftp::test
