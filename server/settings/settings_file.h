// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "settings/settings.h"

namespace cosftp {

/// One thing that is wrong in a settings file, or worth a warning.
struct SettingsProblem
{
    QString file;
    int line =
        0;  ///< 0: no line of its own (the file cannot be read, a key is missing at the end).
    QString section;
    QString key;
    QString text;  ///< "what is wrong, what would be right"

    /// "FILE:LINE: [SECTION] key: text"; parts that are not known are left out. Never shows a
    /// secret.
    [[nodiscard]] QString toString() const;
};

struct LoadedSettings
{
    Settings settings;  ///< Only meaningful if problems is empty.
    QList<SettingsProblem> problems;
    QList<SettingsProblem> warnings;
};

/// Reads and validates a settings file in any of the three dialects (both generations of the
/// original and the native sections), mixed or not. Every problem is listed, not only the first.
LoadedSettings loadSettings(const QString &path);
/// The same from memory; `fileName` is used in messages and to resolve relative paths.
LoadedSettings parseSettings(const QByteArray &text, const QString &fileName);

}  // namespace cosftp
