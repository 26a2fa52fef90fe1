// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"
#include "settings/settings_save.h"

#include <QHash>

namespace cosftp {

/// New names of buckets and users, with the names they have in the file.
struct Renames
{
    QHash<QString, QString> buckets;
    QHash<QByteArray, QByteArray> users;
    bool operator==(const Renames &) const = default;
};

/// What has to change in the text so that it means `to` instead of `from` (its present meaning).
/// A setting is written where the text has it, else at the first place of its row; one that has its
/// default again is taken out. Buckets and users are written as [BUCKET id] and [USER name], so
/// those that differ must stand there already: see nativeSections().
QList<SettingsChange> settingsDelta(const QByteArray &text, const Settings &from,
                                    const Settings &to, const Renames &renames = {});

/// True if the text has sections of the original program that name buckets or users.
bool hasOriginalAccounts(const QByteArray &text);

/// A text with the sections of the original program.
struct NativeSections
{
    QList<SettingsChange> changes;      ///< Takes the sections out, puts ours in.
    QHash<QString, QString> bucketIds;  ///< "COS_ACCOUNT_0" to the id of [BUCKET id].
};
/// How the buckets and users of the original's sections are said in [BUCKET id] and [USER name].
/// The ids come from the names of the buckets. Passwords stay as they are.
NativeSections nativeSections(const QByteArray &text, const Settings &settings);

/// A name like `wanted` that is not taken yet: "photos", "photos-2", ...
QString freeName(const QString &wanted, const QStringList &taken);

}  // namespace cosftp
