// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_changes.h"

namespace cosftp {

namespace {

// Added, removed and changed entries of two lists; nameOf() tells which entries belong together.
template <typename Entry, typename NameOf>
QList<ChangedSetting> changedEntries(const QList<Entry> &from, const QList<Entry> &to,
                                     NameOf nameOf)
{
    QList<ChangedSetting> changes;
    const auto find = [&](const QList<Entry> &list, const QString &name) {
        return std::find_if(list.begin(), list.end(),
                            [&](const Entry &entry) { return nameOf(entry) == name; });
    };
    for (const Entry &entry : from) {
        const auto other = find(to, nameOf(entry));
        if (other == to.end() || !(*other == entry))
            changes += {nameOf(entry), {}, Apply::Now};
    }
    for (const Entry &entry : to)
        if (find(from, nameOf(entry)) == from.end())
            changes += {nameOf(entry), {}, Apply::Now};
    return changes;
}

}  // namespace

QList<ChangedSetting> settingsChanges(const Settings &from, const Settings &to)
{
    QList<ChangedSetting> changes;
    for (const SettingRow<Settings> &row : settingRows()) {
        const SettingPlace &place = row.info.places.first();
        if (row.write(from) != row.write(to))
            changes += {place.section, place.key, row.info.apply};
    }
    changes += changedEntries(from.buckets, to.buckets, [](const BucketSettings &bucket) {
        return QStringLiteral("BUCKET ") + bucket.id;
    });
    changes += changedEntries(from.users, to.users, [](const UserSettings &user) {
        return QStringLiteral("USER ") + QString::fromUtf8(user.name);
    });
    return changes;
}

}  // namespace cosftp
