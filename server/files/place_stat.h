// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/tree_state.h"

namespace cosftp {

/// File or folder; a file is preferred if both exist under one name. 1 request for a file, 2 for a
/// folder, 0 if asked again within two seconds. The place is none that a mount needs.
void statPlace(const Place &place, Handler<Entry> handler);
/// The answer to a HEAD as an entry, which the tree knows from now on.
Result<Entry> learnedEntry(const Place &place, const Result<ObjectInfo> &info);

}  // namespace cosftp
