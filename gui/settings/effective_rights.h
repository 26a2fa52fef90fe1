// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <QStringList>

namespace cosftp {

/// What a user may do at a path, and which line of the settings says so. A value.
struct EffectiveRights
{
    enum class Why {
        Mount,        ///< `mount` decides.
        AboveMounts,  ///< A folder that exists because folders are shown below it.
        Nothing,      ///< The user sees nothing there.
        Disabled,     ///< The user cannot log in; `mount` would decide, if there is one.
        NoUser,
        NoPath  ///< It cannot be typed: control characters, say.
    };
    Why why = Why::NoUser;
    Rights rights;
    MountSettings mount;  ///< The one that decides.
    QByteArray folder;    ///< With rights of its own, which win over the mount's; empty: none.
    QByteArray bucket;    ///< NAME-APPID.
    QByteArray key;       ///< Where the path lies in the bucket.
    bool operator==(const EffectiveRights &) const = default;
};

/// The same that the server decides for a session of the user: the deepest of the user's folders
/// that holds the path. Relative paths and ".." are resolved from the root.
EffectiveRights effectiveRights(const Settings &settings, const QByteArray &user,
                                const QByteArray &path);

/// In the present language, one sentence each: what may be done, then what says so.
QStringList effectiveRightsText(const EffectiveRights &found, const QByteArray &user);

}  // namespace cosftp
