// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/setting_row.h"

namespace cosftp {

/// One setting, bucket or user that differs.
struct ChangedSetting
{
    QString section;  ///< "NETWORK", "BUCKET main", "USER ann".
    QString key;      ///< Empty for buckets and users, which change as a whole.
    Apply apply = Apply::Now;
    bool operator==(const ChangedSetting &) const = default;
};

/// What differs between two settings, in the order of the table, then buckets, then users. Values
/// are not told: they may be secrets.
QList<ChangedSetting> settingsChanges(const Settings &from, const Settings &to);

}  // namespace cosftp
