// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/effective_rights.h"

#include "core/virtual_path.h"
#include "settings/rights_field.h"

#include <QCoreApplication>

namespace cosftp {

namespace {

using Why = EffectiveRights::Why;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EffectiveRights)
};

VirtualPath placeOf(const MountSettings &mount)
{
    const Result<VirtualPath> place = VirtualPath().resolved(mount.path);
    return place ? *place : VirtualPath();
}

const MountSettings *mountAt(const UserSettings &user, const VirtualPath &path)
{
    const MountSettings *deepest = nullptr;
    for (const MountSettings &mount : user.mounts)
        if (path.isWithin(placeOf(mount))
            && (deepest == nullptr || placeOf(mount).isWithin(placeOf(*deepest))))
            deepest = &mount;
    return deepest;
}

bool isAboveMounts(const UserSettings &user, const VirtualPath &path)
{
    return path.isRoot()
           || std::any_of(
               user.mounts.begin(), user.mounts.end(),
               [&path](const MountSettings &mount) { return placeOf(mount).isWithin(path); });
}

// The deepest folder with rights of its own, between the mount and the path.
void useFolderRights(EffectiveRights &found, const UserSettings &user, const VirtualPath &path)
{
    VirtualPath deepest = placeOf(found.mount);
    for (const FolderRights &folder : user.folderRights) {
        const Result<VirtualPath> place = VirtualPath().resolved(folder.path);
        if (!place || !path.isWithin(*place) || !place->isWithin(deepest))
            continue;
        deepest = *place;
        found.rights = folder.rights;
        found.folder = folder.path;
    }
}

void useMount(EffectiveRights &found, const Settings &settings, const MountSettings &mount,
              const VirtualPath &path)
{
    found.why = Why::Mount;
    found.rights = mount.rights;
    found.mount = mount;
    if (const BucketSettings *bucket = settings.bucket(mount.bucketId))
        found.bucket = bucket->bucket;
    const qsizetype depth = placeOf(mount).components().size();
    found.key = mount.prefix + path.components().sliced(depth).join('/');
}

QString mountText(const EffectiveRights &found)
{
    const QString whole =
        QString::fromUtf8(found.bucket) + QLatin1Char('/') + QString::fromUtf8(found.key);
    return Words::tr("Because of the folder %1, which shows the bucket %2. The path lies at %3.")
        .arg(QString::fromUtf8(found.mount.path), found.mount.bucketId, whole);
}

}  // namespace

EffectiveRights effectiveRights(const Settings &settings, const QByteArray &user,
                                const QByteArray &path)
{
    EffectiveRights found;
    const UserSettings *known = settings.user(user);
    if (known == nullptr)
        return found;
    const Result<VirtualPath> place = VirtualPath().resolved(path);
    if (!place) {
        found.why = Why::NoPath;
        return found;
    }
    if (const MountSettings *mount = mountAt(*known, *place)) {
        useMount(found, settings, *mount, *place);
        useFolderRights(found, *known, *place);
    } else {
        found.why = isAboveMounts(*known, *place) ? Why::AboveMounts : Why::Nothing;
        found.rights.canList = found.why == Why::AboveMounts;
    }
    if (!known->isEnabled) {
        found.why = Why::Disabled;
        found.rights = {};
    }
    return found;
}

QStringList effectiveRightsText(const EffectiveRights &found, const QByteArray &user)
{
    const QString name = QString::fromUtf8(user);
    switch (found.why) {
    case Why::Mount: {
        QStringList lines = rightsSentences(found.rights) << mountText(found);
        if (!found.folder.isEmpty())
            lines += Words::tr("The folder %1 has rights of its own, which count here.")
                         .arg(QString::fromUtf8(found.folder));
        return lines;
    }
    case Why::AboveMounts:
        return rightsSentences(found.rights)
               << Words::tr("Because it is only the way to folders that are shown below it; no "
                            "bucket lies here.");
    case Why::Nothing:
        return rightsSentences(found.rights)
               << Words::tr("Because none of the folders of %1 holds this path.").arg(name);
    case Why::Disabled:
        return rightsSentences(found.rights) << Words::tr("Because %1 may not log in.").arg(name);
    case Why::NoUser:
        return {Words::tr("There is no user %1.").arg(name)};
    case Why::NoPath:
        return {Words::tr("This path cannot be typed by a client: it has control characters or is "
                          "not UTF-8.")};
    }
    return {};
}

}  // namespace cosftp
