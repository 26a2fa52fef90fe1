// SPDX-License-Identifier: GPL-3.0-or-later
// The sections that name buckets and users.
#include "settings/section_name.h"
#include "settings/settings_reader.h"
#include "settings/value_text.h"

#include <QRegularExpression>

namespace cosftp {

namespace {

const QString firstGeneration = QStringLiteral("COS_ACCOUNT");
const QString secondGeneration = QStringLiteral("COS_ACCOUNT_n");

bool isBucketId(const QString &id)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9_.-]{1,64}$"));
    return form.match(id).hasMatch();
}

void withoutDelete(Rights &rights, bool isDeleteEnabled)
{
    rights.canDelete = rights.canDelete && isDeleteEnabled;
}

}  // namespace

void SettingsReader::readAccount(const IniSection &section, const SectionName &name)
{
    AccountDraft draft;
    const GivenKeys given = readAccountKeys(section, name, draft);
    if (name.family == QLatin1String("USER"))
        return addNativeUser(section, name.id, draft, given);
    requirePlaceAndKey(section, name.family, draft, given);
    addBucket(section, name.id, draft, given);
    if (name.family == secondGeneration)
        addAccountUser(section, draft, given);
}

SettingsReader::GivenKeys SettingsReader::readAccountKeys(const IniSection &section,
                                                          const SectionName &name,
                                                          AccountDraft &draft)
{
    GivenKeys given;
    for (const IniEntry &entry : section.entries) {
        const SettingRow<AccountDraft> *row = rowAt(accountRows(), {name.family, entry.key});
        if (row == nullptr) {
            reportUnknownKey(section, name.family, entry);
            continue;
        }
        if (row->info.isRepeatable)
            given.insert(entry.key, entry.line);
        else if (isDuplicate(section, entry, given))
            continue;
        const std::optional<QString> value = valueOf(section, name.family, entry, false);
        if (!value)
            continue;
        if (row->info.takesDefault && !entry.isQuoted && *value == QLatin1String("default")) {
            given.remove(entry.key);
            continue;
        }
        if (row->info.isSecret)
            warnOfQuotes(section, entry);
        if (const QString fault = row->read(*value, draft); !fault.isEmpty())
            problem(entry.line, section.name, entry.key, fault);
    }
    return given;
}

// In the original they are a part of the password.
void SettingsReader::warnOfQuotes(const IniSection &section, const IniEntry &entry)
{
    if (entry.isQuoted && entry.key == QLatin1String("ftp_login_user_password"))
        warning(entry.line, section.name, entry.key,
                QStringLiteral("the quotation marks are not read as a part of the password, which "
                               "they are in the original; three of them on each side would be "
                               "right if they are"));
}

void SettingsReader::requirePlaceAndKey(const IniSection &section, const QString &family,
                                        const AccountDraft &draft, const GivenKeys &given)
{
    const bool isNative = family == QLatin1String("BUCKET");
    const QString prefix = isNative ? QString() : QStringLiteral("cos_");
    requireKeys(section, given, {prefix + QStringLiteral("bucket")});
    if (!given.contains(prefix + QStringLiteral("endpoint")))
        requireKeys(section, given, {prefix + QStringLiteral("region")});
    switch (draft.bucket.credentials.source) {
    case CredentialSettings::Source::Inline:
        return requireKeys(
            section, given,
            isNative
                ? QStringList{QStringLiteral("secret_id"), QStringLiteral("secret_key")}
                : QStringList{QStringLiteral("cos_secretid"), QStringLiteral("cos_secretkey")});
    case CredentialSettings::Source::File:
    case CredentialSettings::Source::Keychain:
        return requireKeys(section, given, {QStringLiteral("credentials_ref")});
    case CredentialSettings::Source::Environment:
    case CredentialSettings::Source::CvmRole:
        return;
    }
}

void SettingsReader::addBucket(const IniSection &section, const QString &id,
                               const AccountDraft &draft, const GivenKeys &given)
{
    BucketSettings bucket = draft.bucket;
    bucket.id = id;
    if (!isBucketId(id) && !isOriginalAccount(familyOf(section)))
        problem(section.line, section.name, {},
                QStringLiteral("the id of the bucket has other characters than letters, digits, "
                               "'_', '-' and '.', [BUCKET main] would be right"));
    if (m_loaded.settings.bucket(id) != nullptr)
        problem(section.line, section.name, {},
                QStringLiteral("another section names a bucket with this id, an id of its own "
                               "would be right"));
    if (!bucket.bucket.isEmpty() && bucket.endpoint.startsWith(bucket.bucket + '.')) {
        const QString key = given.contains(QStringLiteral("endpoint"))
                                ? QStringLiteral("endpoint")
                                : QStringLiteral("cos_endpoint");
        problem(given.value(key), section.name, key,
                QStringLiteral("the endpoint begins with the bucket, which is put before it; %1 "
                               "would be right")
                    .arg(valueText::quoted(
                        QString::fromUtf8(bucket.endpoint.mid(bucket.bucket.size() + 1)))));
    }
    m_loaded.settings.buckets += bucket;
    if (familyOf(section) == secondGeneration)
        m_hasSecondGeneration = true;
}

void SettingsReader::requireOnePassword(const IniSection &section, const GivenKeys &given,
                                        const QString &plainKey)
{
    const QString hashKey = QStringLiteral("password_hash");
    if (given.contains(hashKey) && given.contains(plainKey))
        problem(given.value(hashKey), section.name, hashKey,
                QStringLiteral("the section has a password too, one of the two would be right"));
    if (!given.contains(hashKey))
        requireKeys(section, given, {plainKey});
}

// Second generation: the section's one user sees the section's bucket as its root.
void SettingsReader::addAccountUser(const IniSection &section, const AccountDraft &draft,
                                    const GivenKeys &given)
{
    const QString nameKey = QStringLiteral("ftp_login_user_name");
    requireKeys(section, given, {nameKey});
    requireOnePassword(section, given, QStringLiteral("ftp_login_user_password"));
    UserSettings user = draft.user;
    MountSettings mount;
    mount.bucketId = section.name;
    mount.rights = draft.rights;
    withoutDelete(mount.rights, draft.isDeleteEnabled);
    user.mounts = {mount};
    addUser(section, given.value(nameKey), nameKey, user);
}

void SettingsReader::addNativeUser(const IniSection &section, const QString &name,
                                   const AccountDraft &draft, const GivenKeys &given)
{
    requireOnePassword(section, given, QStringLiteral("password"));
    if (!given.contains(QStringLiteral("mount")))
        requireKeys(section, given, {QStringLiteral("bucket")});
    UserSettings user = draft.user;
    user.name = name.toUtf8();
    user.mounts = draft.mounts;
    if (given.contains(QStringLiteral("bucket"))) {
        const auto isRoot = [](const MountSettings &mount) { return mount.path == "/"; };
        if (std::any_of(user.mounts.begin(), user.mounts.end(), isRoot))
            problem(given.value(QStringLiteral("bucket")), section.name, QStringLiteral("bucket"),
                    QStringLiteral("a mount has the place / too, one of the two would be right"));
        user.mounts.prepend({"/", draft.userBucketId, draft.folder, draft.rights});
    }
    for (MountSettings &mount : user.mounts)
        withoutDelete(mount.rights, draft.isDeleteEnabled);
    addUser(section, section.line, {}, user);
    m_pending += PendingMounts{section.name, given, user.mounts};
}

void SettingsReader::addUser(const IniSection &section, int line, const QString &key,
                             const UserSettings &user)
{
    if (user.name.isEmpty())
        return;  // said already: the key is missing or empty
    if (m_userLines.contains(user.name))
        return problem(line, section.name, key,
                       QStringLiteral("the user %1 stands in line %2 already, one user of each "
                                      "name would be right")
                           .arg(valueText::quoted(QString::fromUtf8(user.name)))
                           .arg(m_userLines.value(user.name)));
    m_userLines.insert(user.name, line);
    m_loaded.settings.users += user;
}

// Entries are counted in messages, not quoted: what is wrong with one may be the password's place.
void SettingsReader::readLoginUsers(const IniSection &section, const IniEntry &entry)
{
    const std::optional<QString> value = valueOf(section, section.name, entry, true);
    if (!value)
        return;
    const QStringList pieces = value->split(QLatin1Char(';'));
    for (qsizetype at = 0; at < pieces.size(); ++at)
        if (!pieces[at].trimmed().isEmpty())
            readLoginUser(section, entry, at + 1, pieces[at].trimmed());
    if (m_userLines.isEmpty() && m_loaded.problems.isEmpty())
        problem(entry.line, section.name, entry.key,
                QStringLiteral("the value names no user, NAME:PASSWORD:RW would be right"));
}

void SettingsReader::readLoginUser(const IniSection &section, const IniEntry &entry,
                                   qsizetype number, const QString &piece)
{
    const auto wrong = [&](const QString &text) {
        problem(entry.line, section.name, entry.key,
                QStringLiteral("user %1: %2").arg(number).arg(text));
    };
    const qsizetype nameEnd = piece.indexOf(QLatin1Char(':'));
    const qsizetype rightsBegin = piece.lastIndexOf(QLatin1Char(':'));
    if (nameEnd == rightsBegin || piece.contains(QLatin1Char('\n')))
        // a password may hold ':', so only the outer two divide
        return wrong(QStringLiteral("the entry has not three pieces, NAME:PASSWORD:RIGHTS would "
                                    "be right"));
    if (const qsizetype wide = piece.indexOf(u'\uFF1B'); wide > 0 && wide < rightsBegin)
        return wrong(QStringLiteral("a full-width semicolon stands in it, users divided by ';' "
                                    "would be right"));
    const QString name = piece.left(nameEnd);
    const QString password = piece.mid(nameEnd + 1, rightsBegin - nameEnd - 1);
    MountSettings mount;
    mount.bucketId = firstGeneration;
    if (name.isEmpty() || name.trimmed() != name)
        return wrong(QStringLiteral("the user name is empty or has blanks around it, a name would "
                                    "be right"));
    if (password.isEmpty())
        return wrong(QStringLiteral("the password is empty, a password would be right"));
    if (password.trimmed() != password)
        return wrong(QStringLiteral("the password has blanks around it, a password without them "
                                    "would be right"));
    const QString fault = valueText::readRights(piece.mid(rightsBegin + 1).trimmed(), mount.rights);
    if (!fault.isEmpty())
        return wrong(fault);
    UserSettings user;
    user.name = name.toUtf8();
    user.password = password.toUtf8();
    user.passwordIsHash =
        password.startsWith(QLatin1String("$scrypt$")) && valueText::isHashText(password);
    user.mounts = {mount};
    addUser(section, entry.line, entry.key, user);
}

}  // namespace cosftp
