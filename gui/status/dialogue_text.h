// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/records.h"

#include <QStringList>

namespace cosftp {

/// The lines behind number `lastShown` as they are shown: "09:05:01 > USER camera" for the client,
/// "<" for the server. Where lines were dropped a line says how many. Sets `lastShown` to the
/// newest number.
QStringList newDialogueLines(const QList<DialogueLine> &lines, quint64 &lastShown);

}  // namespace cosftp
