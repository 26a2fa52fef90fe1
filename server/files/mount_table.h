// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/entry.h"

namespace cosftp {

/// Where a user's paths lie in the buckets. A mount hides what other mounts have at its place.
class MountTable
{
public:
    /// Rights of folders win over those of the mounts that they lie in.
    explicit MountTable(QList<Mount> mounts, const QList<FolderRights> &folderRights = {});

    /// NotFound outside of all mounts, NameNotAllowed if the key would break a rule of the store.
    /// The location points into this table.
    [[nodiscard]] Result<Location> locate(const VirtualPath &path) const;
    /// The same for what has to be there already: what the store cannot keep is NotFound.
    [[nodiscard]] Result<Location> find(const VirtualPath &path) const;
    [[nodiscard]] Rights rightsAt(const VirtualPath &path) const;
    /// The rights that hold at the path and everywhere below it.
    [[nodiscard]] Rights rightsThroughout(const VirtualPath &path) const;
    /// True for mount roots and for the folders above them: they exist whatever the bucket holds.
    [[nodiscard]] bool isFixedFolder(const VirtualPath &path) const;
    /// A fixed folder that lies in no mount. The root is one if nothing is mounted there.
    [[nodiscard]] bool isScaffold(const VirtualPath &path) const;
    /// Names of the fixed folders directly inside `path`, sorted.
    [[nodiscard]] QList<QByteArray> fixedFoldersIn(const VirtualPath &path) const;
    [[nodiscard]] const QList<Mount> &mounts() const { return m_mounts; }

private:
    [[nodiscard]] const Mount *mountOf(const VirtualPath &path) const;

    struct Rule
    {
        VirtualPath at;
        Rights rights;
    };

    QList<Mount> m_mounts;
    QList<Rule> m_rules;
};

}  // namespace cosftp
