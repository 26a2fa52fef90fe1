// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace cosftp {

/// Asks before work is destroyed, and calls `onYes` if the user says so. Returns at once; nothing
/// happens if the parent dies first. Cancel is the default.
void ask(QWidget *parent, const QString &title, const QString &text, const QString &yes,
         std::function<void()> onYes);

}  // namespace cosftp
