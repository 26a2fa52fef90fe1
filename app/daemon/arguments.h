// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace cosftp {

/// What cosftpd was asked to do.
struct Arguments
{
    enum class Action {
        Serve,
        Check,
        Demo,
        ShowHelp,
        ShowVersion,
        ShowSettings,
        HashPassword,
        HashPasswords,
        Orphans
    };
    Action action = Action::Serve;
    QString settingsFile;
    bool checksStore = false;  ///< With Check: also tries each bucket.
    bool aborts = false;       ///< With Orphans: aborts what nobody can continue.
    QString dataDirectory;     ///< With Demo; empty: a temporary one.
    quint16 port = 2121;       ///< With Demo.
};

/// Fails with Code::Invalid and the sentence to print.
Result<Arguments> parseArguments(const QStringList &words);
QString helpText();

}  // namespace cosftp
