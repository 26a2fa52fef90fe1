// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/activity.h"

#include <functional>

class QMessageBox;

namespace cosftp {

/// What stopping the server would end.
enum class Ending { StopServer, Quit };

/// Asks before running transfers and sessions are ended, with their numbers; `goOn` is called later
/// if the user agrees, and at once if there is nothing to lose. The question does not block; it is
/// given back, or nullptr if there was none to ask.
QMessageBox *askBeforeEnding(Ending ending, const Activity &activity, QWidget *parent,
                             QObject *context, std::function<void()> goOn);

}  // namespace cosftp
