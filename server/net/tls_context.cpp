// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tls_context.h"

#include "net/tls_stream.h"

#include <openssl/pem.h>
#include <openssl/rand.h>

namespace cosftp {

namespace {

using Bio = OpensslPtr<BIO, BIO_free_all>;
using Certificate = OpensslPtr<X509, X509_free>;
using Key = OpensslPtr<EVP_PKEY, EVP_PKEY_free>;

// Sessions of clients without tickets (TLS 1.2) stay in memory here.
constexpr long cachedSessions = 2000;
// A client that is logged in for longer than a session lives could not resume it any more, and
// FileZilla gives up then.
constexpr long sessionLifetimeSeconds = 7L * 24 * 3600;
constexpr unsigned char sessionContext[] = "cosftp";
// Forward secrecy and AEAD first; the rest is for old devices. ECDSA before all, so that clients
// that know our usual certificate are not shown the one for old clients.
constexpr auto ciphers =
    "aECDSA+AESGCM:aECDSA+CHACHA20:ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:DHE+CHACHA20:HIGH"
    ":!aNULL:!eNULL:!PSK:!SRP:!MD5:!3DES:!CAMELLIA:!ARIA";

Failure refused(const char *what)
{
    return Failure::of(Failure::Code::Invalid,
                       QStringLiteral("TLS: %1: %2")
                           .arg(QString::fromLatin1(what), QString::fromUtf8(opensslError())));
}

Bio bioOf(const QByteArray &text)
{
    return Bio(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
}

bool useChain(SSL_CTX *context, const QByteArray &pem)
{
    const Bio bio = bioOf(pem);
    const Certificate own(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!own || SSL_CTX_use_certificate(context, own.get()) != 1)
        return false;
    while (Certificate next{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
        if (SSL_CTX_add1_chain_cert(context, next.get()) != 1)
            return false;
    ERR_clear_error();  // the end of the file is reported as an error
    return true;
}

bool useKey(SSL_CTX *context, const QByteArray &pem)
{
    const Bio bio = bioOf(pem);
    const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    return key && SSL_CTX_use_PrivateKey(context, key.get()) == 1
           && SSL_CTX_check_private_key(context) == 1;
}

// A browser that was lured to this port offers HTTP's names (the ALPACA attack). FileZilla's own
// protocol name behind "ftp" is not chosen: it changes the order of commands.
int chooseProtocol(SSL *, const unsigned char **chosen, unsigned char *chosenSize,
                   const unsigned char *offered, unsigned int offeredSize, void *)
{
    const QByteArrayView all(offered, static_cast<qsizetype>(offeredSize));
    for (qsizetype at = 0; at < all.size();) {
        const qsizetype size = static_cast<unsigned char>(all.at(at));
        if (all.sliced(at + 1, std::min(size, all.size() - at - 1)) == "ftp") {
            *chosen = offered + at + 1;
            *chosenSize = 3;
            return SSL_TLSEXT_ERR_OK;
        }
        at += 1 + size;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

int markTicket(SSL *ssl, void *)
{
    const TlsMark &mark = TlsStream::of(ssl).mark();
    return SSL_SESSION_set1_ticket_appdata(SSL_get_session(ssl), mark.data(), mark.size());
}

// Here and not after the handshake, because then the mark may be a new ticket's.
SSL_TICKET_RETURN judgeTicket(SSL *ssl, SSL_SESSION *session, const unsigned char *, size_t,
                              SSL_TICKET_STATUS status, void *)
{
    if (status != SSL_TICKET_SUCCESS && status != SSL_TICKET_SUCCESS_RENEW)
        return SSL_TICKET_RETURN_IGNORE_RENEW;
    void *data = nullptr;
    size_t size = 0;
    SSL_SESSION_get0_ticket_appdata(session, &data, &size);
    return TlsStream::of(ssl).takesTicket(
               QByteArrayView(static_cast<const char *>(data), static_cast<qsizetype>(size)))
               // Renewed, so that the client's next ticket carries this session's mark.
               ? SSL_TICKET_RETURN_USE_RENEW
               : SSL_TICKET_RETURN_IGNORE_RENEW;
}

// "*.example.com" stands for exactly one label.
bool isNamed(const QStringList &names, const QString &host)
{
    const qsizetype dot = host.indexOf(QLatin1Char('.'));
    const QString pattern = dot < 0 ? QString() : QLatin1Char('*') + host.sliced(dot);
    return names.contains(host, Qt::CaseInsensitive)
           || (!pattern.isEmpty() && names.contains(pattern, Qt::CaseInsensitive));
}

void setRules(SSL_CTX *context, const TlsSettings &settings)
{
    SSL_CTX_set_min_proto_version(context, settings.minimumVersion == TlsSettings::Version::Tls13
                                               ? TLS1_3_VERSION
                                               : TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                     | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                                  | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_dh_auto(context, 1);
    SSL_CTX_set_session_id_context(context, sessionContext, sizeof(sessionContext));
    SSL_CTX_sess_set_cache_size(context, cachedSessions);
    SSL_CTX_set_timeout(context, sessionLifetimeSeconds);
    SSL_CTX_set_session_ticket_cb(context, markTicket, judgeTicket, nullptr);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
}

}  // namespace

void CurrentTls::set(std::shared_ptr<const TlsContext> context)
{
    const QMutexLocker lock(&m_mutex);
    m_context = std::move(context);
}

std::shared_ptr<const TlsContext> CurrentTls::get() const
{
    const QMutexLocker lock(&m_mutex);
    return m_context;
}

TlsMark newTlsMark()
{
    TlsMark mark{};
    const int isRandom = RAND_bytes(mark.data(), static_cast<int>(mark.size()));
    Q_ASSERT(isRandom == 1);
    Q_UNUSED(isRandom)
    return mark;
}

Result<std::shared_ptr<const TlsContext>> TlsContext::create(const TlsMaterial &material)
{
    const std::shared_ptr<TlsContext> made(new TlsContext);
    made->m_material = material;
    Result<Context> main = made->makeContext(material.pair);
    if (!main)
        return main.error();
    made->m_context = std::move(*main);
    if (const Outcome added = made->addPairForOld(made->m_context.get()); !added)
        return added.error();
    const Result<CertificateFacts> facts = certificateFacts(material.pair.chain);
    if (!facts)
        return facts.error();
    made->m_facts = *facts;
    for (const CertificatePair &pair : material.more) {
        Result<Context> context = made->makeContext(pair);
        const Result<CertificateFacts> other = certificateFacts(pair.chain);
        if (!context || !other)
            return context ? other.error() : context.error();
        made->m_named.push_back(
            {other->names + QStringList{other->commonName}, std::move(*context)});
    }
    SSL_CTX_callback_ctrl(made->m_context.get(), SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                          reinterpret_cast<void (*)()>(&TlsContext::chooseByName));
    SSL_CTX_set_tlsext_servername_arg(made->m_context.get(), made.get());
    return std::shared_ptr<const TlsContext>(made);
}

Result<TlsContext::Context> TlsContext::makeContext(const CertificatePair &pair) const
{
    ERR_clear_error();
    Context context(SSL_CTX_new(TLS_server_method()));
    if (!context)
        return refused("no context");
    setRules(context.get(), m_material.settings);
    if (SSL_CTX_set_cipher_list(context.get(), ciphers) != 1)
        return refused("the ciphers");
    if (!useChain(context.get(), pair.chain))
        return refused("the certificate");
    if (!useKey(context.get(), pair.key))
        return refused("the private key");
    if (const Outcome asked = askForClientCertificates(context.get()); !asked)
        return asked.error();
    return context;
}

// OpenSSL keeps one certificate of each kind of key, and takes what the client's suites allow.
Outcome TlsContext::addPairForOld(SSL_CTX *context) const
{
    const CertificatePair &pair = m_material.pairForOld;
    if (pair.chain.isEmpty())
        return Done{};
    if (!useChain(context, pair.chain))
        return refused("the certificate for old clients");
    return useKey(context, pair.key) ? Outcome(Done{})
                                     : Outcome(refused("the private key for old clients"));
}

// A missing certificate does not end the handshake: who must have one is told so at the login.
Outcome TlsContext::askForClientCertificates(SSL_CTX *context) const
{
    if (m_material.settings.clientCertificate == TlsSettings::ClientCertificate::Off)
        return Done{};
    const Bio bio = bioOf(m_material.clientAuthority);
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    int count = 0;
    while (Certificate authority{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
        if (X509_STORE_add_cert(store, authority.get()) != 1
            || SSL_CTX_add_client_CA(context, authority.get()) != 1)
            return refused("the authority of clients");
        ++count;
    }
    ERR_clear_error();
    if (count == 0)
        return refused("the authority of clients");
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    return Done{};
}

int TlsContext::chooseByName(SSL *ssl, int *, void *self)
{
    const char *host = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    if (host == nullptr)
        return SSL_TLSEXT_ERR_OK;
    for (const Named &named : static_cast<const TlsContext *>(self)->m_named)
        if (isNamed(named.names, QString::fromUtf8(host))) {
            SSL_set_SSL_CTX(ssl, named.context.get());
            break;
        }
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace cosftp
