// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <memory>

namespace cosftp {

/// What a copy does not inherit and has to be given.
struct CopySource
{
    ObjectInfo info;
    NamedValues access;  ///< See CopyRequest::access.
};

/// The access rights that a copy of the object has to be given, as ObjectStore::access(). A key of
/// the bucket that may not ask for them (cos:GetObjectACL) gets none, as if the object had none of
/// its own; the log says so once. 1 request.
void askAccess(ObjectStore &store, const QByteArray &key, QObject *context,
               Handler<NamedValues> handler);

/// What the object is and who may read it: 2 requests, at once. Who asks for many gives a flag that
/// is set when the key turns out not to have that right, so that it is not asked in vain again.
void askCopySource(ObjectStore &store, const QByteArray &key, QObject *context,
                   Handler<CopySource> handler, const std::shared_ptr<bool> &isDenied = {});

/// Guarded by the version that was looked at, and with everything that a copy does not inherit.
CopyRequest copyOf(const CopySource &source, const QByteArray &targetKey);

}  // namespace cosftp
