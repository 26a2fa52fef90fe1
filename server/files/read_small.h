// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

namespace cosftp {

/// A small object as one answer told it.
struct SmallObject
{
    ObjectInfo info;
    QByteArray content;
};

/// The whole content of a small object and what the store says of it. Fails with TooLarge above
/// 4 MiB.
void readSmallObject(ObjectStore &store, const QByteArray &key, QObject *context,
                     Handler<SmallObject> handler);
/// The whole content of a small object, such as one of our own. Fails with TooLarge above 4 MiB.
void readSmall(ObjectStore &store, const QByteArray &key, QObject *context,
               Handler<QByteArray> handler);

}  // namespace cosftp
