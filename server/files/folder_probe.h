// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/tree_state.h"

#include <optional>

namespace cosftp {

/// What lies under a folder's prefix, with the session's own changes applied.
struct FolderContent
{
    std::optional<ObjectInfo> marker;
    bool hasEntries = false;  ///< Anything but the marker.
    /// Nothing is left, and it was this session that removed the last entries a moment ago.
    bool wasJustEmptied = false;

    [[nodiscard]] bool exists() const { return marker.has_value() || hasEntries; }
};

/// One listing of up to `wantedKeys` keys (and as many more as this session removed lately).
void probeFolder(const Place &place, int wantedKeys, Handler<FolderContent> handler);

struct NameUse
{
    bool isFile = false;
    bool isFolder = false;
};

/// Which kinds of a name exist: one listing of "name*" tells both at once; a second one is needed
/// only if so many names begin alike that the page ended before "name/".
void probeName(const Place &place, Handler<NameUse> handler);

/// Succeeds if no folder has the name; Exists otherwise. One listing of the parent answers for
/// many names, see NameCache::SubFolders.
void probeNoFolder(const Place &place, Handler<Done> handler);

/// The sub-folders that a page of the listing of `prefix` with delimiter '/' shows, if the page is
/// the first one.
NameCache::SubFolders subFoldersOf(const QByteArray &prefix, const ListPage &page);

}  // namespace cosftp
