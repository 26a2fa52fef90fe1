// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings.h"

#include <algorithm>

namespace cosftp {

const BucketSettings *Settings::bucket(const QString &id) const
{
    const auto found = std::find_if(buckets.begin(), buckets.end(),
                                    [&](const BucketSettings &entry) { return entry.id == id; });
    return found == buckets.end() ? nullptr : &*found;
}

const UserSettings *Settings::user(const QByteArray &name) const
{
    const auto found = std::find_if(users.begin(), users.end(),
                                    [&](const UserSettings &entry) { return entry.name == name; });
    return found == users.end() ? nullptr : &*found;
}

}  // namespace cosftp
