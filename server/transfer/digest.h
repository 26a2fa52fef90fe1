// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCryptographicHash>

#include <optional>

namespace cosftp {

enum class DigestAlgorithm { Crc32, Md5, Sha1, Sha256, Sha512 };

/// "SHA-256" and so on: the names of the command HASH.
const char *nameOf(DigestAlgorithm algorithm);
/// Any case; no value for a name that is not known.
std::optional<DigestAlgorithm> digestAlgorithm(const QByteArray &name);

/// A checksum over bytes that come one piece after another.
class Digest
{
public:
    explicit Digest(DigestAlgorithm algorithm);

    void add(QByteArrayView bytes);
    [[nodiscard]] QByteArray hex() const;  ///< Lower case.

private:
    std::optional<QCryptographicHash> m_hash;  ///< Not set for CRC-32.
    quint32 m_crc = 0;
};

}  // namespace cosftp
