// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

namespace cosftp {

/// Removes any number of keys in batches, one after another; what the store could not remove is
/// tried once more. The answer names what is still left. With a null context it is carried through
/// whatever becomes of the store that was given.
void removeKeys(ObjectStore &store, const QList<QByteArray> &keys, QObject *context,
                Handler<QList<QByteArray>> handler);

}  // namespace cosftp
