// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

class QObject;

namespace cosftp {

/// Makes the scrypt hash of a password for a settings file, on a helper thread: it is slow on
/// purpose. Code::Invalid for a password that cannot be hashed (empty, a NUL byte).
/// Answers in the context's thread, which must be the caller's and have an event loop; the death of
/// the context drops the answer.
void hashPasswordLater(const QByteArray &password, QObject *context, Handler<QByteArray> handler);

}  // namespace cosftp
