// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/password_hash.h"

#include "auth/user_directory.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <crypt.h>

namespace cosftp {

namespace {

/// The text of a scrypt hash, "$scrypt$ln=14,r=8,p=5$SALT$HASH" with base 64 without padding.
struct ScryptHash
{
    quint64 log2Cost = 14;  // these three: 16 MiB, some 150 ms
    quint64 blockSize = 8;
    quint64 parallelism = 5;
    QByteArray salt;
    QByteArray digest;

    [[nodiscard]] QByteArray text() const
    {
        constexpr auto base64 = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;
        return "$scrypt$ln=" + QByteArray::number(log2Cost) + ",r=" + QByteArray::number(blockSize)
               + ",p=" + QByteArray::number(parallelism) + '$' + salt.toBase64(base64) + '$'
               + digest.toBase64(base64);
    }
};

constexpr qsizetype saltBytes = 16;
constexpr qsizetype digestBytes = 32;
constexpr quint64 mostMemoryBytes = 256ULL * 1024 * 1024;

// Nothing for other texts, and for costs that would take the memory of the machine.
std::optional<ScryptHash> scryptFrom(const QByteArray &text)
{
    static const QRegularExpression form(QStringLiteral(
        "^\\$scrypt\\$ln=([0-9]{1,2}),r=([0-9]{1,2}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$"
        "([A-Za-z0-9+/]{43})$"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(text));
    if (!match.hasMatch())
        return std::nullopt;
    ScryptHash hash;
    hash.log2Cost = match.captured(1).toULongLong();
    hash.blockSize = match.captured(2).toULongLong();
    hash.parallelism = match.captured(3).toULongLong();
    hash.salt = QByteArray::fromBase64(match.captured(4).toLatin1());
    hash.digest = QByteArray::fromBase64(match.captured(5).toLatin1());
    const bool isSane = hash.log2Cost >= 1 && hash.log2Cost <= 20 && hash.blockSize >= 1
                        && hash.parallelism >= 1
                        && (128ULL << hash.log2Cost) * hash.blockSize <= mostMemoryBytes;
    return isSane ? std::optional(hash) : std::nullopt;
}

// Empty if OpenSSL refuses (no memory).
QByteArray scrypted(const QByteArray &password, const ScryptHash &hash)
{
    QByteArray digest(digestBytes, Qt::Uninitialized);
    const bool isDone =
        EVP_PBE_scrypt(password.constData(), static_cast<std::size_t>(password.size()),
                       reinterpret_cast<const unsigned char *>(hash.salt.constData()),
                       static_cast<std::size_t>(hash.salt.size()), 1ULL << hash.log2Cost,
                       hash.blockSize, hash.parallelism, 2 * mostMemoryBytes,
                       reinterpret_cast<unsigned char *>(digest.data()),
                       static_cast<std::size_t>(digest.size()))
        == 1;
    return isDone ? digest : QByteArray();
}

// Empty if the library refuses the setting or the password.
QByteArray crypted(const QByteArray &password, const QByteArray &setting)
{
    if (password.contains('\0'))  // crypt(3) would read up to the NUL only
        return {};
    auto data = std::make_unique<crypt_data>();  // 32 KiB, too much for the stack of a helper
    const char *hash =
        crypt_rn(password.constData(), setting.constData(), data.get(), sizeof(crypt_data));
    return hash == nullptr ? QByteArray() : QByteArray(hash);
}

}  // namespace

bool isSameSecret(const QByteArray &first, const QByteArray &second)
{
    const QByteArray left = QCryptographicHash::hash(first, QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(second, QCryptographicHash::Sha256);
    unsigned difference = 0;
    for (qsizetype at = 0; at < left.size(); ++at)
        difference |= static_cast<unsigned char>(left[at]) ^ static_cast<unsigned char>(right[at]);
    return difference == 0;
}

bool hasPasswordHash(const QByteArray &password, const QByteArray &hash)
{
    if (const std::optional<ScryptHash> scrypt = scryptFrom(hash)) {
        const QByteArray digest = scrypted(password, *scrypt);
        return !digest.isEmpty() && isSameSecret(digest, scrypt->digest);
    }
    const QByteArray computed = crypted(password, hash);
    return !computed.isEmpty() && isSameSecret(computed, hash);
}

Result<QByteArray> hashPassword(const QByteArray &password)
{
    if (password.isEmpty() || password.contains('\0'))
        return Failure::of(Failure::Code::Invalid,
                           QStringLiteral("the password is empty or has a NUL byte"));
    ScryptHash hash;
    hash.salt = QByteArray(saltBytes, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(hash.salt.data()), saltBytes) != 1)
        return Failure::of(Failure::Code::Internal, QStringLiteral("no salt could be made"));
    hash.digest = scrypted(password, hash);
    if (hash.digest.isEmpty())
        return Failure::of(Failure::Code::Internal, QStringLiteral("no memory for the hash"));
    return hash.text();
}

bool isPasswordHash(QByteArrayView text)
{
    constexpr qsizetype shortestDigest = 43;  // 256 bits in the base 64 of crypt(5)
    const QByteArray hash = text.toByteArray();
    if (scryptFrom(hash))
        return true;
    return hash.startsWith('$') && hash.size() - hash.lastIndexOf('$') > shortestDigest
           && !hash.contains('\0') && crypt_checksalt(hash.constData()) == CRYPT_SALT_OK;
}

}  // namespace cosftp
