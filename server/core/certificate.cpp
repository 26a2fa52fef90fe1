// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/certificate.h"

#include "core/openssl.h"

#include <QFile>
#include <QFileInfo>
#include <QTimeZone>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <array>

namespace cosftp {

namespace {

using Bio = OpensslPtr<BIO, BIO_free_all>;
using Certificate = OpensslPtr<X509, X509_free>;
using Key = OpensslPtr<EVP_PKEY, EVP_PKEY_free>;
using Names = OpensslPtr<GENERAL_NAMES, GENERAL_NAMES_free>;

constexpr qint64 maxPemBytes = 1024LL * 1024;
constexpr long selfSignedSeconds = 3650L * 24 * 3600;

Failure invalid(const QString &text) { return Failure::of(Failure::Code::Invalid, text); }

Bio bioOf(const QByteArray &text)
{
    return Bio(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
}

Certificate certificateIn(const QByteArray &pem)
{
    ERR_clear_error();
    const Bio bio = bioOf(pem);
    return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

// A server that starts by itself has nobody to ask.
int noPassPhrase(char *, int, int, void *) { return -1; }

Key keyIn(const QByteArray &pem)
{
    ERR_clear_error();
    const Bio bio = bioOf(pem);
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassPhrase, nullptr));
}

QDateTime timeOf(const ASN1_TIME *time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), QTimeZone::utc());
}

QString textOf(const ASN1_STRING *text)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)),
                             ASN1_STRING_length(text));
}

QString commonNameOf(const X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return at < 0 ? QString() : textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
}

QString addressOf(const ASN1_OCTET_STRING *bytes)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = ASN1_STRING_length(bytes) == 16 ? AF_INET6 : AF_INET;
    if (family == AF_INET && ASN1_STRING_length(bytes) != 4)
        return {};
    return QString::fromLatin1(
        ::inet_ntop(family, ASN1_STRING_get0_data(bytes), text.data(), text.size()));
}

bool isAddress(const QByteArray &name)
{
    in6_addr ignored{};
    return ::inet_pton(AF_INET, name.constData(), &ignored) == 1
           || ::inet_pton(AF_INET6, name.constData(), &ignored) == 1;
}

QStringList namesOf(const X509 *certificate)
{
    const Names all(static_cast<GENERAL_NAMES *>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    QStringList names;
    for (int at = 0; at < sk_GENERAL_NAME_num(all.get()); ++at) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all.get(), at);
        if (name->type == GEN_DNS)
            names += textOf(name->d.dNSName);
        else if (name->type == GEN_IPADD)
            names += addressOf(name->d.iPAddress);
    }
    return names;
}

QByteArray fingerprintOf(const X509 *certificate)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    X509_digest(certificate, EVP_sha256(), digest, &size);
    return QByteArray(reinterpret_cast<const char *>(digest), static_cast<qsizetype>(size))
        .toHex(':')
        .toUpper();
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

bool addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    const OpensslPtr<X509_EXTENSION, X509_EXTENSION_free> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList all;
    for (const QString &name : names)
        all += (isAddress(name.toUtf8()) ? "IP:" : "DNS:") + name.toUtf8();
    return all.join(',');
}

// The oldest suites encrypt with the key of the certificate.
QByteArray usageOf(const EVP_PKEY *key)
{
    return EVP_PKEY_is_a(key, "RSA") == 1 ? "critical,digitalSignature,keyEncipherment"
                                          : "critical,digitalSignature";
}

Key newKey(KeyKind kind)
{
    constexpr std::size_t rsaBits = 2048;
    return Key(kind == KeyKind::P256 ? EVP_EC_gen("P-256") : EVP_RSA_gen(rsaBits));
}

bool fill(X509 *certificate, EVP_PKEY *key, const QStringList &names)
{
    // Random and positive: browsers and FileZilla refuse two certificates with one number.
    quint64 serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof(serial)) != 1)
        return false;
    constexpr qsizetype maxCommonName = 64;  // X.520
    const QByteArray name = names.first().toUtf8().left(maxCommonName);
    X509_NAME *subject = X509_get_subject_name(certificate);
    return X509_set_version(certificate, X509_VERSION_3) == 1
           && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1
           && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) != nullptr
           && X509_gmtime_adj(X509_getm_notAfter(certificate), selfSignedSeconds) != nullptr
           && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                         reinterpret_cast<const unsigned char *>(name.constData()),
                                         static_cast<int>(name.size()), -1, 0)
                  == 1
           && X509_set_issuer_name(certificate, subject) == 1
           && X509_set_pubkey(certificate, key) == 1
           && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
           && addExtension(certificate, NID_key_usage, usageOf(key))
           && addExtension(certificate, NID_ext_key_usage, "serverAuth,clientAuth")
           && addExtension(certificate, NID_subject_alt_name, alternativeNames(names))
           && X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

Result<CertificateFacts> certificateFacts(const QByteArray &pem)
{
    const Certificate certificate = certificateIn(pem);
    if (!certificate)
        return invalid(QStringLiteral("there is no certificate in the file (%1), a PEM file with "
                                      "BEGIN CERTIFICATE would be right")
                           .arg(QString::fromUtf8(opensslError())));
    CertificateFacts facts;
    facts.commonName = commonNameOf(certificate.get());
    facts.names = namesOf(certificate.get());
    facts.validFrom = timeOf(X509_get0_notBefore(certificate.get()));
    facts.validUntil = timeOf(X509_get0_notAfter(certificate.get()));
    facts.fingerprint = fingerprintOf(certificate.get());
    return facts;
}

Outcome checkPrivateKey(const QByteArray &pem)
{
    if (keyIn(pem))
        return Done{};
    const bool isEncrypted = pem.contains("ENCRYPTED");
    (void)opensslError();
    return invalid(isEncrypted
                       ? QStringLiteral("the private key has a pass phrase, a key without one, in "
                                        "a file of mode 600, would be right")
                       : QStringLiteral("there is no private key in the file, a PEM file with "
                                        "BEGIN PRIVATE KEY would be right"));
}

Outcome checkKeyMatches(const CertificatePair &pair)
{
    const Certificate certificate = certificateIn(pair.chain);
    const Key key = keyIn(pair.key);
    if (certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1)
        return Done{};
    (void)opensslError();
    return invalid(QStringLiteral("the private key is not the certificate's, the key that the "
                                  "certificate was made with would be right"));
}

Result<QByteArray> readPemFile(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (info.exists() && !info.isFile())
        return invalid(QStringLiteral("%1 is not a file, a PEM file would be right").arg(path));
    if (info.size() > maxPemBytes)
        return invalid(
            QStringLiteral("%1 is larger than 1 MiB, a PEM file would be right").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return invalid(QStringLiteral("%1 cannot be read: %2, a PEM file that this user may read "
                                      "would be right")
                           .arg(path, file.errorString()));
    return file.readAll();
}

Result<CertificatePair> readCertificatePair(const QString &certificateFile, const QString &keyFile)
{
    const Result<QByteArray> chain = readPemFile(certificateFile);
    if (!chain)
        return chain.error();
    const Result<QByteArray> key = keyFile.isEmpty() ? chain : readPemFile(keyFile);
    if (!key)
        return key.error();
    return CertificatePair{*chain, *key};
}

Result<CertificatePair> makeSelfSigned(const QStringList &names, KeyKind kind)
{
    ERR_clear_error();
    const Key key = newKey(kind);
    const Certificate certificate(X509_new());
    const Bio chain(BIO_new(BIO_s_mem()));
    const Bio secret(BIO_new(BIO_s_secmem()));
    const bool isMade = key && certificate && chain && secret && !names.isEmpty()
                        && fill(certificate.get(), key.get(), names)
                        && PEM_write_bio_X509(chain.get(), certificate.get()) == 1
                        && PEM_write_bio_PKCS8PrivateKey(secret.get(), key.get(), nullptr, nullptr,
                                                         0, nullptr, nullptr)
                               == 1;
    if (!isMade)
        return Failure::of(Failure::Code::Internal, QStringLiteral("no certificate could be made: ")
                                                        + QString::fromUtf8(opensslError()));
    return CertificatePair{contentOf(chain.get()), contentOf(secret.get())};
}

}  // namespace cosftp
