// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace cosftp {

/// Names this process: boot, namespace of process ids, process id and when it was started. For what
/// is left in a bucket by a process that was killed.
QByteArray processMark();
/// True if the process ran on this machine and is known to have ended; a process elsewhere cannot
/// be told, so its lease has to run out.
bool hasEndedHere(const QByteArray &mark);

}  // namespace cosftp
