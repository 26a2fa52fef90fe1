// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_stream.h"

#include <openssl/x509.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace cosftp {

namespace {

constexpr qint64 maxHandshakeBytes = 64LL * 1024;
constexpr qint64 recordBytes = 16LL * 1024;
// Records are read in pieces of this size: a third of the system calls.
constexpr size_t dataReadAheadBytes = 64UL * 1024;

// --- The socket as OpenSSL sees it. Its own kind of socket would raise SIGPIPE and hides whether
// the line ended or broke.

TlsStream &streamOf(BIO *bio) { return *static_cast<TlsStream *>(BIO_get_data(bio)); }

int readSocket(BIO *bio, char *buffer, int size)
{
    BIO_clear_retry_flags(bio);
    const int count = streamOf(bio).receive(buffer, size);
    if (count < 0 && errno == EAGAIN)
        BIO_set_retry_read(bio);
    return count;
}

int writeSocket(BIO *bio, const char *bytes, int size)
{
    BIO_clear_retry_flags(bio);
    const int count = streamOf(bio).transmit(bytes, size);
    if (count < 0 && errno == EAGAIN)
        BIO_set_retry_write(bio);
    return count;
}

long controlSocket(BIO *, int command, long, void *) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO_METHOD *socketMethod()
{
    static BIO_METHOD *const method = [] {
        BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
        BIO_meth_set_read(made, readSocket);
        BIO_meth_set_write(made, writeSocket);
        BIO_meth_set_ctrl(made, controlSocket);
        return made;
    }();
    return method;
}

QString commonNameOf(const X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0)
        return {};
    const ASN1_STRING *text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    return QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)),
                             ASN1_STRING_length(text));
}

QByteArray sessionIdOf(const SSL *ssl)
{
    unsigned int size = 0;
    const unsigned char *id = SSL_SESSION_get_id(SSL_get_session(ssl), &size);
    return {reinterpret_cast<const char *>(id), static_cast<qsizetype>(size)};
}

}  // namespace

TlsStream::TlsStream(const TlsSetup &setup, int descriptor)
    : m_setup(setup), m_ssl(setup.context->newSsl()), m_handshakeBytesLeft(maxHandshakeBytes),
      m_descriptor(descriptor)
{
    BIO *bio = BIO_new(socketMethod());
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl.get(), bio, bio);
    SSL_set_app_data(m_ssl.get(), this);
    SSL_set_accept_state(m_ssl.get());
    if (setup.role != TlsSetup::Role::Data)
        return;
    // A client that only sends never reads them: its system would answer the unread bytes with a
    // reset when it closes, and the end of the upload would be lost. It resumes from the control
    // connection's tickets.
    SSL_set_num_tickets(m_ssl.get(), 0);
    SSL_set_read_ahead(m_ssl.get(), 1);
    SSL_set_default_read_buffer_len(m_ssl.get(), dataReadAheadBytes);
}

// Whatever the end was like, other connections may go on with its session.
TlsStream::~TlsStream()
{
    if (m_isReady)
        SSL_set_shutdown(m_ssl.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

TlsStream &TlsStream::of(const SSL *ssl)
{
    return *static_cast<TlsStream *>(SSL_get_app_data(ssl));
}

int TlsStream::receive(char *buffer, int size)
{
    if (!m_isReady && m_handshakeBytesLeft <= 0) {
        m_error = "the handshake is too long";
        m_isLineBroken = true;
        errno = EPROTO;
        return -1;
    }
    ssize_t count = 0;
    do {
        count = ::recv(m_descriptor, buffer, static_cast<size_t>(size), 0);
    } while (count < 0 && errno == EINTR);
    if (count > 0 && !m_isReady)
        m_handshakeBytesLeft -= count;
    m_hasPeerSpoken = m_hasPeerSpoken || count > 0;
    m_isLineEnded = m_isLineEnded || count == 0;
    m_isLineBroken = m_isLineBroken || (count < 0 && errno != EAGAIN);
    return static_cast<int>(count);
}

int TlsStream::transmit(const char *bytes, int size)
{
    ssize_t count = 0;
    do {
        count = ::send(m_descriptor, bytes, static_cast<size_t>(size), MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    m_isLineBroken = m_isLineBroken || (count < 0 && errno != EAGAIN);
    return static_cast<int>(count);
}

// `result` is what an SSL call gave that did not succeed.
TlsStream::Status TlsStream::judge(int result)
{
    m_lastNeed = SSL_get_error(m_ssl.get(), result);
    if (m_lastNeed == SSL_ERROR_WANT_READ || m_lastNeed == SSL_ERROR_WANT_WRITE)
        return Status::Later;
    if (m_lastNeed == SSL_ERROR_ZERO_RETURN)
        return Status::Finished;
    if (m_error.isEmpty() && !m_isLineEnded && !m_isLineBroken)
        m_error = opensslError();
    ERR_clear_error();
    if (m_isLineEnded && !m_isLineBroken)
        return Status::Unprotected;
    if (m_error.isEmpty())
        m_error = "the connection was reset";
    return Status::Broken;
}

TlsStream::Status TlsStream::handshake()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(m_ssl.get());
    if (result != 1)
        return judge(result);
    m_isReady = true;
    m_isBufferFilled = true;  // the client's first bytes may have come with the handshake's last
    return Status::Done;
}

bool TlsStream::wantsToWrite() const { return m_lastNeed == SSL_ERROR_WANT_WRITE; }

TlsStream::Moved TlsStream::read(char *buffer, qint64 maxBytes)
{
    Moved moved;
    while (moved.count < maxBytes) {
        ERR_clear_error();
        size_t count = 0;
        const int result = SSL_read_ex(m_ssl.get(), buffer + moved.count,
                                       static_cast<size_t>(maxBytes - moved.count), &count);
        if (result != 1) {
            moved.status = judge(result);
            break;
        }
        moved.count += static_cast<qint64>(count);
    }
    m_isBufferFilled = moved.status == Status::Done;
    return moved;
}

TlsStream::Status TlsStream::peek()
{
    ERR_clear_error();
    char byte = 0;
    size_t count = 0;
    const int result = SSL_peek_ex(m_ssl.get(), &byte, 1, &count);
    m_isBufferFilled = m_isBufferFilled || result == 1;
    return result == 1 ? Status::Done : judge(result);
}

bool TlsStream::mayHaveMore() const
{
    return m_isReady && m_isBufferFilled && SSL_has_pending(m_ssl.get()) == 1;
}

TlsStream::Moved TlsStream::write(const char *bytes, qint64 count, qint64 *begun)
{
    Moved moved;
    *begun = 0;
    while (moved.count < count) {
        ERR_clear_error();
        const qint64 wanted = std::min(count - moved.count, recordBytes);
        size_t taken = 0;
        const int result =
            SSL_write_ex(m_ssl.get(), bytes + moved.count, static_cast<size_t>(wanted), &taken);
        if (result != 1) {
            moved.status = judge(result);
            *begun = moved.status == Status::Later ? wanted : 0;
            break;
        }
        moved.count += static_cast<qint64>(taken);
    }
    return moved;
}

TlsStream::Status TlsStream::sendCloseNotify()
{
    if (!m_isReady || m_isLineBroken)
        return Status::Done;
    ERR_clear_error();
    const int result = SSL_shutdown(m_ssl.get());
    return result >= 0 ? Status::Done : judge(result);
}

// A data connection that brings a ticket of another session is not refused for that: it is merely
// not resumed.
bool TlsStream::takesTicket(QByteArrayView mark)
{
    const QByteArrayView own(m_setup.mark.data(), static_cast<qsizetype>(m_setup.mark.size()));
    m_hasSeenTicket = true;
    m_offeredMark = mark.toByteArray();
    m_isTicketOfControl = mark == own;
    const bool mayResumeData =
        m_setup.context->material().settings.dataSession != TlsSettings::DataSession::Off;
    return m_setup.role == TlsSetup::Role::Control || (mayResumeData && m_isTicketOfControl);
}

QByteArray TlsStream::resumedSessionId() const
{
    return SSL_session_reused(m_ssl.get()) == 1 ? sessionIdOf(m_ssl.get()) : QByteArray();
}

TlsFacts TlsStream::facts() const
{
    TlsFacts facts;
    facts.version = SSL_get_version(m_ssl.get());
    facts.cipher = SSL_get_cipher_name(m_ssl.get());
    facts.isResumed = SSL_session_reused(m_ssl.get()) == 1;
    facts.sessionId = sessionIdOf(m_ssl.get());
    facts.hostName = SSL_get_servername(m_ssl.get(), TLSEXT_NAMETYPE_host_name);
    const bool isOfSession =
        m_hasSeenTicket ? m_isTicketOfControl
                        : !facts.sessionId.isEmpty() && facts.sessionId == m_setup.sessionId;
    facts.isOfControl = facts.isResumed && isOfSession;
    const X509 *certificate = SSL_get0_peer_certificate(m_ssl.get());
    facts.hasClientCertificate =
        certificate != nullptr && SSL_get_verify_result(m_ssl.get()) == X509_V_OK;
    if (facts.hasClientCertificate)
        facts.clientName = commonNameOf(certificate);
    return facts;
}

}  // namespace cosftp
