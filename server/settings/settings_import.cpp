// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_import.h"

#include "settings/section_name.h"
#include "settings/setting_row.h"
#include "settings/settings_delta.h"
#include "settings/settings_save.h"

#include <QRegularExpression>

namespace cosftp {

namespace {

const QString loginUsers = QStringLiteral("login_users");

QString shownPlace(const QString &section, const QString &key)
{
    return QStringLiteral("[%1] %2").arg(section, key);
}

// The reader says best what is wrong with a line and what is near.
QString reasonAt(const LoadedSettings &loaded, int line)
{
    for (const SettingsProblem &problem : loaded.problems)
        if (problem.line == line)
            return problem.text;
    return QStringLiteral("not known");
}

/// Walks through the entries of the imported text.
class Importer
{
public:
    Importer(const QByteArray &text, const QString &fileName)
        : m_fileName(fileName), m_ini(parseIni(text)), m_loaded(parseSettings(text, fileName))
    {
        m_plan.text = text;
    }

    ImportPlan plan()
    {
        leaveOutUnknown();
        const LoadedSettings known = parseSettings(m_plan.text, m_fileName);
        m_plan.problems = known.problems;
        m_plan.settings = known.settings;
        if (!known.problems.isEmpty())
            return std::move(m_plan);
        const NativeSections native = nativeSections(m_plan.text, known.settings);
        m_bucketIds = native.bucketIds;
        for (const IniSection &section : m_ini.sections)
            for (const IniEntry &entry : section.entries)
                if (isKnown(section, entry))
                    addKnown(section, entry);
        sortByLine();
        const Result<QByteArray> text = updatedSettings(m_plan.text, native.changes);
        if (!text) {
            m_plan.problems += {m_fileName, 0, {}, {}, text.error().detail};
            return std::move(m_plan);
        }
        m_plan.text = *text;
        m_plan.settings = parseSettings(*text, m_fileName).settings;
        return std::move(m_plan);
    }

private:
    static bool isKnown(const IniSection &section, const IniEntry &entry)
    {
        return knownKeys(familyOf(section)).contains(entry.key);
    }

    // From the end, so that the spans of what stands above stay right.
    void leaveOutUnknown()
    {
        for (auto section = m_ini.sections.crbegin(); section != m_ini.sections.crend();
             ++section) {
            const bool isSection = knownSections().contains(familyOf(*section));
            for (auto entry = section->entries.crbegin(); entry != section->entries.crend();
                 ++entry) {
                if (isKnown(*section, *entry))
                    continue;
                m_plan.text.remove(entry->lineSpan.begin,
                                   entry->lineSpan.end - entry->lineSpan.begin);
                const int line = isSection ? entry->line : section->line;
                m_plan.keys += {entry->line,
                                shownPlace(section->name, entry->key),
                                {},
                                {},
                                reasonAt(m_loaded, line),
                                ImportedKey::Fate::Ignored};
            }
            if (!isSection)
                removeHeader(*section);
        }
    }

    // Its entries are gone already.
    void removeHeader(const IniSection &section)
    {
        const qsizetype newline = m_plan.text.indexOf('\n', section.begin);
        const qsizetype end = newline < 0 ? m_plan.text.size() : newline + 1;
        m_plan.text.remove(section.begin, end - section.begin);
        if (section.entries.isEmpty())
            m_plan.keys += {
                section.line, QStringLiteral("[%1]").arg(section.name), {},
                {},           reasonAt(m_loaded, section.line),         ImportedKey::Fate::Ignored};
    }

    void addKnown(const IniSection &section, const IniEntry &entry)
    {
        const QString from = shownPlace(section.name, entry.key);
        const QString family = familyOf(section);
        const auto *row = rowAt(accountRows(), {family, entry.key});
        if (row == nullptr)
            return addPlain(section, entry);
        const QString to = nativePlace(section.name, row->info);
        if (to.isEmpty()) {
            m_plan.keys += {entry.line,
                            from,
                            {},
                            entry.value,
                            QString::fromUtf8(row->info.help),
                            ImportedKey::Fate::Unused};
            return;
        }
        m_plan.keys += {entry.line, from,
                        to,         row->info.isSecret ? QString() : entry.value,
                        {},         ImportedKey::Fate::Taken};
    }

    // login_users names many users with their passwords; other keys stay where they are.
    void addPlain(const IniSection &section, const IniEntry &entry)
    {
        const QString from = shownPlace(section.name, entry.key);
        QString to = from;
        if (entry.key == loginUsers) {
            QStringList users;
            for (const UserSettings &user : m_plan.settings.users)
                if (user.mounts.first().bucketId == QLatin1String("COS_ACCOUNT"))
                    users += QStringLiteral("[USER %1]").arg(QString::fromUtf8(user.name));
            to = users.join(QStringLiteral(", "));
        }
        m_plan.keys += {entry.line, from,
                        to,         entry.key == loginUsers ? QString() : entry.value,
                        {},         ImportedKey::Fate::Taken};
    }

    // Where a key of an account section stands in ours; empty for what ours do not have.
    [[nodiscard]] QString nativePlace(const QString &section, const SettingInfo &info) const
    {
        const QString bucketId = m_bucketIds.value(section);
        if (bucketId.isEmpty())
            return shownPlace(section, info.places.first().key);
        for (const SettingPlace &place : info.places) {
            if (place.section == QLatin1String("BUCKET"))
                return QStringLiteral("[BUCKET %1] %2").arg(bucketId, place.key);
            if (place.section == QLatin1String("USER"))
                return shownPlace(userSection(section), place.key);
        }
        const bool isName = info.places.first().key == QLatin1String("ftp_login_user_name");
        return isName ? QStringLiteral("[%1]").arg(userSection(section)) : QString();
    }

    [[nodiscard]] QString userSection(const QString &account) const
    {
        for (const UserSettings &user : m_plan.settings.users)
            if (user.mounts.first().bucketId == account)
                return QStringLiteral("USER ") + QString::fromUtf8(user.name);
        return QStringLiteral("USER");
    }

    void sortByLine()
    {
        std::stable_sort(m_plan.keys.begin(), m_plan.keys.end(),
                         [](const ImportedKey &left, const ImportedKey &right) {
                             return left.line < right.line;
                         });
    }

    QString m_fileName;
    IniText m_ini;
    LoadedSettings m_loaded;
    QHash<QString, QString> m_bucketIds;
    ImportPlan m_plan;
};

bool isKeptInDesktop(const BucketSettings &bucket)
{
    return bucket.credentials.source == CredentialSettings::Source::Inline
           || bucket.credentials.source == CredentialSettings::Source::Keychain;
}

// "PHOTOS_2" of "photos-2": what a shell takes as the name of a variable.
QString variablePrefix(const QString &bucketId)
{
    static const QRegularExpression other(QStringLiteral("[^A-Z0-9]"));
    return QStringLiteral("COS_") + bucketId.toUpper().replace(other, QStringLiteral("_"))
           + QLatin1Char('_');
}

QByteArray fillInComments(const Settings &settings)
{
    QString comments = QStringLiteral("# Exported without secrets. Before the start of cosftpd:\n");
    for (const BucketSettings &bucket : settings.buckets)
        if (isKeptInDesktop(bucket))
            comments += QStringLiteral("#   [BUCKET %1]: set %2SECRETID and %2SECRETKEY in its "
                                       "environment\n")
                            .arg(bucket.id, variablePrefix(bucket.id));
    for (const UserSettings &user : settings.users)
        comments += QStringLiteral("#   [USER %1]: fill in password or password_hash\n")
                        .arg(QString::fromUtf8(user.name));
    return comments.toUtf8() + '\n';
}

// A line that was commented out may hold a key all the same.
QByteArray withoutSecretComments(const QByteArray &text)
{
    static const QRegularExpression secret(
        QStringLiteral("^\\s*[#;].*(secret|password|login_users|token).*[=:]"),
        QRegularExpression::CaseInsensitiveOption);
    QByteArray kept;
    for (const QByteArray &line : text.split('\n'))
        if (!secret.match(QString::fromUtf8(line)).hasMatch())
            kept += line + '\n';
    kept.chop(1);
    return kept.startsWith("\xEF\xBB\xBF") ? kept.mid(3) : kept;
}

Settings withoutSecrets(Settings settings)
{
    for (BucketSettings &bucket : settings.buckets) {
        if (!isKeptInDesktop(bucket))
            continue;
        bucket.credentials = {};
        bucket.credentials.source = CredentialSettings::Source::Environment;
        bucket.credentials.reference = variablePrefix(bucket.id);
    }
    for (UserSettings &user : settings.users) {
        user.password.clear();
        user.passwordIsHash = false;
    }
    return settings;
}

}  // namespace

ImportPlan planImport(const QByteArray &text, const QString &fileName)
{
    return Importer(text, fileName).plan();
}

Result<QByteArray> exportedSettings(const QByteArray &text, const Settings &settings,
                                    bool withSecrets)
{
    const LoadedSettings loaded = parseSettings(text, QString());
    if (!loaded.problems.isEmpty())
        return Failure::of(Failure::Code::Invalid, loaded.problems.first().toString());
    // Ids of our own sections on both sides, so that the difference is only the secrets.
    const NativeSections native = nativeSections(text, loaded.settings);
    const Result<QByteArray> own = updatedSettings(text, native.changes);
    if (!own)
        return own.error();
    Settings to = settings;
    for (BucketSettings &bucket : to.buckets)
        bucket.id = native.bucketIds.value(bucket.id, bucket.id);
    for (UserSettings &user : to.users)
        for (MountSettings &mount : user.mounts)
            mount.bucketId = native.bucketIds.value(mount.bucketId, mount.bucketId);
    const Settings from = parseSettings(*own, QString()).settings;
    to.log = from.log;  // paths were resolved against different folders
    to.tls = from.tls;
    const QByteArray comments = fillInComments(to);
    if (!withSecrets)
        to = withoutSecrets(to);
    const Result<QByteArray> changed = updatedSettings(*own, settingsDelta(*own, from, to));
    if (!changed || withSecrets)
        return changed;
    return comments + withoutSecretComments(*changed);
}

}  // namespace cosftp
