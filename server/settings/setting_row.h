// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QStringList>

#include <functional>

namespace cosftp {

/// When a changed setting takes effect after a reload.
enum class Apply {
    Now,       ///< For what begins after the reload.
    OnRestart  ///< When the server is started the next time.
};

/// Where a setting stands in the file.
struct SettingPlace
{
    QString section;  ///< "NETWORK"; families are "COS_ACCOUNT_n", "BUCKET", "USER".
    QString key;
    bool operator==(const SettingPlace &) const = default;
};

/// What a person or a form has to know about a setting.
struct SettingInfo
{
    enum class Kind { Number, Bytes, Seconds, Switch, Choice, Ports, Text };

    QList<SettingPlace> places =
        {};                  ///< The first is the one that is written; the others are read.
    const char *label = "";  ///< English; translated in the context "Settings".
    const char *help = "";   ///< With the unit; translated like the label.
    Apply apply = Apply::Now;
    Kind kind = Kind::Text;
    qint64 minimum = 0;  ///< Of numbers, bytes and seconds.
    qint64 maximum = 0;
    QStringList choices = {};
    char separator = '\0';     ///< Of texts that are lists: what stands between the entries.
    const char *example = "";  ///< One entry of a list; the same in every language.
    bool isSecret = false;
    bool isRepeatable = false;
    bool takesDefault = true;      ///< "default" as value means the default.
    const char *defaultText = "";  ///< What "default" reads as; empty: the value of the struct.
    bool isUnused = false;         ///< Read for the original's sake; means nothing here.
};

/// One setting: what it is, and how its text becomes a member of Target and back.
template <typename Target>
struct SettingRow
{
    SettingInfo info;
    /// Empty, or what is wrong and what would be right; then the target is unchanged.
    std::function<QString(const QString &text, Target &target)> read;
    std::function<QString(const Target &target)> write;
};

/// What one account section says: a bucket, a user, or (second generation) both.
struct AccountDraft
{
    BucketSettings bucket;
    UserSettings user;
    QString userBucketId;
    QByteArray folder;
    Rights rights = Rights::all();
    bool isDeleteEnabled = true;
    QList<MountSettings> mounts;
};

/// The settings that exist once, in the order of the reference.
const QList<SettingRow<Settings>> &settingRows();
/// The settings of [COS_ACCOUNT], [COS_ACCOUNT_n], [BUCKET id] and [USER name].
const QList<SettingRow<AccountDraft>> &accountRows();

/// The row that stands at a place; nullptr if there is none.
template <typename Target>
const SettingRow<Target> *rowAt(const QList<SettingRow<Target>> &rows, const SettingPlace &place)
{
    for (const SettingRow<Target> &row : rows)
        if (row.info.places.contains(place))
            return &row;
    return nullptr;
}

/// Every section that may stand in a file: "COS_ACCOUNT_n", "BUCKET" and "USER" stand for families.
QStringList knownSections();
/// The keys that may stand in a section of knownSections().
QStringList knownKeys(const QString &section);

/// Every setting with its places, limits, default and when it applies; plain text.
QString settingsReference();

}  // namespace cosftp
