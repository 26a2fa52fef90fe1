// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/certificate.h"
#include "core/openssl.h"
#include "settings/settings.h"

#include <QMutex>

#include <openssl/ssl.h>

#include <array>
#include <memory>
#include <vector>

namespace cosftp {

/// What TLS connections are made from: the certificates, their keys and the rules of one moment.
struct TlsMaterial
{
    CertificatePair pair;
    QList<CertificatePair> more;  ///< For other host names.
    QByteArray clientAuthority;   ///< PEM; needed if certificates of clients are asked for.
    TlsSettings settings;
    /// For clients that know nothing of the kind of key of `pair`, beside it; may be empty.
    CertificatePair pairForOld = {};
    bool operator==(const TlsMaterial &) const = default;
};

/// Marks the TLS sessions of one control connection, so that a data connection that goes on with
/// one of them is known to come from the same client.
using TlsMark = std::array<unsigned char, 16>;
TlsMark newTlsMark();

/// One generation of certificates: what all TLS connections that begin while it is in force share,
/// above all the keys of session tickets. A session keeps the generation it began with, also for
/// its data connections. Immutable and thread-safe.
class TlsContext
{
public:
    /// Fails with Code::Invalid if OpenSSL does not take the material.
    static Result<std::shared_ptr<const TlsContext>> create(const TlsMaterial &material);

    [[nodiscard]] const TlsMaterial &material() const { return m_material; }
    /// Of the first certificate.
    [[nodiscard]] const CertificateFacts &facts() const { return m_facts; }
    /// A new connection's state; null if there is no memory.
    [[nodiscard]] SSL *newSsl() const { return SSL_new(m_context.get()); }

private:
    using Context = OpensslPtr<SSL_CTX, SSL_CTX_free>;
    struct Named
    {
        QStringList names;
        Context context;
    };

    TlsContext() = default;
    [[nodiscard]] Result<Context> makeContext(const CertificatePair &pair) const;
    [[nodiscard]] Outcome addPairForOld(SSL_CTX *context) const;
    [[nodiscard]] Outcome askForClientCertificates(SSL_CTX *context) const;
    static int chooseByName(SSL *ssl, int *alert, void *self);

    TlsMaterial m_material;
    CertificateFacts m_facts;
    Context m_context;
    std::vector<Named> m_named;
};

/// The generation that new sessions begin with; null: no FTPS. Thread-safe.
class CurrentTls
{
public:
    void set(std::shared_ptr<const TlsContext> context);
    [[nodiscard]] std::shared_ptr<const TlsContext> get() const;

private:
    mutable QMutex m_mutex;
    std::shared_ptr<const TlsContext> m_context;
};

}  // namespace cosftp
