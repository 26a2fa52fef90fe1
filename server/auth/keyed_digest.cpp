// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/keyed_digest.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace cosftp {

namespace {
constexpr qsizetype keyBytes = 32;
}

KeyedDigest::KeyedDigest() : m_key(keyBytes, '\0')
{
    for (char &byte : m_key)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
}

QByteArray KeyedDigest::of(std::initializer_list<QByteArray> pieces) const
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, m_key);
    for (const QByteArray &piece : pieces) {
        code.addData(QByteArray::number(piece.size()) + ':');
        code.addData(piece);
    }
    return code.result();
}

}  // namespace cosftp
