// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/password_hash.h"

#include "auth/user_directory.h"

#include <QCryptographicHash>

#include <array>
#include <crypt.h>

namespace cosftp {

namespace {

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
    const QByteArray computed = crypted(password, hash);
    return !computed.isEmpty() && isSameSecret(computed, hash);
}

Result<QByteArray> hashPassword(const QByteArray &password)
{
    if (password.isEmpty() || password.contains('\0'))
        return Failure::of(Failure::Code::Invalid,
                           QStringLiteral("the password is empty or has a NUL byte"));
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    if (crypt_gensalt_rn("$y$", 0, nullptr, 0, setting.data(), static_cast<int>(setting.size()))
        == nullptr)
        return Failure::of(Failure::Code::Internal, QStringLiteral("no salt could be made"));
    QByteArray hash = crypted(password, QByteArray(setting.data()));
    if (hash.isEmpty())
        return Failure::of(Failure::Code::Invalid,
                           QStringLiteral("the password is longer than 511 bytes"));
    return hash;
}

bool isPasswordHash(QByteArrayView text)
{
    constexpr qsizetype shortestDigest = 43;  // 256 bits in the base 64 of crypt(5)
    const QByteArray hash = text.toByteArray();
    return hash.startsWith('$') && hash.size() - hash.lastIndexOf('$') > shortestDigest
           && !hash.contains('\0') && crypt_checksalt(hash.constData()) == CRYPT_SALT_OK;
}

}  // namespace cosftp
