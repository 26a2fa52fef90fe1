// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QStringList>

namespace cosftp {

/// What cosftp was asked to do when it was started.
struct CommandLine
{
    enum class Action { Run, ShowHelp, ShowVersion };
    Action action = Action::Run;
    bool startsMinimized = false;
    bool shows = false;  ///< Wins over startsMinimized.
    bool quits = false;
    QString profile;  ///< Absolute; empty: the default one.
    bool operator==(const CommandLine &) const = default;
};

/// `words` without the program's name. Fails with Code::Invalid and the sentence to print.
Result<CommandLine> parseCommandLine(const QStringList &words);
QString commandLineHelp();
/// Where settings and secrets lie if nothing else is said: XDG_CONFIG_HOME/cosftp.
QString defaultProfile();

}  // namespace cosftp
