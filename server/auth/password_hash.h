// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace cosftp {

/// True if the texts are the same; takes the same time wherever they differ and however long they
/// are apart from their own length.
bool isSameSecret(const QByteArray &first, const QByteArray &second);

/// True if the password has this hash (scrypt, or crypt(5)). Slow on purpose: some hundred
/// milliseconds.
bool hasPasswordHash(const QByteArray &password, const QByteArray &hash);

}  // namespace cosftp
