// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/mount_table.h"

#include "core/text.h"
#include "files/own_objects.h"

#include <algorithm>

namespace cosftp {

namespace {

bool isAllowedName(const QByteArray &name)
{
    return !name.isEmpty() && name != "." && name != ".." && !name.contains('/')
           && !hasControlBytes(name) && isValidUtf8(name);
}

bool isAllowedKey(const QByteArray &key)
{
    return key.size() <= ObjectStore::maxKeyBytes && !key.startsWith('/') && !key.startsWith('\\');
}

Rights commonRights(Rights first, const Rights &second)
{
    for (const auto right :
         {&Rights::canList, &Rights::canRead, &Rights::canWrite, &Rights::canOverwrite,
          &Rights::canAppend, &Rights::canRename, &Rights::canDelete, &Rights::canMakeFolders})
        first.*right = first.*right && second.*right;
    return first;
}

}  // namespace

MountTable::MountTable(QList<Mount> mounts, const QList<FolderRights> &folderRights)
    : m_mounts(std::move(mounts))
{
    for (const FolderRights &folder : folderRights)
        if (const Result<VirtualPath> at = VirtualPath().resolved(folder.path))
            m_rules += Rule{*at, folder.rights};
}

const Mount *MountTable::mountOf(const VirtualPath &path) const
{
    const Mount *deepest = nullptr;
    for (const Mount &mount : m_mounts)
        if (path.isWithin(mount.at) && (deepest == nullptr || mount.at.isWithin(deepest->at)))
            deepest = &mount;
    return deepest;
}

Result<Location> MountTable::locate(const VirtualPath &path) const
{
    const Mount *mount = mountOf(path);
    if (mount == nullptr)
        return Failure::of(Failure::Code::NotFound);
    const QList<QByteArray> names = path.components().sliced(mount->at.components().size());
    if (!std::all_of(names.begin(), names.end(), isAllowedName))
        return Failure::of(Failure::Code::NameNotAllowed);
    const Location location{mount, mount->prefix + names.join('/')};
    if (isOwnObject(location.key))
        return Failure::of(Failure::Code::NotFound);
    if (!isAllowedKey(location.key))
        return Failure::of(Failure::Code::NameNotAllowed,
                           QStringLiteral("the store's keys have at most %1 bytes and begin with "
                                          "neither slash nor backslash")
                               .arg(ObjectStore::maxKeyBytes));
    return location;
}

Result<Location> MountTable::find(const VirtualPath &path) const
{
    Result<Location> location = locate(path);
    if (!location && location.error().code == Failure::Code::NameNotAllowed)
        return Failure::of(Failure::Code::NotFound);
    return location;
}

Rights MountTable::rightsAt(const VirtualPath &path) const
{
    const Mount *mount = mountOf(path);
    if (mount == nullptr) {
        Rights rights;
        rights.canList = isScaffold(path);
        return rights;
    }
    VirtualPath deepest = mount->at;
    Rights rights = mount->rights;
    for (const Rule &rule : m_rules) {
        if (!path.isWithin(rule.at) || !rule.at.isWithin(deepest))
            continue;
        deepest = rule.at;
        rights = rule.rights;
    }
    return rights;
}

Rights MountTable::rightsThroughout(const VirtualPath &path) const
{
    Rights rights = rightsAt(path);
    for (const Rule &rule : m_rules)
        if (rule.at.isWithin(path))
            rights = commonRights(rights, rule.rights);
    return rights;
}

bool MountTable::isFixedFolder(const VirtualPath &path) const
{
    return path.isRoot()
           || std::any_of(m_mounts.begin(), m_mounts.end(),
                          [&path](const Mount &mount) { return mount.at.isWithin(path); });
}

bool MountTable::isScaffold(const VirtualPath &path) const
{
    return mountOf(path) == nullptr && isFixedFolder(path);
}

QList<QByteArray> MountTable::fixedFoldersIn(const VirtualPath &path) const
{
    QList<QByteArray> names;
    const qsizetype depth = path.components().size();
    for (const Mount &mount : m_mounts)
        if (mount.at != path && mount.at.isWithin(path))
            names += mount.at.components().at(depth);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace cosftp
