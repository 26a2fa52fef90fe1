// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/password_text.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QSet>

#include <cmath>

namespace cosftp {

namespace {

constexpr int generatedLength = 20;
constexpr double fairBits = 45;
constexpr double strongBits = 70;

// How many characters there are of the kinds that occur.
int alphabetOf(const QString &password)
{
    bool hasLower = false;
    bool hasUpper = false;
    bool hasDigit = false;
    bool hasOther = false;
    for (const QChar letter : password) {
        hasLower |= letter.isLower();
        hasUpper |= letter.isUpper();
        hasDigit |= letter.isDigit();
        hasOther |= !letter.isLetterOrNumber();
    }
    return (hasLower ? 26 : 0) + (hasUpper ? 26 : 0) + (hasDigit ? 10 : 0) + (hasOther ? 30 : 0);
}

}  // namespace

QString generatedUserPassword()
{
    static const QString letters =
        QStringLiteral("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789");
    QString password;
    for (int at = 0; at < generatedLength; ++at)
        password += letters[QRandomGenerator::system()->bounded(static_cast<int>(letters.size()))];
    return password;
}

PasswordStrength strengthOf(const QString &password, const QString &userName)
{
    if (password.isEmpty())
        return PasswordStrength::None;
    if (!userName.isEmpty() && password.contains(userName, Qt::CaseInsensitive))
        return PasswordStrength::Weak;
    const QSet<QChar> different(password.begin(), password.end());
    const auto length = static_cast<double>(std::min(password.size(), 2 * different.size()));
    const double bits = length * std::log2(std::max(2, alphabetOf(password)));
    if (bits < fairBits)
        return PasswordStrength::Weak;
    return bits < strongBits ? PasswordStrength::Fair : PasswordStrength::Strong;
}

QString strengthText(PasswordStrength strength)
{
    switch (strength) {
    case PasswordStrength::None:
        return {};
    case PasswordStrength::Weak:
        return QCoreApplication::translate("PasswordStrength", "Weak: easily guessed");
    case PasswordStrength::Fair:
        return QCoreApplication::translate("PasswordStrength", "Fair: longer would be better");
    case PasswordStrength::Strong:
        return QCoreApplication::translate("PasswordStrength", "Strong");
    }
    return {};
}

}  // namespace cosftp
