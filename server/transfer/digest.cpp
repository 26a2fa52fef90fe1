// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/digest.h"

#include <algorithm>
#include <array>
#include <lzma.h>

namespace cosftp {

namespace {

struct Row
{
    DigestAlgorithm algorithm;
    const char *name;
    std::optional<QCryptographicHash::Algorithm> qtAlgorithm;
};

const std::array<Row, 5> rows{{{DigestAlgorithm::Crc32, "CRC32", std::nullopt},
                               {DigestAlgorithm::Md5, "MD5", QCryptographicHash::Md5},
                               {DigestAlgorithm::Sha1, "SHA-1", QCryptographicHash::Sha1},
                               {DigestAlgorithm::Sha256, "SHA-256", QCryptographicHash::Sha256},
                               {DigestAlgorithm::Sha512, "SHA-512", QCryptographicHash::Sha512}}};

const Row &rowOf(DigestAlgorithm algorithm) { return rows.at(static_cast<std::size_t>(algorithm)); }

}  // namespace

const char *nameOf(DigestAlgorithm algorithm) { return rowOf(algorithm).name; }

std::optional<DigestAlgorithm> digestAlgorithm(const QByteArray &name)
{
    const auto *const found =
        std::find_if(rows.begin(), rows.end(),
                     [upper = name.toUpper()](const Row &row) { return upper == row.name; });
    return found == rows.end() ? std::nullopt : std::optional(found->algorithm);
}

Digest::Digest(DigestAlgorithm algorithm)
{
    if (const auto qtAlgorithm = rowOf(algorithm).qtAlgorithm)
        m_hash.emplace(*qtAlgorithm);
}

void Digest::add(QByteArrayView bytes)
{
    if (m_hash)
        m_hash->addData(bytes);
    else
        m_crc = lzma_crc32(reinterpret_cast<const quint8 *>(bytes.data()),
                           static_cast<std::size_t>(bytes.size()), m_crc);
}

QByteArray Digest::hex() const
{
    constexpr int crcDigits = 8;
    constexpr int base = 16;
    return m_hash ? m_hash->result().toHex()
                  : QByteArray::number(m_crc, base).rightJustified(crcDigits, '0');
}

}  // namespace cosftp
