// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace cosftp {

/// The folder of one program: settings of the server, secrets, history, and what the window keeps.
class Profile
{
public:
    /// Makes the folder, which only its owner may read. Fails with Code::Denied.
    static Result<Profile> at(const QString &folder);
    Profile() = default;

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString settingsFile() const;
    [[nodiscard]] QString historyFile() const;
    [[nodiscard]] QString trialFolder() const;  ///< Of the embedded store.
    [[nodiscard]] bool isNew() const;           ///< There is no settings file yet.

    /// Puts the QSettings of the program into the folder.
    void useForWindows() const;

private:
    QString m_folder;
};

}  // namespace cosftp
