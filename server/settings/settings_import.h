// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_file.h"

namespace cosftp {

/// One key of an imported file and what becomes of it.
struct ImportedKey
{
    enum class Fate {
        Taken,   ///< Stands at `to` afterwards.
        Unused,  ///< Known, but without effect in this program.
        Ignored  ///< Not known; `reason` says what is near.
    };
    int line = 0;
    QString from;    ///< "[COS_ACCOUNT_0] cos_bucket"
    QString to;      ///< "[BUCKET photos] bucket"; empty unless taken.
    QString value;   ///< Empty for secrets and for passwords.
    QString reason;  ///< Why it is unused or ignored; English.
    Fate fate = Fate::Taken;
    bool operator==(const ImportedKey &) const = default;
};

/// What importing a file would do.
struct ImportPlan
{
    QByteArray text;  ///< The new settings file: sections of our own, comments and order kept.
    Settings settings;
    QList<ImportedKey> keys;
    QList<SettingsProblem> problems;  ///< Not empty: the file cannot be imported.
};

/// Reads a settings file of the original program (either generation) or one of ours. Unknown
/// sections and keys are left out and told; everything else that is wrong is a problem.
ImportPlan planImport(const QByteArray &text, const QString &fileName);

/// The text for a server without a desktop. With secrets: `settings` (whose keychain references
/// were replaced by their keys) are written into it. Without: keys come from the environment and
/// passwords are left out; comments at the top say what to fill in.
Result<QByteArray> exportedSettings(const QByteArray &text, const Settings &settings,
                                    bool withSecrets);

}  // namespace cosftp
