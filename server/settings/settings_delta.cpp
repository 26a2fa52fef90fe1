// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_delta.h"

#include "settings/section_name.h"
#include "settings/setting_row.h"
#include "settings/value_text.h"

#include <QRegularExpression>
#include <QSet>

namespace cosftp {

namespace {

const QString bucketFamily = QStringLiteral("BUCKET");
const QString userFamily = QStringLiteral("USER");

QString sectionName(const QString &family, const QString &name)
{
    return family + QLatin1Char(' ') + name;
}

bool hasPlace(const IniText &ini, const SettingPlace &place)
{
    for (const IniSection &section : ini.sections)
        for (const IniEntry &entry : section.entries)
            if (section.name == place.section && entry.key == place.key)
                return true;
    return false;
}

SettingPlace placeIn(const IniText &ini, const SettingInfo &info)
{
    for (const SettingPlace &place : info.places)
        if (hasPlace(ini, place))
            return place;
    return info.places.first();
}

AccountDraft draftOf(const BucketSettings &bucket)
{
    AccountDraft draft;
    draft.bucket = bucket;
    return draft;
}

// Every mount that may be written to lacks delete and nothing else, as delete_enable = false says.
bool isDeleteDisabled(const QList<MountSettings> &mounts)
{
    bool isDisabled = false;
    for (const MountSettings &mount : mounts) {
        if (!mount.rights.isPlain() || mount.rights.canDelete)
            return false;
        isDisabled |= mount.rights.canWrite;
    }
    return isDisabled;
}

// The mount at "/" is written as bucket, folder and authority, as people would write it.
AccountDraft draftOf(const UserSettings &user)
{
    AccountDraft draft;
    draft.user = user;
    draft.isDeleteEnabled = !isDeleteDisabled(user.mounts);
    for (MountSettings mount : user.mounts) {
        if (!draft.isDeleteEnabled)
            mount.rights.canDelete = mount.rights.canWrite;  // R and W, as before it was disabled
        if (mount.path != "/") {
            draft.mounts += mount;
            continue;
        }
        draft.userBucketId = mount.bucketId;
        draft.folder = mount.prefix;
        draft.rights = mount.rights;
    }
    return draft;
}

QString valueOf(const SettingRow<AccountDraft> &row, const QString &key, const AccountDraft &draft)
{
    if (key == QLatin1String("password") && draft.user.passwordIsHash)
        return {};
    if (key == QLatin1String("password_hash") && !draft.user.passwordIsHash)
        return {};
    return row.write(draft);
}

// The keys of one section that differ; what has its default needs no line.
QList<SettingsChange> keyChanges(const QString &family, const QString &section,
                                 const AccountDraft &from, const AccountDraft &to)
{
    QList<SettingsChange> changes;
    for (const SettingRow<AccountDraft> &row : accountRows()) {
        for (const SettingPlace &place : row.info.places) {
            if (place.section != family)
                continue;
            const QString value = valueOf(row, place.key, to);
            if (value == valueOf(row, place.key, from))
                continue;
            const bool isDefault = value == valueOf(row, place.key, AccountDraft());
            changes += {section, place.key, isDefault ? std::nullopt : std::optional(value)};
        }
    }
    return changes;
}

QList<SettingsChange> bucketChanges(const Settings &from, const Settings &to,
                                    const Renames &renames)
{
    QList<SettingsChange> changes;
    QSet<QString> kept;
    for (const BucketSettings &bucket : to.buckets) {
        const QString oldId = renames.buckets.value(bucket.id, bucket.id);
        const QString section = sectionName(bucketFamily, bucket.id);
        const BucketSettings *old = from.bucket(oldId);
        kept += oldId;
        if (oldId != bucket.id)
            changes += {sectionName(bucketFamily, oldId), {}, section};
        changes += keyChanges(bucketFamily, section,
                              draftOf(old != nullptr ? *old : BucketSettings()), draftOf(bucket));
    }
    for (const BucketSettings &bucket : from.buckets)
        if (!kept.contains(bucket.id))
            changes.prepend({sectionName(bucketFamily, bucket.id), {}, std::nullopt});
    return changes;
}

QList<SettingsChange> userChanges(const Settings &from, const Settings &to, const Renames &renames)
{
    QList<SettingsChange> changes;
    QSet<QByteArray> kept;
    QHash<QByteArray, const UserSettings *> known;  // there may be thousands
    for (const UserSettings &user : from.users)
        known.insert(user.name, &user);
    for (const UserSettings &user : to.users) {
        const QByteArray oldName = renames.users.value(user.name, user.name);
        const QString section = sectionName(userFamily, QString::fromUtf8(user.name));
        const UserSettings *old = known.value(oldName);
        kept += oldName;
        if (old != nullptr && *old == user)
            continue;
        if (oldName != user.name)
            changes += {sectionName(userFamily, QString::fromUtf8(oldName)), {}, section};
        changes += keyChanges(userFamily, section, draftOf(old != nullptr ? *old : UserSettings()),
                              draftOf(user));
    }
    for (const UserSettings &user : from.users)
        if (!kept.contains(user.name))
            changes.prepend(
                {sectionName(userFamily, QString::fromUtf8(user.name)), {}, std::nullopt});
    return changes;
}

// "examplebucket" of "examplebucket-1250000000".
QString idFrom(const QByteArray &bucketName)
{
    const qsizetype appId = bucketName.lastIndexOf('-');
    return QString::fromUtf8(appId > 0 ? bucketName.first(appId) : bucketName);
}

}  // namespace

QList<SettingsChange> settingsDelta(const QByteArray &text, const Settings &from,
                                    const Settings &to, const Renames &renames)
{
    const IniText ini = parseIni(text);
    QList<SettingsChange> changes;
    for (const SettingRow<Settings> &row : settingRows()) {
        const QString value = row.write(to);
        if (value == row.write(from))
            continue;
        const SettingPlace place = placeIn(ini, row.info);
        const bool isDefault = value == row.write(Settings());
        changes += {place.section, place.key, isDefault ? std::nullopt : std::optional(value)};
    }
    return changes + bucketChanges(from, to, renames) + userChanges(from, to, renames);
}

bool hasOriginalAccounts(const QByteArray &text)
{
    const IniText ini = parseIni(text);
    return std::any_of(ini.sections.begin(), ini.sections.end(), [](const IniSection &section) {
        return isOriginalAccount(familyOf(section));
    });
}

NativeSections nativeSections(const QByteArray &text, const Settings &settings)
{
    NativeSections native;
    QStringList originalIds;
    for (const IniSection &section : parseIni(text).sections)
        if (isOriginalAccount(familyOf(section))) {
            native.changes += {section.name, {}, std::nullopt};
            originalIds += section.name;
        }
    QStringList ids;
    for (const BucketSettings &bucket : settings.buckets)
        if (!originalIds.contains(bucket.id))
            ids += bucket.id;
    Settings from;  // without what stands in the original's sections
    Settings to = settings;
    for (BucketSettings &bucket : to.buckets) {
        if (!originalIds.contains(bucket.id)) {
            from.buckets += bucket;
            continue;
        }
        const QString id = freeName(idFrom(bucket.bucket), ids);
        native.bucketIds.insert(bucket.id, id);
        bucket.id = id;
        ids += id;
    }
    QSet<QString> sections;
    for (const IniSection &section : parseIni(text).sections)
        sections += section.name;
    for (UserSettings &user : to.users) {
        if (sections.contains(sectionName(userFamily, QString::fromUtf8(user.name))))
            from.users += user;
        for (MountSettings &mount : user.mounts)
            mount.bucketId = native.bucketIds.value(mount.bucketId, mount.bucketId);
    }
    native.changes += bucketChanges(from, to, {}) + userChanges(from, to, {});
    return native;
}

QString freeName(const QString &wanted, const QStringList &taken)
{
    QString name = wanted;
    for (int number = 2; taken.contains(name); ++number)
        name = QStringLiteral("%1-%2").arg(wanted).arg(number);
    return name;
}

}  // namespace cosftp
