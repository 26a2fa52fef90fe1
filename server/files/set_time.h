// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/tree_state.h"

namespace cosftp {

/// Keeps a time with a file: the object is copied onto itself, within the store, with the same
/// metadata but for the time, and with its access rights. Guarded by the ETag, so a version that
/// somebody stored meanwhile is never replaced by the old one; the name is held meanwhile. 3
/// requests, two of them at once; 1 for the last upload of this session, whose attributes are known
/// and which has no access rights of its own yet; the copy of more than 5 GiB goes in parts. Fails
/// with Invalid for a time before 1970.
void setTime(const Place &place, const QDateTime &time, Handler<Done> handler);

}  // namespace cosftp
