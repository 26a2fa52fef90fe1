// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <tuple>

namespace cosftp {

/// What servers may take for the time of one event: the store tells times in whole seconds, and its
/// clock is known as well as that.
inline constexpr std::chrono::milliseconds storeTimesDiffer{2000};

/// Whose upload of which object.
struct UploadPlace
{
    QByteArray bucket;  ///< NAME-APPID.
    QByteArray user;
    QByteArray key;
    bool operator==(const UploadPlace &) const = default;
    bool operator<(const UploadPlace &other) const
    {
        return std::tie(bucket, user, key) < std::tie(other.bucket, other.user, other.key);
    }
};

}  // namespace cosftp
