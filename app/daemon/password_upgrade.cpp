// SPDX-License-Identifier: GPL-3.0-or-later
#include "password_upgrade.h"

#include "auth/user_directory.h"
#include "settings/ini_text.h"
#include "settings/settings_file.h"
#include "settings/settings_save.h"

#include <QFile>
#include <QRegularExpression>

namespace cosftp {

namespace {

const QString hashKey = QStringLiteral("password_hash");

// The key of a section that holds one password in clear text; empty: it has none.
QString plainKeyOf(const QString &section)
{
    static const QRegularExpression user(QStringLiteral("^USER[ \t]+.+$"));
    static const QRegularExpression account(QStringLiteral("^COS_ACCOUNT_[0-9]+$"));
    if (user.match(section).hasMatch())
        return QStringLiteral("password");
    return account.match(section).hasMatch() ? QStringLiteral("ftp_login_user_password")
                                             : QString();
}

/// Gathers the changes of one file.
class Upgrade
{
public:
    Result<QList<SettingsChange>> changesOf(const QByteArray &text)
    {
        for (const IniSection &section : parseIni(text).sections)
            for (const IniEntry &entry : section.entries)
                if (const Outcome done = change(section.name, entry); !done)
                    return done.error();
        return m_changes;
    }
    [[nodiscard]] int count() const { return m_count; }

private:
    Outcome change(const QString &section, const IniEntry &entry)
    {
        if (section == QLatin1String("FTP_ACCOUNT") && entry.key == QLatin1String("login_users"))
            return changeLoginUsers(section, entry);
        if (entry.key != plainKeyOf(section))
            return Done();
        const Result<QByteArray> hash = hashed(entry.value);
        if (!hash)
            return hash.error();
        m_changes += {section, entry.key, std::nullopt};
        m_changes += {section, hashKey, QString::fromLatin1(*hash)};
        return Done();
    }

    // NAME:PASSWORD:RIGHTS;...: a password may hold ':', so the outer two divide.
    Outcome changeLoginUsers(const QString &section, const IniEntry &entry)
    {
        QStringList pieces = entry.value.split(QLatin1Char(';'));
        for (QString &piece : pieces) {
            const qsizetype begin = piece.indexOf(QLatin1Char(':')) + 1;
            const qsizetype end = piece.lastIndexOf(QLatin1Char(':'));
            const QString password = piece.mid(begin, end - begin);
            if (begin == 0 || end < begin || isPasswordHash(password.toUtf8()))
                continue;
            const Result<QByteArray> hash = hashed(password);
            if (!hash)
                return hash.error();
            piece.replace(begin, end - begin, QString::fromLatin1(*hash));
        }
        m_changes += {section, entry.key, pieces.join(QLatin1Char(';'))};
        return Done();
    }

    Result<QByteArray> hashed(const QString &password)
    {
        ++m_count;
        return hashPassword(password.toUtf8());
    }

    QList<SettingsChange> m_changes;
    int m_count = 0;
};

}  // namespace

Result<UpgradedPasswords> upgradePasswords(const QString &settingsFile)
{
    const auto invalid = [](const QString &text) {
        return Failure::of(Failure::Code::Invalid, text);
    };
    QFile file(settingsFile);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(
            QStringLiteral("%1 cannot be read: %2").arg(settingsFile, file.errorString()));
    const QByteArray text = file.readAll();
    QStringList problems;  // a doubtful password must not become the hash of a wrong one
    for (const SettingsProblem &problem : parseSettings(text, settingsFile).problems)
        problems += problem.toString();
    if (!problems.isEmpty())
        return invalid(problems.join(QLatin1Char('\n')));
    Upgrade upgrade;
    const Result<QList<SettingsChange>> changes = upgrade.changesOf(text);
    if (!changes)
        return changes.error();
    if (upgrade.count() == 0)
        return UpgradedPasswords{};
    const Result<QString> backup = backUpSettings(settingsFile);
    if (!backup)
        return backup.error();
    if (const Outcome saved = saveSettings(settingsFile, *changes); !saved) {
        QFile::remove(*backup);
        return saved.error();
    }
    return UpgradedPasswords{upgrade.count(), *backup};
}

}  // namespace cosftp
