// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

namespace cosftp {

/// Removes claims that servers left behind when they were killed, once they are a day old; what
/// somebody asks for sooner is taken over then. 1 request if there are none. Answers with how many
/// went. `bucket`: NAME-APPID.
void sweepClaims(ObjectStore &store, const QByteArray &bucket, QObject *context,
                 Handler<int> handler);

}  // namespace cosftp
