// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/remembered_logins.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <chrono>

namespace cosftp {

namespace {
constexpr qsizetype mostDigests = 10'000;
constexpr std::chrono::minutes rememberedFor{5};
constexpr qsizetype keyBytes = 32;
}  // namespace

RememberedLogins::RememberedLogins() : m_key(keyBytes, '\0')
{
    for (char &byte : m_key)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
}

QByteArray RememberedLogins::digestOf(const QByteArray &name, const QByteArray &hash,
                                      const QByteArray &password) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_key);
    for (const QByteArray &piece : {name, hash, password}) {
        code.addData(QByteArray::number(piece.size()) + ':');  // pieces cannot flow together
        code.addData(piece);
    }
    return code.result();
}

void RememberedLogins::remember(const QByteArray &name, const QByteArray &hash,
                                const QByteArray &password)
{
    const QByteArray digest = digestOf(name, hash, password);
    const QMutexLocker lock(&m_mutex);
    if (m_digests.size() >= mostDigests)
        m_digests.removeIf([](const auto &entry) { return entry.value().hasExpired(); });
    if (m_digests.size() >= mostDigests)
        m_digests.clear();
    m_digests.insert(digest, QDeadlineTimer(rememberedFor));
}

bool RememberedLogins::knows(const QByteArray &name, const QByteArray &hash,
                             const QByteArray &password) const
{
    const QByteArray digest = digestOf(name, hash, password);
    const QMutexLocker lock(&m_mutex);
    const auto found = m_digests.constFind(digest);
    return found != m_digests.constEnd() && !found->hasExpired();
}

}  // namespace cosftp
