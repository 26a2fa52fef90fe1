// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <tuple>

namespace cosftp {

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
