// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/parked_uploads.h"

#include <memory>

namespace cosftp {

/// Aborts an upload and removes its description; nobody waits for it. For who holds the upload or
/// its key.
void discardParked(ObjectStore &store, ParkedUploads &index, const QByteArray &bucket,
                   const ParkedUpload &upload);

/// The same for uploads that wait, as far as is known, and of which another server may hold one by
/// now: each description is read once more, and what is held is left alone. Carried through by the
/// store, whoever has gone. 3 requests each.
void giveUpParked(ObjectStore &store, const std::shared_ptr<ParkedUploads> &index,
                  const QByteArray &bucket, const QList<ParkedUploads::Note> &notes);

}  // namespace cosftp
