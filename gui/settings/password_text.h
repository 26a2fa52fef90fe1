// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace cosftp {

/// A random password of 20 letters and digits that cannot be mistaken for one another (no 0, O, 1,
/// l, I); more than 110 bits.
QString generatedUserPassword();

enum class PasswordStrength { None, Weak, Fair, Strong };
/// A guess from length and kinds of characters; the user's name in it makes it weak.
PasswordStrength strengthOf(const QString &password, const QString &userName);
QString strengthText(PasswordStrength strength);

}  // namespace cosftp
