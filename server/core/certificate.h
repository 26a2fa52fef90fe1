// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

namespace cosftp {

/// A certificate with its chain, and its private key, as PEM texts. The key is a secret.
struct CertificatePair
{
    QByteArray chain;
    QByteArray key;
    bool operator==(const CertificatePair &) const = default;
};

/// What people want to know of a certificate.
struct CertificateFacts
{
    QString commonName;
    QStringList names;  ///< DNS names and IP addresses.
    QDateTime validFrom;
    QDateTime validUntil;
    QByteArray fingerprint;  ///< SHA-256 of the whole, "AB:CD:...".
};

/// Of the first certificate in a PEM text. Fails with Code::Invalid and, as all in this file, a
/// detail of the form "what is wrong, what would be right".
Result<CertificateFacts> certificateFacts(const QByteArray &pem);

/// Whether the text holds a private key that needs no pass phrase.
Outcome checkPrivateKey(const QByteArray &pem);
/// Whether the key is the certificate's. Both were found to be readable before.
Outcome checkKeyMatches(const CertificatePair &pair);

/// The files of a certificate and of its key (empty: in the certificate's file).
Result<CertificatePair> readCertificatePair(const QString &certificateFile, const QString &keyFile);
/// A PEM file as it is; a regular file of at most 1 MiB.
Result<QByteArray> readPemFile(const QString &path);

enum class KeyKind {
    P256,
    Rsa2048  ///< For old clients; takes a tenth of a second to make.
};

/// A new key and a certificate for these names (the first one is the common name), signed by
/// itself, valid for ten years.
Result<CertificatePair> makeSelfSigned(const QStringList &names, KeyKind kind = KeyKind::P256);

}  // namespace cosftp
