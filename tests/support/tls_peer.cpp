// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tls_peer.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

namespace cosftp::test {

namespace {

constexpr qint64 patienceMs = 60'000;

void useCertificate(SSL_CTX *context, const CertificatePair &pair)
{
    using Bio = OpensslPtr<BIO, BIO_free_all>;
    const Bio chain(BIO_new_mem_buf(pair.chain.constData(), int(pair.chain.size())));
    const Bio secret(BIO_new_mem_buf(pair.key.constData(), int(pair.key.size())));
    const OpensslPtr<X509, X509_free> certificate(
        PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr));
    const OpensslPtr<EVP_PKEY, EVP_PKEY_free> key(
        PEM_read_bio_PrivateKey(secret.get(), nullptr, nullptr, nullptr));
    if (SSL_CTX_use_certificate(context, certificate.get()) != 1
        || SSL_CTX_use_PrivateKey(context, key.get()) != 1)
        qFatal("a test's client has no certificate");
}

}  // namespace

TlsPeer::TlsPeer(Descriptor socket, const TlsWish &wish)
    : m_socket(std::move(socket)), m_context(SSL_CTX_new(TLS_client_method()))
{
    ::signal(SIGPIPE, SIG_IGN);  // OpenSSL's own socket writes without MSG_NOSIGNAL
    ::fcntl(m_socket.get(), F_SETFL, ::fcntl(m_socket.get(), F_GETFL) | O_NONBLOCK);
    SSL_CTX_set_security_level(m_context.get(), 0);  // older versions are asked for on purpose
    SSL_CTX_set_cipher_list(m_context.get(), wish.ciphers.constData());
    SSL_CTX_set_min_proto_version(m_context.get(), wish.version);
    SSL_CTX_set_max_proto_version(m_context.get(), wish.version);
    SSL_CTX_set_session_cache_mode(m_context.get(),
                                   SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(m_context.get(), keepSession);
    SSL_CTX_set_mode(m_context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (!wish.takesTickets)
        SSL_CTX_set_options(m_context.get(), SSL_OP_NO_TICKET);
    if (!wish.certificate.chain.isEmpty())
        useCertificate(m_context.get(), wish.certificate);
    m_ssl.reset(SSL_new(m_context.get()));
    SSL_set_app_data(m_ssl.get(), this);
    if (!wish.protocols.isEmpty())
        SSL_set_alpn_protos(m_ssl.get(),
                            reinterpret_cast<const unsigned char *>(wish.protocols.constData()),
                            static_cast<unsigned int>(wish.protocols.size()));
    if (!wish.host.isEmpty())
        SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 const_cast<char *>(wish.host.constData()));
    if (wish.session != nullptr) {
        const TlsSession own(SSL_SESSION_dup(wish.session));
        SSL_set_session(m_ssl.get(), own.get());
    }
    SSL_set_fd(m_ssl.get(), m_socket.get());
    SSL_set_connect_state(m_ssl.get());
}

TlsPeer::~TlsPeer() = default;

int TlsPeer::keepSession(SSL *ssl, SSL_SESSION *session)
{
    static_cast<TlsPeer *>(SSL_get_app_data(ssl))->m_session.reset(session);
    return 1;  // it is ours now
}

// True: try again.
bool TlsPeer::waitFor(int result)
{
    const int need = SSL_get_error(m_ssl.get(), result);
    if ((need != SSL_ERROR_WANT_READ && need != SSL_ERROR_WANT_WRITE)
        || QDeadlineTimer::current().deadline() > m_deadline)
        return false;
    QCoreApplication::processEvents();
    const int events = need == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    pollfd waiting{m_socket.get(), static_cast<short>(events), 0};
    ::poll(&waiting, 1, 1);
    return true;
}

bool TlsPeer::stepHandshake()
{
    ERR_clear_error();
    return SSL_do_handshake(m_ssl.get()) == 1;
}

bool TlsPeer::handshake()
{
    m_deadline = QDeadlineTimer(patienceMs).deadline();
    int result = 0;
    do {
        ERR_clear_error();
        result = SSL_do_handshake(m_ssl.get());
    } while (result != 1 && waitFor(result));
    return result == 1;
}

bool TlsPeer::put(const QByteArray &bytes)
{
    m_deadline = QDeadlineTimer(patienceMs).deadline();
    qsizetype at = 0;
    while (at < bytes.size()) {
        ERR_clear_error();
        size_t taken = 0;
        const int result =
            SSL_write_ex(m_ssl.get(), bytes.constData() + at, size_t(bytes.size() - at), &taken);
        at += static_cast<qsizetype>(taken);
        if (result != 1 && !waitFor(result))
            return false;
    }
    return true;
}

std::optional<QByteArray> TlsPeer::take(qsizetype limit)
{
    m_deadline = QDeadlineTimer(patienceMs).deadline();
    QByteArray bytes(limit, Qt::Uninitialized);
    for (;;) {
        ERR_clear_error();
        size_t count = 0;
        const int result = SSL_read_ex(m_ssl.get(), bytes.data(), size_t(limit), &count);
        if (result == 1) {
            bytes.truncate(static_cast<qsizetype>(count));
            return bytes;
        }
        if (SSL_get_error(m_ssl.get(), result) == SSL_ERROR_ZERO_RETURN)
            return QByteArray();
        if (!waitFor(result))
            return std::nullopt;
    }
}

std::optional<QByteArray> TlsPeer::takeAll()
{
    QByteArray all;
    for (;;) {
        const std::optional<QByteArray> piece = take();
        if (!piece)
            return std::nullopt;
        if (piece->isEmpty())
            return all;
        all += *piece;
    }
}

void TlsPeer::sendCloseNotify()
{
    ERR_clear_error();
    SSL_shutdown(m_ssl.get());
}

void TlsPeer::sendFin() { ::shutdown(m_socket.get(), SHUT_WR); }

void TlsPeer::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
    m_socket.close();
}

void TlsPeer::close() { m_socket.close(); }

Descriptor TlsPeer::takeSocket() { return Descriptor(m_socket.release()); }

bool TlsPeer::renegotiate()
{
    ERR_clear_error();
    return SSL_renegotiate(m_ssl.get()) == 1 && handshake();
}

QByteArray TlsPeer::protocol() const
{
    const unsigned char *name = nullptr;
    unsigned int size = 0;
    SSL_get0_alpn_selected(m_ssl.get(), &name, &size);
    return {reinterpret_cast<const char *>(name), static_cast<qsizetype>(size)};
}

QByteArray TlsPeer::fingerprint() const
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    X509_digest(SSL_get0_peer_certificate(m_ssl.get()), EVP_sha256(), digest, &size);
    return QByteArray(reinterpret_cast<const char *>(digest), static_cast<qsizetype>(size))
        .toHex(':')
        .toUpper();
}

// Of TLS 1.2 without tickets there is no callback: the session itself is it.
TlsSession TlsPeer::session() const
{
    const SSL_SESSION *newest = m_session ? m_session.get() : SSL_get_session(m_ssl.get());
    return TlsSession(newest != nullptr ? SSL_SESSION_dup(newest) : nullptr);
}

}  // namespace cosftp::test
