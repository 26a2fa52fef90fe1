// SPDX-License-Identifier: GPL-3.0-or-later
#include "password_upgrade.h"

#include "auth/user_directory.h"
#include "settings/entry_reading.h"
#include "settings/section_name.h"
#include "settings/settings_file.h"
#include "settings/settings_save.h"

#include <QFile>

namespace cosftp {

namespace {

const QString hashKey = QStringLiteral("password_hash");

// The key of a section that holds one password in clear text; empty: it has none.
QString plainKeyOf(const QString &family)
{
    if (family == QLatin1String("USER"))
        return QStringLiteral("password");
    return family == QLatin1String("COS_ACCOUNT_n") ? QStringLiteral("ftp_login_user_password")
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
                if (const Outcome done = change(section, entry); !done)
                    return done.error();
        return m_changes;
    }
    [[nodiscard]] int count() const { return m_count; }

private:
    Outcome change(const IniSection &section, const IniEntry &entry)
    {
        const QString family = familyOf(section);
        if (family == QLatin1String("FTP_ACCOUNT") && entry.key == QLatin1String("login_users"))
            return changeLoginUsers(section.name, entry);
        if (entry.key != plainKeyOf(family))
            return Done();
        const Result<QByteArray> hash = hashed(readingOf(family, entry).value);
        if (!hash)
            return hash.error();
        m_changes += {section.name, entry.key, std::nullopt};
        m_changes += {section.name, hashKey, QString::fromLatin1(*hash)};
        return Done();
    }

    // NAME:PASSWORD:RIGHTS;...: a password may hold ':', so the outer two divide.
    Outcome changeLoginUsers(const QString &section, const IniEntry &entry)
    {
        QString value = readingOf(section, entry).value;  // over lines perhaps
        QStringList pieces = value.replace(u'\n', u' ').split(QLatin1Char(';'));
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
